import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Direction } from '#domain/rule.ts';
import type { Answer, Params } from '../server.ts';
import { makeGroup, makeSites, type Place, type Site } from './sentences.ts';
import { done, makeWorld, rulesOf, T, toGroup, turned, type World } from './world.ts';

let w: World;
let sites: { readonly [P in Place]: Site };
before(async () => {
  w = await makeWorld();
  sites = await makeSites(w);
});
after(() => w.server.stop());

const actions = { egress: 'ModifySecurityGroupEgressRule', ingress: 'ModifySecurityGroupRule' } as const;
/** How clients send it: Terraform by what the rule says, signed the old way, as GET and twice; the SDKs by ID. */
const asTerraform = { scheme: 'v1', method: 'GET', format: 'JSON' } as const;
const wires = { 'V1, in the URL of a GET': asTerraform, 'V1, in a form': { scheme: 'v1', inForm: true }, V3: { scheme: 'v3' } } as const;

/** [title, the rule, what is sent ('' as SecurityGroupRuleId: by ID), what of the described rule changes, or status and code]. */
type Row = readonly [title: string, given: Params, sent: Params, gets: Params | string, place?: Place];
const byId = (sent: Params): Params => ({ SecurityGroupRuleId: '', ...sent });
const rows: readonly Row[] = [
  ['a description', { Description: 'old' }, T({ Description: 'new' }), { Description: 'new' }],
  ['a description that is the same', { Description: 'old' }, T({ Description: 'old' }), {}],
  ['an empty description', { Description: 'old' }, { ...T(), Description: '' }, {}],
  ['a rule of another priority', { Priority: '7' }, T({ Priority: '7', Description: 'new' }), { Description: 'new' }],
  ['a rule that is not there', {}, T({ Priority: '7', Description: 'new' }), '404 SecurityGroupRule.NotFound'],
  ['on the classic network', {}, T({ Description: 'new', NicType: 'internet' }), { Description: 'new' }, 'classic'],
  ['the other NIC type', {}, T({ Description: 'new', NicType: 'intranet' }), '400 InvalidNicType.Mismatch', 'classic'],
  ['by ID, some fields', { Description: 'old' }, byId({ PortRange: '80/81', Policy: 'drop' }), { PortRange: '80/81', Policy: 'Drop' }],
  ['by ID, a block as it is written', {}, byId({ DestCidrIp: '10.159.6.18/12' }), { DestCidrIp: '10.159.6.18/12' }],
  ['by ID, a protocol', {}, byId({ IpProtocol: 'gre', PortRange: '-1/-1' }), { IpProtocol: 'GRE', PortRange: '-1/-1' }],
  ['by ID, nothing', {}, byId({}), '400 InvalidParam.InvalidModifyRuleRequest'],
  ['by ID, another kind of peer', {}, byId({ DestPrefixListId: 'pl-none' }), '400 InvalidOperation.ModifySgRuleEntityType'],
  ['by ID, the protocol alone', {}, byId({ IpProtocol: 'GRE' }), '400 InvalidParam.ProtocolAndPortRangeMismatch'],
  ['a malformed ID', {}, { SecurityGroupRuleId: 'sg-1', Priority: '2' }, '400 InvalidParam.SecurityGroupRuleId'],
  ['an unknown ID', {}, { SecurityGroupRuleId: 'sgr-none', Priority: '2' }, '404 InvalidSecurityGroupRuleId.NotFound'],
  ['a malformed group', {}, T({ SecurityGroupId: '***' }), '400 InvalidSecurityGroupId.Malformed'],
  ['an unknown group', {}, T({ SecurityGroupId: 'sg-none' }), '404 InvalidSecurityGroupId.NotFound'],
  ['a region that is none', {}, T({ RegionId: 'Nowhere!' }), '404 InvalidRegionId.NotFound'],
];

const codeOf = ({ status, body }: Answer): string => `${status} ${body.Code}`;
async function modified([, given, sent, gets, place = 'own']: Row, direction: Direction, wire: keyof typeof wires): Promise<void> {
  const made = await makeGroup(w, sites[place], [given], direction);
  const [before] = await rulesOf(made.client, made.group);
  const named = sent.SecurityGroupRuleId === '' ? { SecurityGroupRuleId: made.ids[0]! } : {};
  const send = () => made.client(actions[direction], { SecurityGroupId: made.group, ...turned(sent, direction), ...named }, wires[wire]);
  const [first, again] = [await send(), await send()];
  const changes = typeof gets === 'string' ? {} : gets;
  if (typeof gets === 'string') assert.deepEqual([codeOf(first), codeOf(again)], [gets, gets]);
  else assert.deepEqual([first.status, Object.keys(first.body), again.status], [200, ['RequestId'], 200], first.text);
  assert.deepEqual(await rulesOf(made.client, made.group), [{ ...before, ...turned(changes, direction) }], 'ID and age are as before');
}

for (const direction of ['egress', 'ingress'] as const) {
  for (const wire of Object.keys(wires) as (keyof typeof wires)[]) {
    describe(`${actions[direction]}, twice, ${wire}`, { concurrency: 20 }, () => {
      for (const row of rows) test(row[0], () => modified(row, direction, wire));
    });
  }
}

test('a group as peer, as Terraform names it', async () => {
  const made = await makeGroup(w, sites.own, [toGroup(w.B)], 'egress');
  const sent = { SecurityGroupId: made.group, ...T(toGroup(w.B, { Priority: '1', NicType: 'intranet', Description: 'to B' })) };
  for (const _ of [1, 2]) await done(made.client(actions.egress, sent, asTerraform));
  const [rule] = await rulesOf(made.client, made.group);
  assert.deepEqual([rule?.DestGroupId, rule?.Description], [w.B, 'to B']);
});

test('a rule may not become another, and the message names that', async () => {
  const made = await makeGroup(w, sites.own, [{}, { Priority: '2' }], 'egress');
  const sent = { SecurityGroupId: made.group, SecurityGroupRuleId: made.ids[0]!, Priority: '2' };
  const { status, body } = await made.client(actions.egress, sent);
  assert.deepEqual(
    [status, body.Code, body.Message],
    [400, 'InvalidOperation.RuleDuplicate', `The modified rule is the same as the rule ${made.ids[1]}.`],
  );
});

test('an answer in XML', async () => {
  const made = await makeGroup(w, sites.own, [{}], 'ingress');
  const sent = { SecurityGroupId: made.group, SecurityGroupRuleId: made.ids[0]!, Priority: '2' };
  const good = await made.client(actions.ingress, sent, { format: 'XML' });
  assert.match(good.text, /<ModifySecurityGroupRuleResponse><RequestId>[-0-9A-F]{36}<\/RequestId><\/ModifySecurityGroupRuleResponse>$/);
  const bad = await made.client(actions.ingress, { ...sent, Priority: 'x' }, { format: 'XML' });
  assert.match(bad.text, /<Code>InvalidPriority\.Malformed<\/Code>/);
});

test('a ClientToken: the second request is the first one, whatever happened in between', async () => {
  const made = await makeGroup(w, sites.own, [{}], 'egress');
  const sent = { SecurityGroupId: made.group, SecurityGroupRuleId: made.ids[0]! };
  const once = { ...sent, Description: 'once', ClientToken: 'modify-1' };
  await done(made.client(actions.egress, once));
  await done(made.client(actions.egress, { ...sent, Description: 'later' }));
  await done(made.client(actions.egress, once));
  assert.equal((await rulesOf(made.client, made.group))[0]?.Description, 'later');
  assert.equal(codeOf(await made.client(actions.egress, { ...once, Priority: '2' })), '400 IdempotentParameterMismatch');
});

describe('a group itself', () => {
  const of = async (group: string) =>
    (await done(w.clients.own('DescribeSecurityGroupAttribute', { SecurityGroupId: group }))) as { readonly [name: string]: unknown };
  test('name, description and policy, as Terraform changes them', async () => {
    const made = await makeGroup(w, sites.own, [], 'egress');
    const { client, group: SecurityGroupId } = made;
    const change = (sent: Params) => done(client('ModifySecurityGroupAttribute', { SecurityGroupId, ...sent }));
    await change({ SecurityGroupName: 'web', Description: 'front ends' });
    await change({ Description: '' });
    for (const _ of [1, 2]) await done(client('ModifySecurityGroupPolicy', { SecurityGroupId, InnerAccessPolicy: 'DROP' }));
    const { SecurityGroupName, Description, InnerAccessPolicy } = await of(SecurityGroupId);
    assert.deepEqual([SecurityGroupName, Description, InnerAccessPolicy], ['web', 'front ends', 'Drop']);
  });

  test('its resource group', async () => {
    const made = await makeGroup(w, sites.own, [], 'egress');
    const [vpc] = (await done(w.clients.own('DescribeVpcs'))).Vpcs.Vpc;
    const sent = { ResourceType: 'securitygroup', ResourceId: made.group, ResourceGroupId: vpc.ResourceGroupId };
    await done(made.client('JoinResourceGroup', sent));
    const shown = await done(made.client('DescribeSecurityGroups', { SecurityGroupId: made.group }));
    assert.equal(shown.SecurityGroups.SecurityGroup[0].ResourceGroupId, vpc.ResourceGroupId);
    assert.equal(codeOf(await made.client('JoinResourceGroup', sent)), '403 InvalidResourceGroup.Duplicate');
  });

  test('who names it, of any account', async () => {
    const asked = { 'SecurityGroupId.1': w.A, 'SecurityGroupId.2': w.B2 };
    const { SecurityGroupReferences } = await done(w.clients.own('DescribeSecurityGroupReferences', asked));
    const by = (AliUid: string, SecurityGroupId: string) => ({ ReferencingSecurityGroup: [{ AliUid, SecurityGroupId }] });
    assert.deepEqual(SecurityGroupReferences.SecurityGroupReference, [
      { SecurityGroupId: w.A, ReferencingSecurityGroups: by(w.accounts.foreign, w.F2) },
      { SecurityGroupId: w.B2, ReferencingSecurityGroups: by(w.accounts.own, w.A) },
    ]);
  });
});

const ids = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`SecurityGroupId.${i + 1}`, `sg-${i}`]));
const malformed: readonly (readonly [title: string, action: string, sent: Params, gets: string])[] = [
  ['a malformed group', 'ModifySecurityGroupAttribute', { SecurityGroupId: '***' }, '400 InvalidParameter'],
  ['a region that is none', 'ModifySecurityGroupAttribute', { RegionId: 'x!', SecurityGroupId: 'sg-1' }, '404 InvalidRegionId.NotFound'],
  [
    'no region',
    'ModifySecurityGroupPolicy',
    { RegionId: '', SecurityGroupId: 'sg-1', InnerAccessPolicy: 'Drop' },
    '400 MissingParamter.RegionId',
  ],
  [
    'a region that is none',
    'ModifySecurityGroupPolicy',
    { RegionId: 'x!', SecurityGroupId: 'sg-1', InnerAccessPolicy: 'Drop' },
    '404 InvalidRegionId.NotFound',
  ],
  [
    'a malformed group',
    'ModifySecurityGroupPolicy',
    { SecurityGroupId: '***', InnerAccessPolicy: 'Drop' },
    '400 InvalidSecurityGroupId.Malformed',
  ],
  [
    'a policy that is none',
    'ModifySecurityGroupPolicy',
    { SecurityGroupId: 'sg-1', InnerAccessPolicy: 'x' },
    '400 InvalidPolicy.Malformed',
  ],
  ['no group', 'DescribeSecurityGroupReferences', {}, '400 InvalidSecurityGroupId.Malformed'],
  ['eleven groups', 'DescribeSecurityGroupReferences', ids(11), '400 InvalidSecurityGroupId.Malformed'],
  ['a malformed group', 'DescribeSecurityGroupReferences', { 'SecurityGroupId.1': '***' }, '400 InvalidSecurityGroupId.Malformed'],
  ['a region that is none', 'DescribeSecurityGroupReferences', { RegionId: 'x!', ...ids(1) }, '404 InvalidRegionId.NotFound'],
  ['no region', 'JoinResourceGroup', { RegionId: '' }, '403 MissingParameter'],
  ['a region that is none', 'JoinResourceGroup', { RegionId: 'x!' }, '404 InvalidRegionId.NotFound'],
];
for (const [title, action, sent, gets] of malformed) {
  test(`${action}: ${title}`, async () => assert.equal(codeOf(await w.clients.own(action, sent)), gets));
}
