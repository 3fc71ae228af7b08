import type { HostName, Letter, Mail, Outcome, Taker } from '#store/mail.ts';
import type { Connections } from '#store/postgres/connect.ts';

/**
 * A table that is not logged, since what a crash takes from it is asked again. Who puts something in clears out some of what has expired.
 * Texts are kept as JSON, which has no NUL that PostgreSQL would refuse.
 */
const BITE = 100;
const at = `account = $1 AND region = ''`;

export class PostgresMail implements Mail {
  readonly #connections: Connections;
  constructor(connections: Connections) {
    this.#connections = connections;
  }

  async put({ account, host, id, question, expires }: Letter, most: number, now: number): Promise<boolean> {
    await this.#run(
      `DELETE FROM mail WHERE ctid = ANY (ARRAY(SELECT ctid FROM mail WHERE expires <= $1 ORDER BY expires LIMIT ${BITE} FOR UPDATE SKIP LOCKED))`,
      [now],
    );
    const text = `INSERT INTO mail (account, region, id, host, question, expires) SELECT $1, '', $2, $3, $4, $5
      WHERE (SELECT count(*) FROM mail WHERE ${at} AND host = $3 AND expires > $7) < $6 RETURNING id`;
    return (await this.#run(text, [account, id, host, JSON.stringify(question), expires, most, now])).length > 0;
  }
  async take({ account, host, by }: Taker, again: boolean, now: number): Promise<readonly Letter[]> {
    const text = `UPDATE mail SET taker = $3 WHERE ${at} AND host = $2 AND expires > $4 AND answer IS NULL
      AND (taker IS NULL OR ($5 AND taker = $3)) RETURNING id, question, expires`;
    return (await this.#run(text, [account, host, by, now, again])).map(([id, question, expires]) => {
      return { account, host, id: id as string, question: JSON.parse(question as string) as string, expires: Number(expires) };
    });
  }
  async awaited(now: number): Promise<readonly HostName[]> {
    const rows = await this.#run('SELECT DISTINCT account, host FROM mail WHERE taker IS NULL AND expires > $1', [now]);
    return (rows as string[][]).map(([account, host]) => ({ account: account!, host: host! }));
  }
  async answer({ account, host, by }: Taker, id: string, answer: string, now: number): Promise<boolean> {
    const text = `UPDATE mail SET answer = $5 WHERE ${at} AND id = $2 AND host = $3 AND taker = $4 AND answer IS NULL AND expires > $6 RETURNING id`;
    return (await this.#run(text, [account, id, host, by, JSON.stringify(answer), now])).length > 0;
  }
  async look(letters: readonly Pick<Letter, 'account' | 'id'>[]): Promise<readonly Outcome[]> {
    const text = `SELECT id, taker IS NOT NULL, answer FROM mail JOIN unnest($1::text[], $2::text[]) AS k(account, id) USING (account, id) WHERE region = ''`;
    const rows = await this.#run(text, [letters.map(({ account }) => account), letters.map(({ id }) => id)]);
    return rows.map(([id, isTaken, answer]) => ({
      id: id as string,
      isTaken: isTaken as boolean,
      answer: answer === null ? undefined : (JSON.parse(answer as string) as string),
    }));
  }
  async remove({ account, id }: Pick<Letter, 'account' | 'id'>): Promise<void> {
    await this.#run(`DELETE FROM mail WHERE ${at} AND id = $2`, [account, id]);
  }

  #run(text: string, values: readonly unknown[]) {
    return this.#connections.with('read', (connection) => connection.query({ text }, values));
  }
}
