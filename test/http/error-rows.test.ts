import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { competitions } from './error-competitions.ts';
import { mending } from './error-order.ts';
import { errorRows } from './error-rows.ts';
import { makeRefusals, type Refusals } from './refusals.ts';
import { makeWorld, type Sent, sentTo, type Who, type World } from './world.ts';

type Published = { readonly http: number; readonly code: string; readonly message: string };
const file = new URL('../contract/revoke-egress-errors.json', import.meta.url);
const published: readonly Published[] = JSON.parse(readFileSync(file, 'utf8')).rows;
const rowOf = new Map(published.map((row) => [row.code, row]));

let w: World;
let refusals: Refusals;
before(async () => {
  w = await makeWorld();
  refusals = await makeRefusals(w);
});
after(() => w.server.stop());

const reached = new Set<string>();
const revoke = (sent: Sent, as?: Who, action = 'RevokeSecurityGroupEgress') => refusals.send(action, sent, as);

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

test('no refused request has changed any group', () => refusals.changedNothing());

test('every row of the published table was reached by a request', (t) => {
  const missing = published.filter(({ code }) => !reached.has(code)).map(({ code }) => code);
  t.diagnostic(`${published.length - missing.length} of ${published.length}`);
  assert.deepEqual(missing, []);
  assert.equal(published.length, 45);
});
