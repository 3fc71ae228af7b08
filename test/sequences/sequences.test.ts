import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { startServer, type TestServer } from '../server.ts';
import { type Direction, keyOf, Model, type Told } from './model.ts';
import { makePlace, type Place, paramsOf } from './world.ts';

/** Sequences of 200 calls each; RUNS=100 shows more, SEED=… the same again. */
const RUNS = Number(process.env.RUNS ?? 4);
const SEED = Number(process.env.SEED ?? randomInt(2 ** 31));
const CALLS = 200;
const GROUPS = 4;
const INTERFACES = 3;

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

// Few values, so that calls meet each other; the blocks are three in seven spellings.
const told: fc.Arbitrary<Told> = fc.record({
  protocol: fc.constantFrom('tcp', 'TCP', 'udp'),
  ports: fc.constantFrom('22/22', '80/80', '80/90'),
  peer: fc.constantFrom('10.0.0.5', '10.0.0.5/32', '10.0.0.0/8', '10.1.2.3/8', '0.0.0.0/0', 'group 0', 'group 1', 'group 2'),
  policy: fc.constantFrom('accept', 'drop', 'Accept'),
  priority: fc.constantFrom(1, 2),
  description: fc.constantFrom('a', 'b'),
});
const group = fc.nat(GROUPS - 1);
const direction = fc.constantFrom<Direction>('ingress', 'egress');
const key = fc.constantFrom('env', 'team', 'k3');
const call = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ is: fc.constant('authorize'), group, direction, told: fc.array(told, { minLength: 1, maxLength: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('revoke'), group, direction, told: fc.array(told, { minLength: 1, maxLength: 2 }) }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('revokeById'), group, pick: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('modifyById'), group, pick: fc.nat(), told }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('modify'), group, direction, told }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('join', 'leave'), member: fc.nat(INTERFACES - 1), group }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom('tag', 'untag'), group, key, value: fc.constantFrom('1', '2') }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('untagAll'), group }) },
);
// biome-ignore lint/suspicious/noExplicitAny: a union of eight records, told apart by `is`
type Call = any;

const suffix = { ingress: '', egress: 'Egress' } as const;
/** What a group that is its own peer gets, by action. */
const selfCodes = new Set(['InvalidSecurityGroup.IsSame', 'InvalidParamter.Conflict']);

async function play(place: Place, model: Model, one: Call): Promise<void> {
  const SecurityGroupId = place.groups[one.group]!;
  const NetworkInterfaceId = place.interfaces[one.member ?? 0]!;
  const permissions = () =>
    Object.assign({}, ...one.told.map((t: Told, i: number) => paramsOf(place, one.direction, t, `Permissions.${i + 1}.`)));
  const expect = async (expected: string, action: string, params: Record<string, string>) => {
    const got = await place.ask(action, params);
    if (expected === 'self') assert.ok(selfCodes.has(got), `${action}: ${got}`);
    else assert.equal(got, expected, `${action} ${JSON.stringify(params)}`);
  };
  switch (one.is) {
    case 'authorize':
    case 'revoke': {
      const action = `${one.is === 'authorize' ? 'Authorize' : 'Revoke'}SecurityGroup${suffix[one.direction as Direction]}`;
      return expect(model[one.is as 'authorize' | 'revoke'](one.group, one.direction, one.told), action, {
        SecurityGroupId,
        ...permissions(),
      });
    }
    case 'revokeById': {
      const rules = await place.rulesOf(one.group);
      const all = rules.filter((rule) => rule.direction === rules[0]?.direction);
      const picked = [...new Set(one.pick.map((n: number) => all[n % all.length]))].filter(Boolean) as typeof all;
      if (picked.length === 0) return;
      const { direction } = picked[0]!;
      for (const rule of picked) model.groups[one.group]!.rules.delete(keyOf(direction, rule.told));
      const ids = Object.fromEntries(picked.map((rule, i) => [`SecurityGroupRuleId.${i + 1}`, rule.id]));
      return expect('ok', `RevokeSecurityGroup${suffix[direction]}`, { SecurityGroupId, ...ids });
    }
    case 'modifyById': {
      const rules = await place.rulesOf(one.group);
      const rule = rules[one.pick % rules.length];
      if (!rule) return;
      // The peer's type may not change; a block for a block is fine, and a group stays the group it is.
      const kept = rule.told.peer.startsWith('group') || one.told.peer.startsWith('group');
      const wanted: Told = { ...one.told, peer: kept ? rule.told.peer : one.told.peer };
      const expected = model.modifyById(one.group, rule.direction, rule.told, wanted);
      const action = rule.direction === 'egress' ? 'ModifySecurityGroupEgressRule' : 'ModifySecurityGroupRule';
      return expect(expected, action, { SecurityGroupId, SecurityGroupRuleId: rule.id, ...paramsOf(place, rule.direction, wanted) });
    }
    case 'modify': {
      const action = one.direction === 'egress' ? 'ModifySecurityGroupEgressRule' : 'ModifySecurityGroupRule';
      return expect(model.modify(one.group, one.direction, one.told), action, {
        SecurityGroupId,
        ...paramsOf(place, one.direction, one.told),
      });
    }
    case 'join':
      return expect(model.join(one.member, one.group), 'JoinSecurityGroup', { SecurityGroupId, NetworkInterfaceId });
    case 'leave':
      return expect(model.leave(one.member, one.group), 'LeaveSecurityGroup', { SecurityGroupId, NetworkInterfaceId });
    case 'tag':
      return expect(model.tag(one.group, one.key, one.value), 'TagResources', {
        ResourceType: 'securitygroup',
        'ResourceId.1': SecurityGroupId,
        'Tag.1.Key': one.key,
        'Tag.1.Value': one.value,
      });
    case 'untag':
      return expect(model.untag(one.group, one.key), 'UntagResources', {
        ResourceType: 'securitygroup',
        'ResourceId.1': SecurityGroupId,
        'TagKey.1': one.key,
      });
    default:
      return expect(model.untag(one.group, undefined), 'UntagResources', {
        ResourceType: 'securitygroup',
        'ResourceId.1': SecurityGroupId,
        All: 'true',
      });
  }
}

/** What the service shows, in the model's words. */
async function shown(place: Place): Promise<unknown> {
  const { groups, members } = (await place.stateOf()) as {
    groups: { rules: Awaited<ReturnType<Place['rulesOf']>>; tags: [string, string][]; count: number }[];
    members: number[][];
  };
  return {
    groups: groups.map(({ rules, tags, count }) => {
      assert.equal(count, rules.length, 'RuleCount');
      return { rules: rules.map(({ direction, told }) => [keyOf(direction, told), told.description]).sort(), tags: tags.sort() };
    }),
    members,
  };
}
const modelled = ({ groups, members }: Model) => ({
  groups: groups.map(({ rules, tags }) => ({ rules: [...rules].sort(), tags: [...tags].sort() })),
  members,
});

let region = 0;
test(`any ${CALLS} calls leave what the model says, also after a restart (${RUNS} sequences, seed ${SEED})`, async () => {
  const done = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: CALLS, maxLength: CALLS, size: 'max' }), async (calls) => {
      const place = await makePlace(server.root, `cn-sequence-${++region}`, GROUPS, INTERFACES);
      const model = new Model(GROUPS, INTERFACES);
      for (const one of calls) {
        await play(place, model, one);
        done.set(one.is, (done.get(one.is) ?? 0) + 1);
      }
      assert.deepEqual(await shown(place), modelled(model));
      await server.restart();
      assert.deepEqual(await shown(place), modelled(model), 'after a restart');
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 10 },
  );
  for (const is of ['authorize', 'revoke', 'revokeById', 'modifyById', 'modify', 'join', 'leave', 'tag', 'untag', 'untagAll'])
    assert.ok((done.get(is) ?? 0) > 0, `${is} was called`);
});
