import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connectionsTo } from '#store/postgres/open-store.ts';
import { startPostgres } from '../postgres.ts';

const postgres = await startPostgres();
after(() => postgres.remove());

const sessions: readonly (readonly [given: string, commit: string])[] = [
  ['-c synchronous_commit=off -c default_transaction_isolation=serializable', 'on'],
  ['-c synchronous_commit=remote_write', 'remote_write'],
];
for (const [given, commit] of sessions)
  test(`a session that begins with ${given} commits ${commit} and reads what is committed`, async () => {
    const url = (await postgres.makeSchema()).replace(/options=.*$/, `options=${encodeURIComponent(given)}`);
    const connections = connectionsTo(url);
    try {
      for (const use of ['read', 'write', 'wake'] as const) {
        const [row] = await connections.with(use, (connection) =>
          connection.query({ text: `SELECT current_setting('synchronous_commit'), current_setting('transaction_isolation')` }),
        );
        assert.deepEqual(row, [commit, 'read committed']);
      }
    } finally {
      await connections.close();
    }
  });
