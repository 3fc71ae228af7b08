import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Credentials } from '#wire/sign-request.ts';
import { type Child, startChild } from '../faults/child.ts';
import { ask } from '../server.ts';
import { monotonic, type Report } from './readers.ts';

/**
 * Many readers on one server, each in a process of its own. `SUBSCRIBERS=500` shows the full size and judges what it costs; fewer only show
 * that each reader gets each change once, in order.
 */
const SUBSCRIBERS = Number(process.env.SUBSCRIBERS ?? 50);
const isFull = SUBSCRIBERS >= 500;
const CHANGES = isFull ? 300 : 20;
/** Milliseconds: until memory is as it stays, and for how long CPU time is taken. */
const SETTLE = isFull ? 20_000 : 200;
const IDLE = isFull ? 30_000 : 500;
const MOST = { mib: 60, cpu: 1, ms: 100 };

const folder = mkdtempSync(join(tmpdir(), 'sallyport-fanout-'));
let server: Child | undefined;
let readers: ChildProcess | undefined;
after(async () => {
  readers?.kill('SIGKILL');
  await server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm start` gives node. */
function startSettings() {
  const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [, variable, flags] = /^(\w+=\S+) exec node (.*) src\//.exec(scripts.start) ?? assert.fail('the script "start" has another form');
  return { under: ['env', variable!], node: flags!.split(' ') };
}
const mibOf = (pid: number) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
/** CPU time of a process so far, in seconds; the kernel counts in hundredths. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
/** In percent of a core. */
async function idleCpu(pid: number): Promise<number> {
  const before = cpuOf(pid);
  await pause(IDLE);
  return ((cpuOf(pid) - before) / IDLE) * 100_000;
}
const say = async (message: object | string): Promise<unknown> => {
  readers!.send(message);
  return (await once(readers!, 'message'))[0];
};
const told = (n: number) => n.toFixed(n < 10 ? 2 : 1);

test(`${SUBSCRIBERS} readers on one server get each of ${CHANGES} changes once, in order`, { timeout: 300_000 }, async () => {
  server = await startChild(folder, { ...startSettings(), flags: ['--log-level', 'warn'] });
  readers = fork(fileURLToPath(new URL('./readers.ts', import.meta.url)), { serialization: 'advanced' });
  const { pid, credentials } = server;
  const endpoint = `127.0.0.1:${server.port}`;
  const done = async (action: string, params: Record<string, string>) => {
    const { status, body, text } = await ask(endpoint, credentials, action, params);
    assert.equal(status, 200, text);
    return body;
  };
  await pause(SETTLE);
  const fresh = mibOf(pid);
  const keys: Credentials[] = [credentials];
  for (let n = 1; n < 10; n++) {
    const UserName = `reader-${n}`;
    await done('CreateUser', { UserName });
    await done('AttachPolicyToUser', { UserName, PolicyType: 'System', PolicyName: 'AdministratorAccess' });
    const { AccessKey } = await done('CreateAccessKey', { UserName });
    keys.push({ accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret });
  }
  const { SecurityGroupId } = await done('CreateSecurityGroup', {});
  const change = (n: number) => done('ModifySecurityGroupAttribute', { SecurityGroupId, SecurityGroupName: `name-${n}` });

  // Before anything is measured, the code has run once.
  assert.equal(await say({ endpoint, keys, count: 20 }), 'open');
  for (let n = 0; n < 20; n++) await change(-n);
  assert.equal(await say('close'), 'closed');
  await pause(SETTLE);
  const without = { mib: mibOf(pid), cpu: await idleCpu(pid) };

  assert.equal(await say({ endpoint, keys, count: SUBSCRIBERS }), 'open');
  await pause(SETTLE);
  const idle = { mib: mibOf(pid), cpu: await idleCpu(pid) };

  const made = new Map<string, number>();
  for (let n = 1; n <= CHANGES; n++) {
    const { RequestId } = await change(n);
    made.set(RequestId, monotonic());
    await pause(50);
  }
  await pause(500);
  const report = (await say('report')) as Report;
  const ids = [...made.keys()];
  assert.equal(report.length, SUBSCRIBERS);
  for (const seen of report)
    assert.deepEqual(
      seen.map(({ requestId }) => requestId),
      ids,
    );
  await pause(SETTLE);
  const used = mibOf(pid);

  const times = report.flatMap((seen) => seen.map(({ requestId, at }) => Math.max(0, at - made.get(requestId)!))).sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1]!;
  console.log(
    `memory: ${told(fresh)} MiB just started, ${told(without.mib)} before the readers, ${told(idle.mib)} with ${SUBSCRIBERS}, ${told(used)} after ${CHANGES} changes`,
  );
  console.log(`idle: ${told(without.cpu)} % of a core without readers, ${told(idle.cpu)} % with them`);
  console.log(`from the 200 to the reader: median ${told(at(0.5))} ms, 99 % ${told(at(0.99))} ms, all ${told(at(1))} ms`);
  if (!isFull) return;
  assert.ok(idle.mib - fresh < MOST.mib, `${idle.mib - fresh} MiB`);
  assert.ok(used - fresh < MOST.mib, `${used - fresh} MiB after the changes`);
  assert.ok(idle.cpu < MOST.cpu, `${idle.cpu} % of a core`);
  assert.ok(at(0.99) < MOST.ms, `${at(0.99)} ms`);
});
