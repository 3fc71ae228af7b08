import type { Connection, Row } from '#store/postgres/connect.ts';

/** Every row of a query, so many at a time, inside a transaction: however many there are, only these are in memory. */
export async function* rowsOf(connection: Connection, sql: string, atOnce: number): AsyncGenerator<Row> {
  await connection.turn(`DECLARE every NO SCROLL CURSOR FOR ${sql}`);
  for (;;) {
    const rows = await connection.query({ text: `FETCH ${atOnce} FROM every` });
    yield* rows;
    if (rows.length < atOnce) break;
  }
  await connection.turn('CLOSE every');
}
