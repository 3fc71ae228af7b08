import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildInto } from '../tools/build.ts';
import { cacheFolder } from './places.ts';
import { prepared } from './prepare.ts';
import { type ServerOptions, spawnServer, stop } from './processes.ts';
import { requestText, type Traffic } from './requests.ts';
import { scenarioOf } from './scenarios.ts';
import { probe } from './wrk.ts';

/** From the start of the bundle's process to the first reply to a signed request, each time another process. Milliseconds. */
export type Start = { readonly oneCore: readonly number[]; readonly anyCore: readonly number[] };

const STARTS = 9;
const BOUND_MS = 20_000;

export async function measureStart(say: (text: string) => void): Promise<Start> {
  const { shape } = scenarioOf('store-of-10k');
  const data = await prepared(shape);
  // Made anew, because one that lies about may be older than the sources.
  const bundle = join(cacheFolder, 'dist');
  await buildInto(bundle);
  const main = join(bundle, 'main.js');
  const times = async (pin: boolean) => {
    const all: number[] = [];
    // The first one fills the page cache and is not counted.
    for (let i = 0; i <= STARTS; i++)
      all.push(await startTime({ data, main, pin }, { kind: 'describe', scheme: 'v3', token: false, shape }));
    return all.slice(1);
  };
  const made: Start = { oneCore: await times(true), anyCore: await times(false) };
  say(`start: ${made.oneCore.map(Math.round).join(', ')} ms on one core, ${made.anyCore.map(Math.round).join(', ')} ms on all`);
  return made;
}

async function startTime(how: ServerOptions, ask: Traffic): Promise<number> {
  const from = performance.now();
  const started = await spawnServer(how);
  const request = requestText(ask, 0, `127.0.0.1:${started.port}`);
  try {
    while (performance.now() - from < BOUND_MS) {
      try {
        await probe(started.port, request);
        return performance.now() - from;
      } catch (cause) {
        if ((cause as { code?: string }).code !== 'ECONNREFUSED') throw cause;
      }
      await wait(1);
    }
    throw new Error('the server does not start');
  } finally {
    await stop(started);
  }
}
