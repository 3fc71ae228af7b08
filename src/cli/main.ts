import { commands } from '#cli/commands.ts';
import { UsageProblem } from '#cli/options.ts';
import { FolderProblem } from '#store/sqlite/open.ts';

/**
 * sallyport COMMAND …
 *   main -> commands.ts (name -> file, loaded when asked for) -> cli/COMMAND.ts -> server | a signed request
 */
const [name = 'help', ...words] = process.argv.slice(2);
const command = commands[name];
if (name === 'help' || name === '--help') console.log((await import('#cli/help.ts')).helpText());
else if (!command) {
  console.error(`There is no command ${name}. Commands: ${Object.keys(commands).join(', ')}.`);
  process.exitCode = 1;
} else {
  try {
    process.exitCode = (await (await command.load()).default(words)) ?? 0;
  } catch (cause) {
    // What the person can mend is told in one sentence; the rest is ours and comes with its stack.
    const plain =
      cause instanceof FolderProblem || cause instanceof UsageProblem || typeof (cause as NodeJS.ErrnoException).syscall === 'string';
    console.error(plain ? (cause as Error).message : cause);
    process.exitCode = 1;
  }
}
