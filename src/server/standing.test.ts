import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Admitted, type Judges, makeJudgement } from '#server/standing.ts';

/** What of a judgement its streams do not show: how often it looks. All else is in test/feed/access.test.ts. */
const request = (id: string): Admitted => ({ call: { incoming: { headers: {} } }, caller: { key: { id } } }) as unknown as Admitted;

test('a key is looked up once for all of its requests that are judged together, and anew the next time', async () => {
  const asked: string[] = [];
  const find = async (id: string) => {
    asked.push(id);
    return { active: id !== 'off', holder: undefined };
  };
  const judges = { gate: { keys: { find } } } as unknown as Judges;
  for (let time = 1; time <= 2; time++) {
    const mayRead = makeJudgement(judges, Date.now());
    assert.deepEqual(await Promise.all(['on', 'off', 'on', 'off'].map((id) => mayRead(request(id)))), [true, false, true, false]);
    assert.equal(asked.length, 2 * time);
  }
});
