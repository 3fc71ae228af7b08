import { existsSync } from 'node:fs';
import { reseal } from '#server/reseal.ts';
import { finishRotation, judgeSealed } from '#server/rotation.ts';
import type { Loaded } from '#store/postgres/load.ts';
import { StoreProblem } from '#store/problem.ts';
import { readMark, writeMark } from '#store/sqlite/moved.ts';
import { databaseOf, openFolder } from '#store/sqlite/open.ts';
import { sourceOf } from '#store/sqlite/source.ts';

/**
 * A stopped embedded store into an empty PostgreSQL.
 *   folder locked, key judged -> load (one transaction, compared) -> mark "began" -> COMMIT -> mark "ended"
 * INVARIANT: the mark is on disk before the commit, so that at no moment servers can start on both. Whatever a crash leaves, the same command
 * again ends it: an empty database is loaded, one that has this store is found complete.
 */
export async function migrate(
  folder: string,
  url: string,
  given: string | undefined,
  now: number,
): Promise<Loaded & { readonly to: string }> {
  if (!existsSync(databaseOf(folder)))
    throw new StoreProblem(`There is no ${databaseOf(folder)}. Give --data with the data folder of a stopped server.`);
  const [{ onDatabase }, { load }, { beAlone }, { shown, problemOf }] = await Promise.all([
    import('#store/postgres/whole.ts'),
    import('#store/postgres/load.ts'),
    import('#store/postgres/schema.ts'),
    import('#store/postgres/open-store.ts'),
  ]);
  const opened = openFolder(folder, { evenIfMoved: true });
  try {
    finishRotation(folder, given, reseal(opened.db).sample());
    judgeSealed(reseal(opened.db).sample(), folder, given, 'data folder');
    const source = sourceOf(opened.db);
    const mark = readMark(folder);
    const to = shown(url);
    const at = new Date(now).toISOString();
    let isMarked = false;
    const loaded = await onDatabase(url, async (connection) => {
      await beAlone(connection);
      try {
        return await load(connection, source, () => {
          if (mark?.hasEnded)
            throw new StoreProblem(
              `The store of ${folder} was moved to ${mark.to} already (${mark.at}), and the database ${to} is empty. Nothing was moved. Remove ${folder}/sallyport.db.moved if it shall be moved once more.`,
            );
          writeMark(folder, { to, at, hasEnded: false });
          isMarked = true;
        });
      } catch (cause) {
        // Only COMMIT comes after the mark, and PostgreSQL may tell of an end of the connection behind one that it has done.
        if (isMarked)
          throw new StoreProblem(`${problemOf(url, cause).message} Nobody knows whether the move ended: run the same command again.`, {
            cause,
          });
        throw cause;
      }
    });
    if (!mark?.hasEnded) writeMark(folder, { to, at, hasEnded: true });
    return { ...loaded, to };
  } finally {
    opened.close();
  }
}
