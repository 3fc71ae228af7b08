import type { DatabaseSync } from 'node:sqlite';
import type { Source } from '#store/source.ts';
import { contentOf, totalOf } from '#store/sqlite/content.ts';

/** The whole of a database that nobody else writes. */
export function sourceOf(db: DatabaseSync): Source {
  const rows = <T>(sql: string): Iterable<T> => {
    const statement = db.prepare(sql);
    statement.setReturnArrays(true);
    return statement.iterate() as unknown as Iterable<T>;
  };
  return {
    epoch: (db.prepare(`SELECT value FROM meta WHERE name = 'epoch'`).get() as { value: string }).value,
    total: totalOf(db),
    content: () => contentOf(db),
    changes: () => rows('SELECT first, last, body FROM change ORDER BY first'),
    *tokens() {
      for (const [key, ...rest] of rows<[string, string, string, number]>('SELECT key, print, outcome, expires FROM token ORDER BY n')) {
        // As tokenText joins them: only the token itself may hold a slash.
        const [, account, region, action, token] = /^([^/]*)\/([^/]*)\/([^/]*)\/(.*)$/s.exec(key)!;
        yield [account!, region!, action!, token!, ...rest];
      }
    },
    nonces: () => rows('SELECT at, seen FROM nonce ORDER BY n'),
  };
}
