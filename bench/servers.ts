import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { PostgresServer } from '../test/postgres-server.ts';
import type { Shape } from './names.ts';
import { cacheFolder } from './places.ts';
import { copyOf, fill } from './prepare.ts';
import { changesOf, cpuOf, type Started, startServer, stop } from './processes.ts';
import { type Profiled, profiledIn, profiling } from './profile.ts';
import { requestText, type Traffic, writeRequests } from './requests.ts';
import { commitsIn, syncTime } from './session.ts';
import { median } from './statistics.ts';
import { drive, probe, type Run } from './wrk.ts';

/**
 * Several servers on one PostgreSQL, beside one on the embedded store; all that runs shares all cores.
 *   empty schema, or a copy of a prepared folder -> servers -> warm-up -> revokes by ID, a wrk for each server -> what was recorded
 */
export type Servers = {
  readonly version: string;
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly syncMs: number;
  readonly setups: readonly (Setup & { readonly rounds: readonly ServersRound[] })[];
};
type Setup = { readonly store: 'embedded' | 'PostgreSQL'; readonly servers: number; readonly connections: number };
export type ServersRound = {
  readonly perSecond: number;
  /** CPU of all processes of each kind, microseconds a revoke. */
  readonly serverUs: number;
  readonly databaseUs: number;
  readonly loadUs: number;
  /** Changes a commit. */
  readonly batch: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** As in a Run. */
  readonly from: number;
  readonly to: number;
};

const shape: Shape = { groups: 500, rules: 100 };
const traffic: Traffic = { kind: 'id', scheme: 'v1', token: false, shape };
/** Of all servers together. */
const WARM = 20_000;
const COUNT = 20_000;
/** Of each server, as in the other scenarios. */
const CONNECTIONS = 64;
const setups: readonly Setup[] = [
  { store: 'embedded', servers: 1, connections: CONNECTIONS },
  { store: 'PostgreSQL', servers: 1, connections: CONNECTIONS },
  { store: 'PostgreSQL', servers: 1, connections: 4 * CONNECTIONS },
  { store: 'PostgreSQL', servers: 2, connections: 2 * CONNECTIONS },
  { store: 'PostgreSQL', servers: 4, connections: 4 * CONNECTIONS },
];

/** What differs from PostgreSQL's own: memory for the whole of the data, and no checkpoint within a round. */
const given = { shared_buffers: '512MB', max_wal_size: '4GB', checkpoint_timeout: '30min' };
const told = ['fsync', 'synchronous_commit', 'full_page_writes', ...Object.keys(given)];

/** Round by round over all setups; `keep` is called after each with what there is. */
export async function measureServers(rounds: number, say: (text: string) => void, keep: (servers: Servers) => void): Promise<void> {
  await onPostgres(async (database) => {
    const kept = setups.map((setup) => ({ ...setup, rounds: [] as ServersRound[] }));
    const version = String((await database.ask('SHOW server_version'))[0]![0]);
    const settings = await Promise.all(told.map(async (name) => [name, String((await database.ask(`SHOW ${name}`))[0]![0])] as const));
    const syncs: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const one of kept) {
        syncs.push(syncTime(cacheFolder));
        const made = await runServers(one, database);
        one.rounds.push(made);
        const us = `${made.serverUs.toFixed(0)} µs of servers, ${made.databaseUs.toFixed(0)} µs of PostgreSQL`;
        say(`round ${round + 1} of ${rounds}  ${one.store}, ${one.servers} x ${one.connections}: ${made.perSecond.toFixed(0)}/s, ${us}`);
        keep({ version, settings, syncMs: median(syncs), setups: kept.filter(({ rounds }) => rounds.length > 0) });
      }
  });
}

/** Where the time of a server goes that has PostgreSQL for itself. */
export async function profileServer(): Promise<Profiled> {
  const folder = join(cacheFolder, 'profile');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return onPostgres(async (database) => {
    const round = await runServers({ store: 'PostgreSQL', servers: 1, connections: CONNECTIONS }, database, profiling(folder));
    return profiledIn(folder, { ...round, requests: COUNT });
  });
}

async function onPostgres<T>(use: (database: PostgresServer) => Promise<T>): Promise<T> {
  const database = new PostgresServer(given);
  try {
    database.init();
    await database.start();
    return await use(database);
  } finally {
    await database.remove();
  }
}

async function runServers(setup: Setup, database: PostgresServer, nodeFlags: readonly string[] = []): Promise<ServersRound> {
  const folder = join(cacheFolder, `servers-${process.pid}`);
  const data = join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  const servers: Started[] = [];
  const onDatabase = setup.store === 'PostgreSQL';
  try {
    await copyOf(shape, data);
    const databaseUrl = onDatabase ? await filled(database, data) : undefined;
    for (let n = 0; n < setup.servers; n++)
      servers.push(await startServer({ data, pin: false, nodeFlags, ...(databaseUrl && { databaseUrl }) }));
    const last = () => (onDatabase ? lastOf(database) : changesOf(servers[0]!.port));
    const before = await last();
    const round = await load(servers, setup, folder, () => (onDatabase ? cpuOfAll(database) : 0));
    const done = WARM + COUNT;
    const changes = (await last()) - before;
    if (changes !== done) throw new Error(`${done} revokes were acknowledged, ${changes} changes are recorded`);
    await Promise.all(servers.map(stop));
    const commits = onDatabase ? await commitsAfter(database, before + WARM) : commitsIn(data, before + WARM + 1, Number.MAX_SAFE_INTEGER);
    return { ...round, batch: COUNT / commits };
  } finally {
    await Promise.all(servers.map(stop));
    rmSync(folder, { recursive: true, force: true });
    if (onDatabase) await database.ask('DROP SCHEMA IF EXISTS bench CASCADE');
  }
}

/** Fills a schema of its own; gives its URL. */
async function filled(database: PostgresServer, folder: string): Promise<string> {
  await database.ask('DROP SCHEMA IF EXISTS bench CASCADE');
  await database.ask('CREATE SCHEMA bench');
  const url = `${database.url}&options=${encodeURIComponent('-c search_path=bench')}`;
  const store = await openPostgresStore(url);
  try {
    await fill(store, folder, shape);
  } finally {
    await store.close();
  }
  await database.ask('VACUUM ANALYZE');
  await database.ask('CHECKPOINT');
  return url;
}

const lastOf = async (database: PostgresServer): Promise<number> => Number((await database.ask('SELECT last FROM bench.counter'))[0]![0]);
const commitsAfter = async (database: PostgresServer, seq: number): Promise<number> =>
  Number((await database.ask(`SELECT count(*) FROM bench.change WHERE first > ${seq}`))[0]![0]);

/** Each server gets its share of the revokes, over its share of the connections, all at once. */
async function load(
  servers: readonly Started[],
  { connections }: Setup,
  folder: string,
  cpuOfDatabase: () => number,
): Promise<Omit<ServersRound, 'batch'>> {
  const [warm, count, width] = [WARM, COUNT, connections].map((n) => n / servers.length) as [number, number, number];
  const loads = await Promise.all(
    servers.map(async (server, n) => {
      const host = `127.0.0.1:${server.port}`;
      const from = n * (warm + count);
      const file = join(folder, `requests-${n}`);
      // The first one is sent alone: all replies are as long as its.
      const reply = await probe(server.port, requestText(traffic, from, host));
      return (first: number, many: number) => {
        writeRequests(file, traffic, from + first, many, host);
        return () => drive(server, { file, count: many, connections: width, reply, pin: false });
      };
    }),
  );
  const all = (first: number, many: number): Promise<Run[]> => {
    const ready = loads.map((sign) => sign(first, many));
    return Promise.all(ready.map((go) => go()));
  };
  await all(1, warm - 1);
  const database = cpuOfDatabase();
  const runs = await all(warm, count);
  const databaseUs = (cpuOfDatabase() - database) / 1000 / COUNT;
  const [from, to] = [Math.min(...runs.map((run) => run.from)), Math.max(...runs.map((run) => run.to))];
  return {
    perSecond: (COUNT * 1e6) / (to - from),
    serverUs: runs.reduce((sum, { cpuUs, requests }) => sum + cpuUs * requests, 0) / COUNT,
    databaseUs,
    loadUs: runs.reduce((sum, { wrkBusy, from, to }) => sum + wrkBusy * (to - from), 0) / COUNT,
    p50Us: median(runs.map(({ p50Us }) => p50Us)),
    p99Us: Math.max(...runs.map(({ p99Us }) => p99Us)),
    from,
    to,
  };
}

/** A clock tick, in which the kernel counts the time of processes that ended: 10 ms. Nanoseconds. */
const TICK = 1e7;

/** CPU of all of PostgreSQL's processes, those that ended included. Nanoseconds. */
function cpuOfAll(database: PostgresServer): number {
  const all = database.processes().map(({ pid }) => pid);
  const first = readFileSync(join(database.data, 'postmaster.pid'), 'utf8').split('\n')[0]!;
  const fields = readFileSync(`/proc/${first}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  // Of its children that ended: fields 16 and 17 of the file, counted from 1, of which two stand before the cut.
  const ended = (Number(fields[13]) + Number(fields[14])) * TICK;
  return all.reduce((sum, pid) => sum + cpuOf(pid), ended);
}
