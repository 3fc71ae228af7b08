import { randomUUID } from 'node:crypto';
import { judgeSealed } from '#server/rotation.ts';
import type { ContentTotal } from '#store/content-sum.ts';
import { renewedEpoch } from '#store/epoch.ts';

/** Gives a PostgreSQL that was restored by its own tools a new epoch, with its servers stopped. Throws StoreProblem, with nothing changed. */
export async function renewDatabase(
  url: string,
  folder: string,
  given: string | undefined,
): Promise<{ readonly total: ContentTotal; readonly epoch: string }> {
  const [{ metaOf, onTables }, { setMeta }, { totalOf }, { resealPostgres }] = await Promise.all([
    import('#store/postgres/whole.ts'),
    import('#store/postgres/schema.ts'),
    import('#store/postgres/content.ts'),
    import('#server/reseal-postgres.ts'),
  ]);
  return onTables(url, async (connection) => {
    judgeSealed(await resealPostgres(connection).sample(), folder, given, 'database');
    await connection.turn('BEGIN');
    const total = await totalOf(connection);
    const epoch = renewedEpoch((await metaOf(connection, 'epoch'))!, randomUUID());
    await setMeta(connection, 'epoch', epoch);
    await connection.commit();
    return { total, epoch };
  });
}
