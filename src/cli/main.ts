import { commands } from '#cli/commands.ts';
import { UsageProblem } from '#cli/options.ts';
import { StoreProblem } from '#store/problem.ts';

/**
 * sallyport COMMAND …
 *   main -> commands.ts (name -> file, loaded when asked for) -> cli/COMMAND.ts -> server | a signed request
 *        -> help.ts
 */
async function run(name: string, words: readonly string[]): Promise<number> {
  const topics = topicsAsked(name, words);
  if (topics) return help(topics);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageProblem(`There is no command ${name}; sallyport help lists them.`);
  return (await (await command.load()).default(words)) ?? 0;
}

/** `help TOPIC`, `COMMAND --help`, `call ACTION --help`: what help is wanted on, the most particular first; undefined where none is wanted. */
function topicsAsked(name: string, words: readonly string[]): readonly string[] | undefined {
  if (['help', '--help', '-h'].includes(name)) return words.slice(0, 1);
  if (!['--help', '-h'].includes(words.at(-1) ?? '')) return undefined;
  return words.length > 1 ? [words[0]!, name] : [name];
}

async function help(topics: readonly string[]): Promise<number> {
  const { helpText } = await import('#cli/help.ts');
  const text = topics.length === 0 ? helpText(undefined) : topics.map(helpText).find((found) => found !== undefined);
  if (text === undefined) throw new UsageProblem(`There is no command or action ${topics[0]}; sallyport help lists the commands.`);
  console.log(text);
  return 0;
}

try {
  const [name = 'help', ...words] = process.argv.slice(2);
  process.exitCode = await run(name, words);
} catch (cause) {
  // What the person can mend is told in one sentence; the rest is ours and comes with its stack.
  const plain =
    cause instanceof StoreProblem || cause instanceof UsageProblem || typeof (cause as NodeJS.ErrnoException).syscall === 'string';
  console.error(plain ? (cause as Error).message : cause);
  process.exitCode = 1;
}
