import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { freshNames, placeOf } from '../http/examples.ts';
import { leavesOfXml } from '../http/leaves.ts';
import { type Answer, startServer, type TestServer } from '../server.ts';
import { evilOf } from './evil.ts';
import { isFull, makeChoice, refusalOf } from './refusals.ts';

/**
 * Every parameter of every action, with every text of evil.ts: made from the registry.
 *   example -> one parameter changed -> done or refused with a code of the catalogue -> what was refused is nowhere in the journal
 * `npm test` takes every twelfth; ATTACKS=full takes all, and SEED draws others.
 */
let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

const isDrawn = makeChoice(isFull ? 1 : 1 / 12);
/** What was refused, as XML each third time. */
const refused = new Map<string, string>();
const accepted = new Set<string>();
let count = 0;

function judge(title: string, action: string, answer: Answer): void {
  const isXml = answer.headers['content-type'] === 'text/xml;charset=utf-8';
  if (isXml) leavesOfXml(answer.text, answer.status === 200 ? `${action}Response` : 'Error');
  else JSON.parse(answer.text);
  const id = String(answer.headers['x-acs-request-id']);
  if (answer.status === 200) return void accepted.add(id);
  const code = refusalOf(answer, title);
  assert.notEqual(code, 'SignatureDoesNotMatch', title);
  refused.set(id, title);
}

for (const action of actions) {
  const { product, name, params } = action;
  describe(`${product} ${name}`, () => {
    test('whatever its parameters hold, it answers, and what it refuses it does not do', async () => {
      const drawn = (good: Readonly<Record<string, string>>) => [...evilOf(params, good)].filter(isDrawn);
      const { client, requests } = await placeOf(server, action);
      await client('DescribeVpcs');
      const asked = drawn(requests[0]!);
      for (let i = 0; i < asked.length; i += 8) {
        await Promise.all(
          asked.slice(i, i + 8).map(async ([title, sent]) => {
            const fresh = 'AccountName' in sent && sent.AccountName === requests[0]!.AccountName ? freshNames(sent) : sent;
            const format = count++ % 3 === 0 ? 'XML' : 'JSON';
            const scheme = count % 2 === 0 ? 'v1' : 'v3';
            const answer = await client(name, { RegionId: '', ...fresh }, { version: versionOf[product], format, scheme, inForm: true });
            judge(`${name} ${title}`, name, answer);
          }),
        );
      }
    });
  });
}

test('nothing of what was refused was done, and no fault of the server was logged', async () => {
  const faults = server.log.filter(({ level, text }) => level === 'error' || /fault/.test(text));
  assert.deepEqual(faults, []);
  await server.restart();
  const db = new DatabaseSync(join(server.data, 'sallyport.db'), { readOnly: true });
  try {
    const done = new Set<string>();
    for (const { body } of db.prepare('SELECT body FROM change').iterate() as Iterable<{ body: string }>)
      for (const [id] of String(body).matchAll(/[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[0-9A-F]{4}-[0-9A-F]{12}/g)) done.add(id);
    assert.ok([...done].filter((id) => accepted.has(id)).length > 100, 'what was accepted is not there either');
    assert.deepEqual(
      [...refused].filter(([id]) => done.has(id)).map(([, title]) => title),
      [],
    );
    console.log(`${count} requests, ${refused.size} refused, ${done.size} in the journal`);
  } finally {
    db.close();
  }
  assert.equal((await server.root('DescribeRegions')).status, 200);
});
