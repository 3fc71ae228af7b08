import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { CannedReply } from './bare.ts';
import { luaFile } from './places.ts';
import { allCores, cpuOf, LOAD_CORE, type Started } from './processes.ts';

export type Run = {
  readonly requests: number;
  /** CPU of the server, of all its threads, per request. Microseconds. */
  readonly cpuUs: number;
  readonly perSecond: number;
  /** Part of the time that the server was on its core, and wrk on its own: where wrk comes near 1, it is wrk that is measured. */
  readonly serverBusy: number;
  readonly wrkBusy: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** When it ran, microseconds on the monotonic clock, which V8's profiler uses too. */
  readonly from: number;
  readonly to: number;
};
type Summary = {
  readonly requests: number;
  readonly bytes: number;
  readonly errors: Readonly<Record<'connect' | 'read' | 'write' | 'status' | 'timeout', number>>;
  readonly us: { readonly p50: number; readonly p99: number; readonly max: number };
};
export type Load = {
  readonly file: string;
  readonly count: number;
  readonly connections: number;
  readonly reply: WireReply;
  /** False leaves wrk all cores. */
  readonly pin?: boolean;
};

/** The longest that one run may take. Seconds. */
const BOUND = 300;
const monotonicUs = (): number => Number(process.hrtime.bigint() / 1000n);

/** Sends every request of a file once. Throws unless each of them got a 200 as long as the reply that was expected. */
export async function drive({ pid, port }: Started, { file, count, connections, reply, pin = true }: Load): Promise<Run> {
  const limits = `-t1 -c${connections} -d${BOUND}s --timeout 60s`.split(' ');
  const script = ['-s', luaFile, `http://127.0.0.1:${port}/`, '--', file, String(connections)];
  const wrk = spawn('taskset', ['-c', pin ? String(LOAD_CORE) : allCores, 'wrk', ...limits, ...script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(wrk, 'exit');
  const kill = () => wrk.kill('SIGKILL');
  process.once('exit', kill);
  let summary: Summary | undefined;
  let from = 0;
  let to = 0;
  let cpu = -cpuOf(pid);
  let wrkCpu = 0;
  for await (const line of createInterface({ input: wrk.stdout })) {
    if (line === 'go') {
      from = monotonicUs();
      wrkCpu = -cpuOf(wrk.pid!);
    } else if (line === 'all') {
      to = monotonicUs();
      cpu += cpuOf(pid);
      wrkCpu += cpuOf(wrk.pid!);
      wrk.kill('SIGINT');
    } else if (line.startsWith('summary ')) summary = JSON.parse(line.slice('summary '.length)) as Summary;
  }
  await ended;
  process.off('exit', kill);
  if (!summary || to === 0) throw new Error(`wrk did not get through ${count} requests in ${BOUND} s: ${JSON.stringify(summary)}`);
  const failed = Object.values(summary.errors).some((n) => n > 0);
  if (failed || summary.requests !== count || summary.bytes !== count * reply.bytes)
    throw new Error(
      `not every reply was the expected one (${count} requests, replies of ${reply.bytes} bytes): ${JSON.stringify(summary)}`,
    );
  const us = to - from;
  return {
    requests: count,
    cpuUs: cpu / 1000 / count,
    perSecond: (count * 1e6) / us,
    serverBusy: cpu / 1000 / us,
    wrkBusy: wrkCpu / 1000 / us,
    p50Us: summary.us.p50,
    p99Us: summary.us.p99,
    from,
    to,
  };
}

/** A reply with the length that it has on the wire. */
export type WireReply = CannedReply & { readonly bytes: number };
/** What node adds by itself. */
const added = new Set(['date', 'connection', 'keep-alive']);

/** Sends one request and gives the reply as it came. Throws unless it is a 200 with a Content-Length. */
export function probe(port: number, request: string): Promise<WireReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let all = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error('the server does not answer the probe')));
    socket.once('error', reject);
    socket.setEncoding('latin1').on('data', (chunk) => {
      all += chunk;
      const end = all.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first, ...lines] = all.slice(0, end).split('\r\n') as [string, ...string[]];
      const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
      const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
      const status = Number(first.split(' ')[1]);
      if (status === 200 && length !== undefined && all.length < end + 4 + Number(length)) return;
      socket.destroy();
      if (status !== 200 || length === undefined) return reject(new Error(`the probe got ${all.slice(0, 2000)}`));
      const kept = headers.filter(([name]) => !added.has(name.toLowerCase())).flat();
      resolve({ status, headers: kept, text: all.slice(end + 4), bytes: all.length });
    });
  });
}
