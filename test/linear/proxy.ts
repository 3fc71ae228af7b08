import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { between, type Random } from '../faults/seed.ts';

/**
 * A TCP proxy that loses connections:
 *   client <-> proxy <-> whatever is there at the moment; `cut` ends some at once, some in the next request and some in the next reply
 */
export type CuttingProxy = {
  readonly port: number;
  /** Ends about so large a share of the connections; gives how many. */
  cut(random: Random, share: number): number;
  close(): Promise<void>;
};
type Side = 'request' | 'reply';
type Pair = { readonly client: Socket; readonly server: Socket; doomed?: Side };

/** `target` is asked for each connection. Listens on a free port of this machine, or on a socket in the file system. */
export async function startProxy(target: () => NetConnectOpts, path?: string): Promise<CuttingProxy> {
  const pairs = new Set<Pair>();
  const end = (pair: Pair) => {
    pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  };
  const listener = createServer({ noDelay: true }, (client) => {
    const pair: Pair = { client, server: connect({ noDelay: true, ...target() }) };
    pairs.add(pair);
    const pass = (from: Socket, to: Socket, side: Side) => {
      from.on('data', (bytes: Buffer) => {
        if (pair.doomed !== side) {
          to.write(bytes);
          return;
        }
        // Half of it, so that neither the one nor the other can take what arrived for the whole.
        to.write(bytes.subarray(0, bytes.length >> 1), () => end(pair));
        from.pause();
      });
      from.on('error', () => {});
      from.on('close', () => end(pair));
    };
    pass(client, pair.server, 'request');
    pass(pair.server, client, 'reply');
  });
  listener.listen(path === undefined ? { host: '127.0.0.1', port: 0 } : { path });
  await once(listener, 'listening');
  const address = listener.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    cut(random, share) {
      const chosen = [...pairs].filter((pair) => !pair.doomed && random() < share);
      for (const pair of chosen) {
        const way = between(random, 0, 3);
        if (way === 0) end(pair);
        else pair.doomed = way === 1 ? 'request' : 'reply';
      }
      return chosen.length;
    },
    async close() {
      listener.close();
      for (const pair of pairs) end(pair);
      await once(listener, 'close');
    },
  };
}
