import { UsageProblem } from '#cli/options.ts';

/** The one file that a command is given; throws UsageProblem for none or several. */
export function oneFile(command: string, words: readonly string[]): string {
  const [file, ...rest] = words;
  if (file && rest.length === 0) return file;
  throw new UsageProblem(`${command} takes one file: sallyport ${command} FILE.`);
}
