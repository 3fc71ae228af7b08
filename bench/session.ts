import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { cacheFolder } from './places.ts';
import { copyOf } from './prepare.ts';
import { changesOf, type ServerOptions, type Started, startServer, stop } from './processes.ts';
import { requestText, type Traffic, writeRequests } from './requests.ts';
import { median } from './statistics.ts';
import { drive, probe, type Run, type WireReply } from './wrk.ts';

/** A server on its own copy of a prepared store. */
export type Session = {
  readonly server: Started;
  readonly folder: string;
  /** Median of fdatasync after 4 KiB, just before. Milliseconds. */
  readonly syncMs: number;
  /** Sends the n-th request alone, and gives its reply. */
  ask(traffic: Traffic, n: number): Promise<WireReply>;
  /** Signs so many requests from the n-th on; gives the file. */
  sign(traffic: Traffic, from: number, count: number): string;
  /** `sign`, sent to the server. Each must be answered as `reply` was, and each change recorded. */
  send(traffic: Traffic, from: number, count: number, connections: number, reply: WireReply): Promise<Sent>;
  /** Stops the server, so that what it left can be read. */
  stop(): Promise<void>;
  /** Commits that recorded changes later than that. Only once stopped. */
  commitsIn(sent: Sent): number;
};
export type Sent = Run & { readonly firstChange: number; readonly changes: number };

/** Hands over a session and clears it away, whatever happens. */
export async function inSession<T>(traffic: Traffic, how: Omit<ServerOptions, 'data'>, use: (session: Session) => Promise<T>): Promise<T> {
  const folder = join(cacheFolder, `session-${process.pid}`);
  const data = join(folder, 'data');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  await copyOf(traffic.shape, data);
  const syncMs = syncTime(folder);
  const server = await startServer({ data, ...how });
  const host = `127.0.0.1:${server.port}`;
  const file = join(folder, 'requests');
  const session: Session = {
    server,
    folder,
    syncMs,
    ask: (of, n) => probe(server.port, requestText(of, n, host)),
    sign(of, from, count) {
      writeRequests(file, of, from, count, host);
      return file;
    },
    async send(of, from, count, connections, reply) {
      session.sign(of, from, count);
      const before = await changesOf(server.port);
      const run = await drive(server, { file, count, connections, reply });
      const changes = (await changesOf(server.port)) - before;
      if (changes !== (of.kind === 'describe' ? 0 : count))
        throw new Error(`${count} requests were acknowledged, ${changes} changes are recorded`);
      return { ...run, firstChange: before + 1, changes };
    },
    stop: () => stop(server),
    commitsIn: ({ firstChange, changes }) => commitsIn(data, firstChange, firstChange + changes),
  };
  try {
    return await use(session);
  } finally {
    await stop(server);
    clear();
    process.off('exit', clear);
  }
}

/** Reads so many groups, from the n-th on; they must have all their rules, since replies of one length are expected. */
export async function readGroups(session: Session, { shape }: Traffic, from: number, count: number): Promise<void> {
  const reads: Traffic = { kind: 'describe', scheme: 'v3', token: false, shape };
  await session.send(reads, from, count, 8, await session.ask(reads, from));
}

/** Commits with records of these numbers, in the store of that folder. */
export function commitsIn(data: string, first: number, end: number): number {
  const db = new DatabaseSync(join(data, 'sallyport.db'));
  try {
    return (db.prepare('SELECT count(*) AS n FROM change WHERE first >= ? AND first < ?').get(first, end) as { n: number }).n;
  } finally {
    db.close();
  }
}

/** Median of fdatasync after 4 KiB, in that folder. Milliseconds. */
export function syncTime(folder: string): number {
  const file = openSync(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 40 }, () => {
    const from = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  return median(times);
}
