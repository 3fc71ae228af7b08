import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MissingRule } from '#actions/action.ts';
import { startServer } from '../server.ts';
import { makeSites, outcomeOf, type Place, type Sentence, type Site } from './sentences.ts';
import { formSentences } from './sentences-forms.ts';
import { identitySentences } from './sentences-identity.ts';
import { idSentences, modeSentences } from './sentences-modes.ts';
import { peerSentences } from './sentences-peers.ts';
import { done, ids, makeWorld, newAccount, newGroup, P, Ps, rulesOf, T, toGroup, type World } from './world.ts';

let w: World;
let sites: { readonly [P in Place]: Site };
before(async () => {
  w = await makeWorld();
  sites = await makeSites(w);
});
after(() => w.server.stop());

const sentences: readonly Sentence[] = [...modeSentences, ...idSentences, ...identitySentences, ...peerSentences, ...formSentences];

// Each has a group of its own; what runs together shares commits.
describe('RevokeSecurityGroupEgress', { concurrency: 40 }, () => {
  for (const sentence of sentences) {
    const [title, , , gets, place = 'own'] = sentence;
    test(title, async () => assert.deepEqual(await outcomeOf(w, sites[place], sentence), gets));
  }
});

describe('RevokeSecurityGroup', { concurrency: 40 }, () => {
  for (const sentence of sentences) {
    const [title, , , gets, place = 'own'] = sentence;
    if (typeof gets !== 'string') test(title, async () => assert.deepEqual(await outcomeOf(w, sites[place], sentence, 'ingress'), gets));
  }
});

test('no sentence stands in the table twice', () => assert.equal(new Set(sentences.map(([title]) => title)).size, sentences.length));

const ways = (['v1', 'v3'] as const).flatMap((scheme) =>
  (['GET', 'POST'] as const).flatMap((method) =>
    (['JSON', 'XML'] as const).flatMap((format) =>
      (method === 'GET' ? [false] : [false, true]).map((inForm) => ({ scheme, method, format, inForm })),
    ),
  ),
);
for (const way of ways) {
  test(`a revoke as ${JSON.stringify(way)}`, async () => {
    const { own } = w.clients;
    const group = await newGroup(own);
    await done(own('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...Ps({}, { PortRange: '80/80' }, { PortRange: '81/81' }) }));
    const rules = await rulesOf(own, group);
    // As Terraform sends it: what is not set is an empty text.
    const params = { ...T(), Description: '', NicType: '', DestGroupId: '' };
    for (const sent of [params, ids(rules[1]!.SecurityGroupRuleId!), P({ PortRange: '81/81', Description: 'é ~*+/' })]) {
      const { status, text } = await own('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...sent }, way);
      assert.equal(status, 200, text);
      // Nothing but RequestId.
      assert.match(
        text,
        way.format === 'JSON'
          ? /^\{"RequestId":"[0-9A-F-]{36}"\}$/
          : /^<\?xml version="1.0" encoding="UTF-8"\?><RevokeSecurityGroupEgressResponse><RequestId>[0-9A-F-]{36}<\/RequestId><\/RevokeSecurityGroupEgressResponse>$/,
      );
    }
    assert.deepEqual(await rulesOf(own, group), []);
  });
}

test('a revoke is done once: the second time there is nothing to revoke', async () => {
  const { own } = w.clients;
  const group = await newGroup(own);
  await done(own('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P() }));
  const [rule] = await rulesOf(own, group);
  const byId = { SecurityGroupId: group, ...ids(rule!.SecurityGroupRuleId!) };
  await done(own('RevokeSecurityGroupEgress', byId));
  assert.equal((await own('RevokeSecurityGroupEgress', byId)).body.Code, 'InvalidSecurityGroupRuleId.NotFound');
  assert.equal(
    (await own('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...P() })).body.Code,
    'InvalidSecurityGroupRule.RuleNotExist',
  );
});

test('of revokes of one rule that come at once, one succeeds', async () => {
  const { own } = w.clients;
  const group = await newGroup(own);
  await done(own('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...Ps({}, { PortRange: '80/80' }) }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => own('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...P() })));
  const codes = answers.map(({ status, body }) => (status === 200 ? 'done' : body.Code)).sort();
  assert.deepEqual(codes, [...Array(19).fill('InvalidSecurityGroupRule.RuleNotExist'), 'done']);
  assert.equal((await rulesOf(own, group)).length, 1);
});

test('the mode of the server holds where the account has none, and the mode of the account where it has', async () => {
  const server = await startServer();
  try {
    const gets = async (group: string) => {
      const answers = await Promise.all(
        [P, T].map((form) => server.root('RevokeSecurityGroupEgress', { SecurityGroupId: group, ...form() })),
      );
      return answers.map(({ status, body }) => (status === 200 ? 'skipped' : body.Code));
    };
    const none = 'InvalidSecurityGroupRule.RuleNotExist';
    const expected = { error: [none, none], documented: ['skipped', none], ignore: ['skipped', 'skipped'] } as const;
    const modes = Object.keys(expected) as MissingRule[];
    const group = await newGroup(server.root);
    for (const mode of modes) {
      await server.restart({ missingRule: mode });
      assert.deepEqual(await gets(group), expected[mode], `the server's ${mode}`);
    }
    for (const mode of modes) {
      await done(server.root('ModifyAccount', { AccountId: server.running.credentials.accountId, MissingRule: mode }));
      assert.deepEqual(await gets(group), expected[mode], `the account's ${mode} on a server that ignores`);
    }
    await server.restart({ missingRule: 'error' });
    assert.deepEqual(await gets(group), expected.ignore, "the account's ignore on a server that tells");
  } finally {
    await server.stop();
  }
});

test('a group of another account is known for as long as a rule names it, to both sides', async () => {
  const { own, foreign } = w.clients;
  const [ours, theirs] = [await newGroup(own), await newGroup(foreign)];
  const rule = { SecurityGroupId: ours, ...P(toGroup(theirs, { DestGroupOwnerId: w.accounts.foreign })) };
  const codes = async () => {
    const seen = [
      own('RevokeSecurityGroupEgress', { SecurityGroupId: theirs, ...P() }),
      foreign('RevokeSecurityGroupEgress', { SecurityGroupId: ours, ...P() }),
    ];
    return (await Promise.all(seen)).map(({ status, body }) => `${status} ${body.Code}`);
  };
  const [unknown, known] = ['404 InvalidSecurityGroupId.NotFound', '401 InvalidOperation.SecurityGroupNotAuthorized'];
  assert.deepEqual(await codes(), [unknown, unknown]);
  await done(own('AuthorizeSecurityGroupEgress', rule));
  assert.deepEqual(await codes(), [known, known]);
  await done(own('RevokeSecurityGroupEgress', rule));
  assert.deepEqual(await codes(), [unknown, unknown]);
});

test('an account that changes its network type changes what it creates next, not the groups it has', async () => {
  const { client, id } = await newAccount(w.server);
  const network = async (group: string) =>
    (await done(client('DescribeSecurityGroupAttribute', { SecurityGroupId: group }))).VpcId === '' ? 'classic' : 'vpc';
  const made = [await newGroup(client)];
  for (const NetworkType of ['classic', 'vpc']) {
    await done(w.server.root('ModifyAccount', { AccountId: id, NetworkType }));
    made.push(await newGroup(client));
  }
  assert.deepEqual(await Promise.all(made.map(network)), ['vpc', 'classic', 'vpc']);
});

test('a revoke creates nothing in a region that was not used before; a group does', async () => {
  const changes = async () => {
    const page = await fetch(`http://${w.server.endpoint}/metrics`);
    return Number(/^sallyport_changes (\d+)$/m.exec(await page.text())?.[1]);
  };
  const before = await changes();
  const sent = { RegionId: 'cn-chengdu', SecurityGroupId: w.A, ...P() };
  assert.equal((await w.clients.own('RevokeSecurityGroupEgress', sent)).body.Code, 'InvalidSecurityGroupId.NotFound');
  assert.equal(await changes(), before);
  await newGroup(w.clients.own, { RegionId: 'cn-chengdu' });
  assert.ok((await changes()) > before);
});
