import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { competitions } from './error-competitions.ts';
import { mending } from './error-order.ts';
import { errorRows } from './error-rows.ts';
import { makeWorld, rulesOf, type Sent, sentTo, type Who, type World } from './world.ts';

type Published = { readonly http: number; readonly code: string; readonly message: string };
const file = new URL('../contract/revoke-egress-errors.json', import.meta.url);
const published: readonly Published[] = JSON.parse(readFileSync(file, 'utf8')).rows;
const rowOf = new Map(published.map((row) => [row.code, row]));

let w: World;
const start = new Map<string, unknown>();
before(async () => {
  w = await makeWorld();
  for (const [group, rules] of await everyGroup()) start.set(group, rules);
});
after(() => w.server.stop());

const everyGroup = async () => {
  const all: [string, unknown][] = [];
  for (const [who, groups] of Object.entries({
    own: [w.A, w.B, w.B2, w.X, w.E, w.E2, w.EX, w.M],
    classic: [w.C, w.C2, w.V],
    foreign: [w.F, w.F2, w.F3],
  }))
    for (const group of groups) all.push([group, await rulesOf(w.clients[who as Who], group)]);
  return all;
};
const reached = new Set<string>();

async function revoke(sent: Sent, as: Who = 'own', action = 'RevokeSecurityGroupEgress') {
  const own = { own: w.A, classic: w.C, foreign: w.F }[as];
  const params: Record<string, string> = { SecurityGroupId: own, ...(await sentTo(w, sent)) };
  const answer = await w.clients[as](action, params);
  const group = start.has(params.SecurityGroupId ?? '') ? params.SecurityGroupId! : own;
  const whose = [w.C, w.C2, w.V].includes(group) ? 'classic' : [w.F, w.F2, w.F3].includes(group) ? 'foreign' : 'own';
  assert.deepEqual(await rulesOf(w.clients[whose], group), start.get(group), 'nothing is deleted');
  return answer;
}

for (const [code, cases] of Object.entries(errorRows)) {
  for (const [title, sent, { hole, as } = {}] of cases) {
    test(`${code}: ${title}`, async () => {
      const { status, body } = await revoke(sent, as);
      const row = rowOf.get(code);
      assert.ok(row, 'the code is in the published table');
      assert.equal(row.message.includes('%s'), hole !== undefined, 'what the hole of the message holds is known');
      const message = row.message.replace('%s', () => (typeof hole === 'function' ? hole(w) : (hole ?? '')));
      assert.deepEqual([status, body.Code, body.Message], [row.http, code, message]);
      reached.add(body.Code);
    });
  }
}

for (const [title, winner, both, loser, alone, { as, action } = {}] of competitions) {
  test(`${title}: ${winner}, not ${loser}`, async () => {
    assert.equal((await revoke(both, as)).body.Code, winner);
    assert.equal((await revoke(alone, as, action)).body.Code, loser, 'mended');
  });
}

test('a request with everything wrong, mended fault by fault, gets the codes in their order', async () => {
  const params: Record<string, string> = {};
  for (const [title, mend, then] of mending) {
    Object.assign(params, await sentTo(w, mend));
    const { body } = await revoke(params);
    assert.equal(then.includes(' ') ? body.Message : body.Code, then, title);
  }
});

test('no refused request has changed any group', async () => assert.deepEqual(new Map(await everyGroup()), start));

test('every row of the published table was reached by a request', (t) => {
  const missing = published.filter(({ code }) => !reached.has(code)).map(({ code }) => code);
  t.diagnostic(`${published.length - missing.length} of ${published.length}`);
  assert.deepEqual(missing, []);
  assert.equal(published.length, 45);
});
