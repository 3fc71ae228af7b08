import { checkKey, KNOWN } from '#server/master-key.ts';
import { kindList, type Reseal, resealHead, resealRecords, sealedOf } from '#server/sealed-rows.ts';
import type { Vault } from '#server/vault.ts';
import type { Connection, Row } from '#store/postgres/connect.ts';
import type { ChangeRecord } from '#store/store.ts';

/** Those of a PostgreSQL store, on a connection that is alone (`beAlone`). */
export function resealPostgres(connection: Connection): Reseal {
  const ask = (text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => connection.query({ text }, values);
  return {
    async sample() {
      const [row] = await ask(`SELECT head FROM root WHERE kind IN (${kindList}) ORDER BY kind = 'masterKey' DESC LIMIT 1`);
      return row && sealedOf(JSON.parse(row[0] as string));
    },
    async run(old: Vault, next: Vault) {
      await connection.turn('BEGIN');
      try {
        const secrets = await changeRoots(ask, (head) => resealHead(head, old, next));
        const { account, region, kind, id } = checkKey;
        await ask(
          `INSERT INTO root (account, region, kind, id, version, head) VALUES ($1, $2, $3, $4, 0, $5)
            ON CONFLICT (account, region, kind, id) DO UPDATE SET head = excluded.head`,
          [account, region, kind, id, JSON.stringify({ sealed: next.seal(KNOWN) })],
        );
        await changeJournal(ask, (records) => resealRecords(records, old, next));
        await connection.commit();
        return secrets;
      } catch (cause) {
        await connection.turn('ROLLBACK').catch(() => {});
        throw cause;
      }
    },
    async forget() {
      await connection.turn('VACUUM (FULL) root');
      await connection.turn('VACUUM (FULL) change');
    },
  };
}

type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

async function changeRoots(ask: Ask, change: (head: unknown) => unknown): Promise<number> {
  const rows = await ask(`SELECT account, region, kind, id, head FROM root WHERE kind IN (${kindList})`);
  for (const [account, region, kind, id, head] of rows)
    await ask('UPDATE root SET head = $5 WHERE account = $1 AND region = $2 AND kind = $3 AND id = $4', [
      ...[account, region, kind, id],
      JSON.stringify(change(JSON.parse(head as string))),
    ]);
  return rows.filter(([, , kind]) => kind !== 'masterKey').length;
}

async function changeJournal(ask: Ask, change: (records: readonly ChangeRecord[]) => readonly ChangeRecord[]): Promise<void> {
  const here = `account = '' AND region = '' AND first = $1`;
  for (const [first] of await ask(`SELECT first FROM change WHERE body LIKE '%"sealed":%'`)) {
    const [row] = await ask(`SELECT body FROM change WHERE ${here}`, [first]);
    await ask(`UPDATE change SET body = $2 WHERE ${here}`, [first, JSON.stringify(change(JSON.parse(row![0] as string)))]);
  }
}
