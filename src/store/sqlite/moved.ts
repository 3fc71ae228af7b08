import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StoreProblem } from '#store/problem.ts';
import { sync } from '#store/sqlite/sync.ts';

/**
 * The mark on a data folder whose store was moved to PostgreSQL, so that no server writes on where nobody reads any more. It is written before
 * the database has the move (`hasEnded` is false), and again after: between the two nobody can serve from both.
 */
export type Mark = { readonly to: string; readonly at: string; readonly hasEnded: boolean };

export const markOf = (folder: string): string => join(folder, 'sallyport.db.moved');

export function readMark(folder: string): Mark | undefined {
  try {
    return JSON.parse(readFileSync(markOf(folder), 'utf8')) as Mark;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StoreProblem(`The mark ${markOf(folder)} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

/** On disk when it returns. */
export function writeMark(folder: string, mark: Mark): void {
  const part = `${markOf(folder)}.part`;
  writeFileSync(part, `${JSON.stringify(mark)}\n`, { mode: 0o600, flush: true });
  renameSync(part, markOf(folder));
  sync(folder);
}

/** Throws StoreProblem where the folder bears the mark. */
export function mustNotBeMoved(folder: string): void {
  const mark = readMark(folder);
  if (!mark) return;
  const what = mark.hasEnded
    ? `The store of the folder ${folder} was moved to ${mark.to} (${mark.at}): use it with --database-url.`
    : `A move of the store of the folder ${folder} to ${mark.to} began (${mark.at}), and nobody knows yet whether it ended: run sallyport migrate again.`;
  throw new StoreProblem(
    `${what} To go back to what was here then, stop all that uses the database, and remove ${resolve(markOf(folder))}.`,
  );
}
