import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '#server/serve.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { PostgresServer } from '../test/postgres-server.ts';
import { ask } from '../test/server.ts';
import { credentials, groupId, ruleId, type Shape } from './names.ts';
import { fill } from './prepare.ts';

/**
 * How much room groups and changes take in PostgreSQL: `node bench/postgres-size.ts [GROUPS [RULES]]`, the numbers of docs/scale.md.
 *   groups with rules, written through the store -> bytes by table -> revokes through a server -> bytes of WAL and of records for each
 */
const [groups = 100_000, rules = 20] = process.argv.slice(2).map(Number);
const shape: Shape = { groups, rules };
/** Of each kind; a rule is revoked once, and the few groups that share pages are a hundred. */
const REVOKES = Math.min(2000, groups / 2);
const FEW = 100;

const postgres = new PostgresServer({ shared_buffers: '256MB', max_wal_size: '8GB', checkpoint_timeout: '60min' });
const data = mkdtempSync(join(tmpdir(), 'sallyport-size-'));
const kB = (bytes: number) => Math.round(bytes).toLocaleString('en');
try {
  postgres.init();
  await postgres.start();
  const store = await openPostgresStore(postgres.url);
  await fill(store, data, shape);
  await store.close();
  await postgres.ask('DELETE FROM change');
  await postgres.ask('VACUUM FULL');
  await postgres.ask('ANALYZE');
  console.log(`${groups} groups of ${rules} rules\n\ntable  rows  bytes  of a row: heap + indexes`);
  const tables =
    await postgres.ask(`SELECT relname::text, reltuples::bigint::int, pg_total_relation_size(oid)::float8, pg_table_size(oid)::float8, pg_indexes_size(oid)::float8
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 100 ORDER BY 3 DESC`);
  let total = 0;
  for (const [name, rows, all, heap, indexes] of tables as [string, number, number, number, number][]) {
    total += all;
    console.log(`${name}  ${kB(rows)}  ${kB(all)}  ${kB(heap / rows)} + ${kB(indexes / rows)}`);
  }
  console.log(`in all ${kB(total)} bytes, ${kB(total / groups)} a group\n`);
  await revokes();
} finally {
  await postgres.remove();
  rmSync(data, { recursive: true, force: true });
}

async function revokes(): Promise<void> {
  const log = { info() {}, warn() {}, error() {} };
  const options = { host: '127.0.0.1', port: 0, region: 'cn-hangzhou', seeds: true, missingRule: 'error', tlsNames: [] } as const;
  const server = await serve({ ...options, data, databaseUrl: postgres.url, log });
  let next = 0;
  /** Rules of groups that lie apart, or of few groups, which share pages. */
  const revoke = async (apart: boolean) => {
    const n = next++;
    const group = apart ? (n * 7919) % groups : n % FEW;
    const rule = apart ? 0 : 1 + Math.floor(n / FEW);
    const params = { SecurityGroupId: groupId(group), 'SecurityGroupRuleId.1': ruleId(shape, group, rule) };
    const { status, text } = await ask(`127.0.0.1:${server.port}`, credentials, 'RevokeSecurityGroupEgress', params);
    if (status !== 200) throw new Error(text);
  };
  console.log('revokes by id  WAL bytes each  commits  ms a commit');
  for (const [what, width, apart] of [
    ['one at a time, on pages not written since the checkpoint', 1, true],
    ['64 at a time, on pages not written since the checkpoint', 64, true],
    ['one at a time, on pages written before', 1, false],
    ['64 at a time, on pages written before', 64, false],
  ] as const) {
    const count = apart ? REVOKES : Math.floor((rules - 2) / 2) * FEW;
    if (apart) await postgres.ask('CHECKPOINT');
    else if (width === 1) {
      next = 0;
      for (let n = 0; n < FEW; n++) await revoke(apart);
    }
    const before = await counters();
    const begun = performance.now();
    const until = next + count;
    await Promise.all(
      Array.from({ length: width }, async () => {
        while (next < until) await revoke(apart);
      }),
    );
    const ms = performance.now() - begun;
    const after = await counters();
    const [bytes, commits] = after.map((value, i) => value - before[i]!) as [number, number];
    console.log(`${what}  ${kB(bytes / count)}  ${kB(commits)}  ${(ms / commits).toFixed(1)}`);
  }
  const [[body, table]] = (await postgres.ask(
    `SELECT sum(length(body))::float8 / sum(last - first + 1)::float8, pg_total_relation_size('change')::float8 / sum(last - first + 1)::float8 FROM change`,
  )) as [[number, number]];
  console.log(`a change record of a revoke: ${kB(body)} bytes of JSON, ${kB(table)} bytes of its table`);
  await server.close();
}

async function counters(): Promise<readonly number[]> {
  const [row] = await postgres.ask(`SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8, (SELECT count(*)::float8 FROM batch)`);
  return row as number[];
}
