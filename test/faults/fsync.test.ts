import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { codeOf, sendAll } from './connection.ts';
import { judgeTrace } from './fsync-order.ts';
import { mayTrace, strace } from './strace.ts';

const wal = (call: string, of = 'sallyport.db-wal', rest = ', "", 24, 32) = 24') => `7 1.0 ${call}(9</data/${of}>${rest}`;
const request = '7 1.0 read(20<socket:[1]>, "POST /?RegionId"..., 65536) = 643';
const reply = '7 2.0 write(20<socket:[1]>, "HTTP/1.1 200 OK"..., 388) = 388';
const [write, sync] = [wal('pwrite64'), wal('fsync', undefined, ') = 0')];
const judged: readonly (readonly [title: string, trace: readonly string[], wrong: number, syncs: number])[] = [
  ['write, sync, reply', [request, write, write, sync, reply], 0, 1],
  ['two requests under one sync', [request, request.replace('[1]', '[2]'), write, sync, reply, reply.replace('[1]', '[2]')], 0, 1],
  ['no sync', [request, write, reply], 1, 0],
  ['a sync after the reply', [request, write, reply, sync], 1, 0],
  ['a sync before the last write', [request, write, sync, write, reply], 1, 1],
  [
    'a sync that is not over',
    [request, write, wal('fsync', undefined, ' <unfinished ...>'), reply, '7 3.0 <... fsync resumed>) = 0'],
    1,
    0,
  ],
  [
    'a sync that was interrupted',
    [
      request,
      write,
      wal('fsync', undefined, ' <unfinished ...>'),
      '8 1.0 read(3<pipe:[1]> <unfinished ...>',
      '7 3.0 <... fsync resumed>) = 0',
      reply,
    ],
    0,
    1,
  ],
  [
    'a request whose read was interrupted',
    [
      '7 1.0 read(20<socket:[1]>,  <unfinished ...>',
      '8 1.0 write(3<pipe:[1]>, "x", 1) = 1',
      '7 1.0 <... read resumed>"POST /?RegionId"..., 65536) = 643',
      write.replace('7 1.0', '8 1.0'),
      sync.replace('7 1.0', '8 1.0'),
      reply,
    ],
    0,
    1,
  ],
  ['a sync that failed', [request, write, wal('fsync', undefined, ') = -1 EIO (Input/output error)'), reply], 1, 0],
  ['a sync of another file', [request, write, wal('fsync', 'sallyport.db', ') = 0'), reply], 1, 0],
  ['a reply before anything is written', [write, sync, request, reply], 1, 0],
  ['a refusal', [request, write, sync, reply.replace('200 OK', '400 Bad')], 1, 1],
];
for (const [title, trace, wrong, syncs] of judged) {
  test(`a trace is judged: ${title}`, () => {
    const verdict = judgeTrace(trace.join('\n'));
    assert.deepEqual([verdict.wrong.length, verdict.syncs], [wrong, syncs], verdict.wrong.join());
  });
}

const calls = 'trace=read,recvfrom,recvmsg,write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync';

/** The trace of a server on which so many rules were revoked one by one, over so many connections. Nothing else is asked of it. */
async function traceOf(width: number, count: number, node: readonly string[] = []): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-fsync-'));
  const [data, file] = [join(folder, 'data'), join(folder, 'trace')];
  let child: Child | undefined;
  try {
    child = await startChild(data);
    const name = makeNames();
    const { group, rules } = await new Client(child, name).filledGroup(count);
    await child.stop();
    child = await startChild(data, { under: [...strace, '-ttt', '-y', '-s', '16', '-o', file, '-e', calls], node });
    const client = new Client(child, name);
    await sendAll(child.port, width, rules, async ({ id }, send) => {
      const params = { SecurityGroupId: group, 'SecurityGroupRuleId.1': id! };
      assert.equal(codeOf(await send(client.request('RevokeSecurityGroupEgress', params, name()))), '');
    });
    await child.stop();
    return await whole(file, child.pid);
  } finally {
    await child?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** strace ends a little later than what it traces. */
async function whole(file: string, pid: number): Promise<string> {
  for (let n = 0; n < 100; n++) {
    const trace = readFileSync(file, 'utf8');
    if (new RegExp(`^${pid} .*\\+\\+\\+ (exited|killed)`, 'm').test(trace)) return trace;
    await pause(100);
  }
  throw new Error('strace did not write its trace to the end');
}

const preload = (file: string) => ['--import', new URL(file, import.meta.url).href];
for (const [way, node] of [
  ['', []],
  [', commits in a thread', preload('./slow-commits.ts')],
] as const) {
  test(`at one connection every revoke is synced once, and before its reply${way}`, async (t) => {
    if (!mayTrace(t)) return;
    const count = 50;
    // The one more is that of the header of a new WAL, with the first commit after a start.
    assert.deepEqual(judgeTrace(await traceOf(1, count, node)), { replies: count, syncs: count + 1, wrong: [] });
  });

  test(`at 64 connections every revoke is synced before its reply, many at a time${way}`, async (t) => {
    if (!mayTrace(t)) return;
    const count = 640;
    const { replies, syncs, wrong } = judgeTrace(await traceOf(64, count, node));
    assert.deepEqual([replies, wrong], [count, []]);
    assert.ok(syncs < count / 4, `${syncs} syncs`);
    t.diagnostic(`${syncs} syncs for ${count} revokes: ${(syncs / count).toFixed(3)} each`);
  });
}

test('a server whose commits are not synced is found out', async (t) => {
  if (!mayTrace(t)) return;
  const count = 20;
  const { replies, wrong } = judgeTrace(await traceOf(1, count, preload('./relaxed.ts')));
  assert.deepEqual([replies, wrong.length], [count, count]);
});
