import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { folderFor } from '../store/sqlite-places.ts';
import { startChild } from './child.ts';
import { Client, makeNames } from './client.ts';
import { ask, codeOf, type Reply } from './connection.ts';
import { mayTrace, strace } from './strace.ts';

/** A disk on which each sync takes a quarter of a second: strace holds the system call up. Microseconds. */
const STALL = 250_000;
const slowDisk = [...strace, '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', `inject=fsync,fdatasync:delay_enter=${STALL}`];

test('while the disk stalls reads and refusals are answered, and the change once it is on disk', async (t) => {
  if (!mayTrace(t)) return;
  const child = await startChild(folderFor(t), { under: slowDisk });
  try {
    const client = new Client(child, makeNames());
    const { group, rules } = await client.filledGroup(20);
    const revoking = (id: string, of = group) =>
      client.request('RevokeSecurityGroupEgress', { SecurityGroupId: of, 'SecurityGroupRuleId.1': id }, client.name());
    const health = () => ask(child.port, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    for (const { id } of rules.slice(0, 3)) {
      let reply: Reply | undefined;
      const revoked = ask(child.port, revoking(id!)).then((told) => {
        reply = told;
      });
      assert.equal(codeOf(await ask(child.port, revoking(id!).replace('Signature=', 'Signature=A'))), 'SignatureDoesNotMatch');
      const answered: [number, boolean][] = [];
      while (!reply) {
        answered.push([(await health()).status, (await client.rulesOf(group)).has(id!)]);
        assert.equal(codeOf(await ask(child.port, revoking(id!, 'sg-nowhere'))), 'InvalidSecurityGroupId.NotFound');
        await pause(10);
      }
      await revoked;
      assert.equal(codeOf(reply), '');
      assert.equal((await client.rulesOf(group)).has(id!), false);
      // The last round may have met the end of the stall. On the thread that answers, a stall would let one round through at most.
      const during = answered.slice(0, -1);
      assert.ok(during.length >= 4, `${during.length} rounds of requests were answered while the disk stalled`);
      assert.deepEqual([...new Set(during.map((one) => JSON.stringify(one)))], ['[200,true]']);
      t.diagnostic(`${during.length} rounds of requests answered meanwhile`);
    }
    assert.deepEqual(await child.stop().then(({ code, signal }) => [code, signal]), [0, null]);
  } finally {
    await child.kill();
  }
});
