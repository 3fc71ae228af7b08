import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type AttackName, attacks, type Order } from '../attacks/attacker.ts';
import { isFull } from '../attacks/refusals.ts';
import { type Signer, v1, v3 } from '../http/requests.ts';
import { ask, sendRaw } from '../server.ts';
import { type Child, startChild } from './child.ts';

/**
 * One account attacks a server in a process of its own while another one uses it: what the other one waits is compared with what it waits while the
 * first sends as many ordinary requests as it can, and the memory of the server with what it was then. ATTACKS=full attacks for longer.
 * A machine that is busy with something else slows others down now and then; what is wrong with the server does so each time. So an attack that
 * seems to hold others up is made again, right after ordinary requests, before it counts.
 */
const TRIES = 3;
const MS = isFull ? 10_000 : 500;
/** How many times the usual the median of what the other one waits may be, beside what comes before it: something of each connection of the attack. */
const SLOWER = 5;
const NEXT = 20;
/** The longest wait of all. Milliseconds. */
const WORST = 2000;
/** Beyond what the server had before: at any moment of an attack, and once all are over. Bytes. */
const MORE = { during: 200e6, after: 120e6 };

let folder: string;
let child: Child;
let attacker: Signer;
let ask1: () => Promise<void>;
let usual: Seen;
/** The most memory under ordinary requests, before any attack. Bytes. */
let ordinary: number;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-attacked-'));
  // As `npm start` runs it.
  child = await startChild(folder, {
    under: ['env', 'MALLOC_ARENA_MAX=2'],
    node: ['--max-semi-space-size=8', '--heap-growing-percent=50'],
  });
  const endpoint = `127.0.0.1:${child.port}`;
  const { body } = await ask(endpoint, child.credentials, 'CreateAccount');
  attacker = { accessKeyId: body.AccessKeyId, accessKeySecret: body.AccessKeySecret, endpoint };
  const other = { ...child.credentials, endpoint };
  let n = 0;
  ask1 = async () => {
    const answer = await sendRaw(endpoint, n++ % 2 ? v1(other) : v3(other));
    assert.equal(answer.status, 200, answer.text);
  };
  for (const end = performance.now() + 1500; performance.now() < end; ) await ask1();
  usual = await measured('ordinary requests');
  ordinary = usual.memory;
});
after(async () => {
  await child.kill();
  rmSync(folder, { recursive: true, force: true });
});

const memory = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;

type Watched = { readonly median: number; readonly mean: number; readonly worst: number; readonly memory: number };
type Seen = Watched & { readonly sent: number };
/** What the other one waits while something goes on, in milliseconds, and the most memory meanwhile, in bytes. */
async function watch(meanwhile: () => Promise<unknown>): Promise<Watched> {
  let over = false;
  const going = meanwhile().finally(() => {
    over = true;
  });
  const times: number[] = [];
  let most = memory();
  while (!over) {
    const begun = performance.now();
    await ask1();
    times.push(performance.now() - begun);
    most = Math.max(most, memory());
    await pause(2);
  }
  await going;
  times.sort((a, b) => a - b);
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  return { median: times[times.length >> 1] ?? 0, mean, worst: times.at(-1) ?? 0, memory: most };
}

async function under(attack: AttackName): Promise<Seen> {
  const order: Order = { attack, signer: attacker, ms: MS };
  let sent = 0;
  const seen = await watch(async () => {
    const worker = new Worker(new URL('../attacks/attacker.ts', import.meta.url), { workerData: order });
    [sent] = await once(worker, 'message');
    await worker.terminate();
  });
  return { ...seen, sent };
}

const connectionsOf = (attack: AttackName): number => (attacks[attack].connections <= 8 ? attacks[attack].connections : 0);
const round = (n: number, digits = 1): string => n.toFixed(digits);
const MB = (bytes: number): string => `${round(bytes / 1e6, 0)} MB`;
const waits = ({ median, mean, worst }: Watched): string => `${round(median)} ms (${round(mean)} in the mean, ${round(worst)} at most)`;

async function measured(attack: AttackName): Promise<Seen> {
  const seen = await under(attack);
  console.log(`${attack}: ${seen.sent} sent; another caller waits ${waits(seen)}; memory ${MB(seen.memory)}`);
  return seen;
}

/** What others noticed of an attack, in words; '' where it is nothing. */
function noticedOf(attack: AttackName, { median, worst, memory }: Seen): string {
  const most = usual.median * SLOWER + NEXT * connectionsOf(attack);
  if (median > most) return `another caller waits ${round(median)} ms, and may wait ${round(most)} ms`;
  if (worst > WORST) return `another caller waited ${round(worst)} ms`;
  return memory > ordinary + MORE.during ? `${MB(memory)} of memory, ${MB(ordinary)} before` : '';
}

for (const attack of Object.keys(attacks).slice(1) as AttackName[]) {
  test(`others are served as before: ${attack}`, async () => {
    let noticed = '';
    for (let n = 1; n <= TRIES; n++) {
      if (n > 1) usual = await measured('ordinary requests');
      const seen = await measured(attack);
      assert.ok(seen.sent > 0);
      noticed = noticedOf(attack, seen);
      if (noticed === '') return;
    }
    assert.fail(noticed);
  });
}

test('afterwards the server is as before, and says nothing of faults', async () => {
  const seen = await watch(() => pause(1000));
  const left = memory();
  console.log(`afterwards: another caller waits ${waits(seen)}; memory ${MB(ordinary)} -> ${MB(left)}`);
  assert.ok(left < ordinary + MORE.after, MB(left));
  const page = await (await fetch(`http://${attacker.endpoint}/metrics`)).text();
  assert.ok(page.split('\n').length < 200, 'metrics grow with what is sent');
  assert.doesNotMatch(page, /InternalError/);
  assert.doesNotMatch(child.log(), /fault of this server|"level":50/);
  assert.equal((await child.stop()).code, 0);
});
