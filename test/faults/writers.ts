import { setTimeout as pause } from 'node:timers/promises';
import { Link } from '../linear/link.ts';
import type { Client } from './client.ts';
import { codeOf } from './connection.ts';
import type { Attempt, Intent, Intents } from './intents.ts';
import { between, type Random } from './seed.ts';

/**
 * Writers that want what they want done whatever happens, as a client with retries does:
 *   draw -> any server -> 503: nothing was done, again | no reply: again with a token, left without one | else: settled
 */
export class Writers {
  readonly #random: Random;
  readonly #client: Client;
  readonly #ports: readonly number[];
  /** When each change was answered with 200, by `performance.now()`, in order. */
  readonly acknowledged: number[] = [];
  readonly counts = { refused503: 0, lost: 0 };
  /** Replies that nobody should get. */
  readonly odd: string[] = [];

  constructor(random: Random, client: Client, ports: readonly number[]) {
    this.#random = random;
    this.#client = client;
    this.#ports = ports;
  }

  /** So many at a time, until `isOver`. */
  async run(width: number, load: Intents, isOver: () => boolean): Promise<void> {
    await this.#each(width, async (links) => {
      while (!isOver()) await this.#carryOut(links, load.draw(), (intent, reply) => load.settled(intent, reply), isOver);
    });
  }

  /** Sends once more what has a token and no answer; gives those that still have none after so many milliseconds. */
  async finish(width: number, intents: readonly Intent[], patience: number): Promise<readonly Intent[]> {
    const until = performance.now() + patience;
    const left = intents.filter((intent) => intent.params.ClientToken && !isAnswered(intent));
    let next = 0;
    await this.#each(width, async (links) => {
      while (next < left.length)
        await this.#carryOut(
          links,
          left[next++]!,
          () => {},
          () => performance.now() > until,
        );
    });
    return left.filter((intent) => !isAnswered(intent));
  }

  async #each(width: number, work: (links: readonly Link[]) => Promise<void>): Promise<void> {
    await Promise.all(
      Array.from({ length: width }, async () => {
        const links = this.#ports.map((port) => new Link(port));
        await work(links);
        for (const link of links) link.close();
      }),
    );
  }

  async #carryOut(links: readonly Link[], intent: Intent, settled: Intents['settled'], isOver: () => boolean): Promise<void> {
    for (;;) {
      const nonce = this.#client.name();
      const attempt: Attempt = { nonce, bytes: this.#client.request(intent.action, intent.params, nonce) };
      intent.attempts.push(attempt);
      const reply = await links[between(this.#random, 0, links.length - 1)]!.send(attempt.bytes);
      if (reply === 'not sent') intent.attempts.splice(intent.attempts.indexOf(attempt), 1);
      else if (reply === 'lost') {
        this.counts.lost++;
        if (!intent.params.ClientToken) return;
      } else {
        attempt.reply = reply;
        if (codeOf(reply) !== 'ServiceUnavailable') {
          if (reply.status >= 500) this.odd.push(`${intent.action}: ${reply.status} ${reply.text}`);
          if (reply.status === 200) this.acknowledged.push(performance.now());
          settled(intent, reply);
          return;
        }
        this.counts.refused503++;
      }
      if (isOver()) return;
      await pause(between(this.#random, 10, 60));
    }
  }
}

const isAnswered = ({ attempts }: Intent): boolean => attempts.some(({ reply }) => reply && codeOf(reply) !== 'ServiceUnavailable');
