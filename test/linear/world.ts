import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '#wire/sign-request.ts';
import { type Child, startChild } from '../faults/child.ts';
import { between, type Random } from '../faults/seed.ts';
import { type CuttingProxy, startProxy } from './proxy.ts';

/**
 * What clients meet: servers behind proxies, whose ports stay the same, and what befalls them. Another store is another world.
 *   clients -> proxy of each server -> server (killed, started again) -> its store
 */
export type World = {
  readonly title: string;
  readonly credentials: Credentials;
  /** A proxy for each server. */
  readonly ports: readonly number[];
  readonly troubles: readonly Trouble[];
  /** Ends all of it for good. */
  stop(): Promise<void>;
};
/** Something that happens again and again. */
export type Trouble = {
  /** What is counted, in the plural. */
  readonly name: string;
  /** The least and the most milliseconds from one time to the next. */
  readonly every: readonly [least: number, most: number];
  /** Resolves once all is up again; gives how often it struck. */
  strike(random: Random): Promise<number>;
};

/** Servers that are started alike, each behind a proxy. */
export class Servers {
  readonly #start: () => Promise<Child>;
  readonly #children: Child[] = [];
  readonly #proxies: CuttingProxy[] = [];

  private constructor(start: () => Promise<Child>) {
    this.#start = start;
  }

  static async start(count: number, start: () => Promise<Child>): Promise<Servers> {
    const servers = new Servers(start);
    for (let n = 0; n < count; n++) {
      servers.#children.push(await start());
      servers.#proxies.push(await startProxy(() => ({ host: '127.0.0.1', port: servers.#children[n]!.port })));
    }
    return servers;
  }

  get credentials(): Credentials {
    return this.#children[0]!.credentials;
  }
  get ports(): readonly number[] {
    return this.#proxies.map(({ port }) => port);
  }

  readonly cuts: Trouble = {
    name: 'cuts',
    every: [30, 300],
    strike: async (random) => this.#proxies[between(random, 0, this.#proxies.length - 1)]!.cut(random, 0.15),
  };

  /** SIGKILL, whatever the server is at. */
  kills(every: Trouble['every']): Trouble {
    return {
      name: 'kills',
      every,
      strike: async (random) => {
        const n = between(random, 0, this.#children.length - 1);
        await this.#children[n]!.kill();
        this.#children[n] = await this.#start();
        return 1;
      },
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()));
    await Promise.all(this.#proxies.map((proxy) => proxy.close()));
  }
}

type How = Parameters<typeof startChild>[1];

/** One server on one folder. */
export async function embeddedWorld(how: How = {}): Promise<World> {
  const data = mkdtempSync(join(tmpdir(), 'sallyport-linear-'));
  const servers = await Servers.start(1, () => startChild(data, how));
  return {
    title: 'one server, embedded store',
    credentials: servers.credentials,
    ports: servers.ports,
    troubles: [servers.kills([300, 2500]), servers.cuts],
    async stop() {
      await servers.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
