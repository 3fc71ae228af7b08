import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { type Credentials, makeRequestSigner } from '#wire/sign-request.ts';
import { headOf } from '../http/requests.ts';

/**
 * Many readers of `/feed` in a process of their own, so that what they cost is not the server's. Started by fork; speaks by messages:
 *   { open } -> 'open' once all are     'report' -> for each change, when it came to each reader     'close' -> 'closed'
 * Times are of the system's monotonic clock, which all processes share, in milliseconds.
 */
export type Open = { readonly endpoint: string; readonly keys: readonly Credentials[]; readonly count: number };
/** By reader, in the order in which they came. */
export type Report = readonly (readonly { readonly requestId: string; readonly at: number }[])[];
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

type Reader = { readonly socket: Socket; readonly seen: { requestId: string; at: number }[] };
let readers: Reader[] = [];

function read(endpoint: string, keys: Credentials, format: string, ready: () => void): Reader {
  const request = makeRequestSigner(keys).v3({
    ...{ method: 'GET', host: endpoint, path: '/feed', action: 'WatchChanges', version: '2026-11-24' },
    ...{ query: [['StreamFormat', format]], nonce: randomUUID(), now: Date.now() },
  });
  const [host, port] = endpoint.split(':') as [string, string];
  const socket = connect(Number(port), host);
  socket.write(headOf(request));
  const reader: Reader = { socket, seen: [] };
  const end = format === 'sse' ? '\n\n' : '\n';
  let rest = '';
  let isOpen = false;
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const at = monotonic();
    const pieces = (rest + chunk).split(end);
    rest = pieces.pop()!;
    for (const piece of pieces) {
      const requestId = /"requestId":"([^"]+)"/.exec(piece)?.[1];
      if (requestId) reader.seen.push({ requestId, at });
      if (isOpen || !/"cursor"/.test(piece)) continue;
      isOpen = true;
      ready();
    }
  });
  socket.on('error', (cause) => console.error(cause.message));
  return reader;
}

if (process.send) {
  process.on('message', async (message: Open | 'report' | 'close') => {
    if (message === 'report') {
      process.send!(readers.map(({ seen }) => seen));
    } else if (message === 'close') {
      for (const { socket } of readers) socket.destroy();
      readers = [];
      process.send!('closed');
    } else {
      const { endpoint, keys, count } = message;
      // So many at a time: a storm of connections is not what is measured.
      for (let i = 0; i < count; i += 20) {
        const some = Array.from({ length: Math.min(20, count - i) }, (_, j) => i + j);
        await Promise.all(
          some.map(
            (n) => new Promise<void>((ready) => readers.push(read(endpoint, keys[n % keys.length]!, n % 3 ? 'sse' : 'jsonl', ready))),
          ),
        );
      }
      process.send!('open');
    }
  });
}
