/** What a command's file gives: run with the words behind its name, it gives the exit code, 0 where it gives none. */
export type Command = (words: readonly string[]) => Promise<number | undefined>;
