import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import createSecurityGroup from '#actions/ecs/create-security-group.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { accountKey, regionKey } from '#domain/finding.ts';
import type { AccountHead, GroupHead } from '#domain/kinds.ts';
import { groupHead, scope, vpcHead } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Omit<Values<typeof createSecurityGroup.params>, 'RegionId'>;

const account = (over: Partial<AccountHead>) => ({
  put: accountKey(scope.account),
  head: { name: 'a', networkType: 'vpc', missingRule: '', quotas: {}, first: true, created: 1, ...over },
});
const region = (defaultVpc: string) => ({ put: regionKey(scope), head: { defaultVpc, created: 1 } });
const vpc = (id: string, over = {}) => ({ put: { ...scope, kind: 'vpc', id, ...over } as const, head: vpcHead() });
const group = (id: string) => ({ put: { ...scope, kind: 'group', id } as const, head: groupHead() });
const resourceGroup = {
  put: { account: scope.account, region: '', kind: 'resourceGroup', id: 'rg-1' },
  head: { name: 'default', displayName: '', created: 1 },
};

const onVpc = (): State => stateOf(account({}), region('vpc-default'), vpc('vpc-default'), vpc('vpc-1'), resourceGroup);
const onClassic = (): State => stateOf(account({ networkType: 'classic' }), region('vpc-default'), vpc('vpc-default'));

const create = (state: State, params: Params) => call(createSecurityGroup, { RegionId: scope.region, ...params }, state);
/** The head that a request makes, or the code that it gets. */
function made(state: State, params: Params): unknown {
  const called = create(state, params);
  if ('code' in called) return replyOf(called);
  const [effect, ...others] = called.effects;
  assert.equal(others.length, 0);
  assert.ok(effect && 'put' in effect);
  assert.deepEqual(called.reply, { SecurityGroupId: effect.put.id });
  assert.match(effect.put.id, /^sg-/);
  return effect.head;
}

const whole: GroupHead = {
  name: '',
  description: '',
  type: 'normal',
  vpc: 'vpc-default',
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: {},
  service: '',
  created: makeCtx().now,
};
const tags = (count: number) => Array.from({ length: count }, (_, n) => ({ at: `Tag.${n + 1}`, Key: `k${n}` }));

const cases: readonly (readonly [title: string, state: () => State, params: Params, expected: unknown])[] = [
  ['without anything it lies in the default VPC', onVpc, {}, whole],
  ['in the VPC that was named', onVpc, { VpcId: 'vpc-1' }, { ...whole, vpc: 'vpc-1' }],
  ['on the classic network, where the account is there', onClassic, {}, { ...whole, vpc: '' }],
  ['in a VPC all the same, where one was named', onClassic, { VpcId: 'vpc-default' }, whole],
  [
    'an enterprise group lets no members reach each other',
    onVpc,
    { SecurityGroupType: 'enterprise' },
    { ...whole, type: 'enterprise', innerAccess: 'Drop' },
  ],
  ['an enterprise group needs a VPC', onClassic, { SecurityGroupType: 'enterprise' }, '!InvalidParams.VpcIdGroupType'],
  ['no default VPC left', () => stateOf(account({}), region('')), {}, '!InvalidVpcId.NotFound#empty'],
  [
    'no default VPC left, enterprise',
    () => stateOf(account({}), region('')),
    { SecurityGroupType: 'enterprise' },
    '!InvalidVpcId.NotFound#empty',
  ],
  ['a region that was never seeded', () => stateOf(account({})), {}, '!InvalidVpcId.NotFound#empty'],
  ['no such VPC', onVpc, { VpcId: 'vpc-none' }, '!InvalidVpcId.NotFound'],
  ['a VPC of another account', () => stateOf(vpc('vpc-2', { account: '2' })), { VpcId: 'vpc-2' }, '!InvalidVpcId.NotFound'],
  ['a VPC of another region', () => stateOf(vpc('vpc-2', { region: 'us-east-1' })), { VpcId: 'vpc-2' }, '!InvalidVpcId.NotFound'],
  [
    'name and description are kept',
    onVpc,
    { SecurityGroupName: '安全组', Description: 'ab' },
    { ...whole, name: '安全组', description: 'ab' },
  ],
  ['a bad name', onVpc, { SecurityGroupName: '1st' }, '!InvalidSecurityGroupName.Malformed'],
  ['a description of one character', onVpc, { Description: 'x' }, '!InvalidSecurityGroupDiscription.Malformed'],
  ['a description of 257', onVpc, { Description: 'x'.repeat(257) }, '!InvalidSecurityGroupDiscription.Malformed'],
  ['a resource group is kept', onVpc, { ResourceGroupId: 'rg-1' }, { ...whole, resourceGroup: 'rg-1' }],
  ['no such resource group', onVpc, { ResourceGroupId: 'rg-none' }, '!InvalidResourceGroup.NotFound'],
  [
    'tags are kept, in the older spelling too',
    onVpc,
    {
      Tag: [
        { at: 'Tag.1', Key: 'a', Value: '1' },
        { at: 'Tag.2', key: 'b', value: '2' },
      ],
    },
    { ...whole, tags: { a: '1', b: '2' } },
  ],
  [
    'the upper-case spelling wins',
    onVpc,
    { Tag: [{ at: 'Tag.1', Key: 'a', key: 'b', Value: '1', value: '2' }] },
    { ...whole, tags: { a: '1' } },
  ],
  ['a value without a key', onVpc, { Tag: [{ at: 'Tag.1', Value: '1' }] }, '!InvalidTagKey.Malformed'],
  ['a bad value', onVpc, { Tag: [{ at: 'Tag.1', Key: 'a', Value: 'http://x' }] }, '!InvalidTagValue.Malformed'],
  [
    'the same key twice',
    onVpc,
    {
      Tag: [
        { at: 'Tag.1', Key: 'a' },
        { at: 'Tag.2', key: 'a' },
      ],
    },
    '!Duplicate.TagKey',
  ],
  ['21 tags', onVpc, { Tag: tags(21) }, '!QuotaExceed.Tags The number of tags exceeds the limit of 20.'],
  ['20 tags', onVpc, { Tag: tags(20) }, { ...whole, tags: Object.fromEntries(tags(20).map(({ Key }) => [Key, ''])) }],
  ['ServiceManaged is ignored', onVpc, { ServiceManaged: true }, whole],
  ['texts are judged before what exists', onVpc, { SecurityGroupName: '1', VpcId: 'vpc-none' }, '!InvalidSecurityGroupName.Malformed'],
];
for (const [title, state, params, expected] of cases)
  test(`CreateSecurityGroup: ${title}`, () => assert.deepEqual(made(state(), params), expected));

test('CreateSecurityGroup: the quota of the region is 100, or what the account may have', () => {
  const full = onVpc();
  for (let n = 0; n < 99; n++) full.set(`g${n}`, { key: group(`sg-${n}`).put, version: 1, head: groupHead(), parts: new Map() });
  assert.ok('reply' in create(full, {}));
  assert.equal(replyOf(create(full, {})), '!QuotaExceed.SecurityGroup');
  const own = stateOf(account({ quotas: { groupsPerRegion: 1 } }), region('vpc-1'), vpc('vpc-1'), group('sg-a'));
  assert.equal(replyOf(create(own, {})), '!QuotaExceed.SecurityGroup');
});
