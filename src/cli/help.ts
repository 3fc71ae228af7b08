import { commands } from '#cli/commands.ts';
import { clientOptions, usageOf } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';

export function helpText(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`);
  return `sallyport COMMAND …\n\n${lines.join('\n')}\n\nserve:\n${usageOf(serveOptions)}\n\ncall, sign, account:\n${usageOf(clientOptions)}`;
}
