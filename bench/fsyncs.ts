import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './places.ts';
import { CONNECTIONS } from './round.ts';
import { scenarioOf } from './scenarios.ts';
import { inSession } from './session.ts';

/** What a run made the disk do, counted by strace outside the server. */
export type Fsyncs = {
  readonly connections: number;
  readonly revokes: number;
  /** Syncs of the WAL by commits. */
  readonly commits: number;
  /** Syncs of the WAL and of the database by checkpoints. */
  readonly checkpoints: number;
  /** Of any other file. */
  readonly others: number;
};

const runs = [
  { connections: CONNECTIONS, warm: 5000, count: 15_000 },
  { connections: 1, warm: 200, count: 600 },
];

export async function measureFsyncs(say: (text: string) => void): Promise<readonly Fsyncs[]> {
  const scenario = scenarioOf('revoke-by-id');
  const trace = join(cacheFolder, 'fsyncs.trace');
  // With --seccomp-bpf nothing but the traced calls is slowed down, so that batches are as large as without strace.
  const under = ['strace', '-f', '--seccomp-bpf', '-y', '-ttt', '-e', 'trace=fsync,fdatasync', '-o', trace];
  const all: Fsyncs[] = [];
  for (const { connections, warm, count } of runs) {
    const made = await inSession(scenario, { under }, async (session) => {
      const reply = await session.ask(scenario, 0);
      await session.send(scenario, 1, warm - 1, connections, reply);
      const from = Date.now() / 1000;
      await session.send(scenario, warm, count, connections, reply);
      const to = Date.now() / 1000;
      await session.stop();
      return { connections, revokes: count, ...countSyncs(readFileSync(trace, 'utf8'), session.server.pid, from, to) };
    });
    if (made.commits === 0) throw new Error('the trace shows no sync of the WAL: it was not read right');
    all.push(made);
    say(`fsyncs at ${connections}: ${made.commits} of commits for ${made.revokes} revokes, ${made.checkpoints} of checkpoints`);
  }
  return all;
}

// strace pads a short process id.
const line = /^(\d+) +([\d.]+) f(?:data)?sync\(\d+<([^>]*)>/;

/**
 * A checkpoint syncs the WAL and then the database, both from one thread. It is told from a commit by what follows on its thread; all that the
 * checkpoint worker does is a checkpoint's.
 */
function countSyncs(trace: string, main: number, from: number, to: number): Pick<Fsyncs, 'commits' | 'checkpoints' | 'others'> {
  const count = { commits: 0, checkpoints: 0, others: 0 };
  for (const text of trace.split('\n')) {
    const [, thread, time, file] = line.exec(text) ?? [];
    if (file === undefined || Number(time) < from || Number(time) > to) continue;
    const isWal = file.endsWith('/sallyport.db-wal');
    const isDatabase = file.endsWith('/sallyport.db');
    if (!isWal && !isDatabase) count.others++;
    else if (Number(thread) !== main) count.checkpoints++;
    else if (isWal) count.commits++;
    else {
      // The sync of the WAL before it was no commit's.
      count.commits--;
      count.checkpoints += 2;
    }
  }
  return count;
}
