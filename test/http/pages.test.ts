import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type Params, startServer, type TestServer } from '../server.ts';

const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));
const RULES = 1000;
/** Rules revoked, and as many added, between two pages. */
const CHANGES = 5;

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

async function ask(action: string, params: Params) {
  const { status, body, text } = await server.root(action, params);
  assert.equal(status, 200, text);
  return body;
}

/** A small generator with a seed (Numerical Recipes' constants), so that a failure can be repeated. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

let made = 0;
const permission = (at: string): Params => {
  const n = made++;
  return {
    [`${at}.IpProtocol`]: 'tcp',
    [`${at}.PortRange`]: '80/80',
    [`${at}.DestCidrIp`]: `10.1.${n >> 8}.${n & 255}`,
    [`${at}.Policy`]: 'accept',
  };
};
const permissions = (count: number): Params =>
  Object.assign({}, ...Array.from({ length: count }, (_, i) => permission(`Permissions.${i + 1}`)));

for (const MaxResults of [10, 100, 333]) {
  test(`1000 rules in pages of ${MaxResults} while rules come and go: none lost, none repeated (seed ${SEED})`, async () => {
    const random = makeRandom(SEED + MaxResults);
    const { SecurityGroupId } = await ask('CreateSecurityGroup', {});
    for (let n = 0; n < RULES; n += 100) await ask('AuthorizeSecurityGroupEgress', { SecurityGroupId, ...permissions(100) });
    const describe = async (size: number, NextToken: string) => {
      const body = await ask('DescribeSecurityGroupAttribute', { SecurityGroupId, MaxResults: String(size), NextToken });
      const ids: string[] = body.Permissions.Permission.map((p: { SecurityGroupRuleId: string }) => p.SecurityGroupRuleId);
      return { ids, next: body.NextToken as string };
    };
    const standing = new Set((await describe(RULES, '')).ids);
    assert.equal(standing.size, RULES);

    const seen = new Map<string, number>();
    const revoked = new Set<string>();
    let pages = 0;
    for (let next = ''; ; ) {
      const page = await describe(MaxResults, next);
      pages++;
      for (const id of page.ids) {
        assert.ok(!revoked.has(id), `${id} was revoked before this page`);
        seen.set(id, (seen.get(id) ?? 0) + 1);
      }
      next = page.next;
      if (next === '') break;
      assert.equal(page.ids.length, MaxResults, 'a page that is not the last one is full');
      const gone = Array.from({ length: CHANGES }, () => [...standing][random(standing.size)]!).filter(
        (id, i, all) => all.indexOf(id) === i,
      );
      // The last rule of the page too, which the token of the next page names.
      if (standing.has(page.ids.at(-1)!) && pages % 2 === 0 && !gone.includes(page.ids.at(-1)!)) gone.push(page.ids.at(-1)!);
      await ask('RevokeSecurityGroupEgress', {
        SecurityGroupId,
        ...Object.fromEntries(gone.map((id, i) => [`SecurityGroupRuleId.${i + 1}`, id])),
      });
      for (const id of gone) {
        standing.delete(id);
        revoked.add(id);
      }
      await ask('AuthorizeSecurityGroupEgress', { SecurityGroupId, ...permissions(gone.length) });
    }
    assert.deepEqual(
      [...standing].filter((id) => !seen.has(id)),
      [],
      'what stood all the time was shown',
    );
    assert.deepEqual(
      [...seen].filter(([, times]) => times > 1),
      [],
      'nothing was shown twice',
    );
    assert.ok(pages >= Math.floor(RULES / MaxResults), 'there were pages');
    assert.ok(revoked.size >= CHANGES, 'rules went meanwhile');
  });
}
