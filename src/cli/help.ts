import { type Command, commands } from '#cli/commands.ts';
import { clientOptions, usageOf } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';

const help: Command = async () => {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  console.log(`sallyport COMMAND …\n\n${lines.join('\n')}\n\nserve:\n${usageOf(serveOptions)}\n\ncall, sign, account:\n${usageOf(clientOptions)}`);
  return 0;
};
export default help;
