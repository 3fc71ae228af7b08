import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AuthorizeSecurityGroupEgressRequest,
  CreatePrefixListRequest,
  CreateSecurityGroupRequest,
  DescribeSecurityGroupAttributeRequest,
  RevokeSecurityGroupEgressRequest,
} from '@alicloud/ecs20140526';
import { bounded, startServe } from '../cli/sallyport.ts';
import { bodiesOf, makeEcs } from './clients.ts';

/**
 * The four request examples of RevokeSecurityGroupEgress in the ECS API reference, as they stand there but for the ids, through the official SDK.
 */
const server = await startServe();
const ecs = makeEcs(server, 'http');
const bodies = bodiesOf(ecs);
const regionId = 'cn-hangzhou';

const makeGroup = async () => (await ecs.createSecurityGroup(new CreateSecurityGroupRequest({ regionId }))).body?.securityGroupId ?? '';
const list = new CreatePrefixListRequest({ regionId, prefixListName: 'offices', addressFamily: 'IPv4', maxEntries: 5 });
const destPrefixListId = (await ecs.createPrefixList(list)).body?.prefixListId ?? '';
const destGroupId = await makeGroup();

const ssh = { ipProtocol: 'TCP', portRange: '22/22', policy: 'accept' };
const web = { ipProtocol: 'TCP', portRange: '443/443', policy: 'accept' };
/** One rule of each kind of peer; in the order of `rules` an example names what goes. */
const rules = [
  { ...ssh, destCidrIp: '10.0.0.0/8' },
  { ...ssh, destGroupId },
  { ...ssh, destPrefixListId },
  { ...web, destCidrIp: '10.0.0.0/8' },
];

type Wanted = { readonly securityGroupRuleId: string[] } | { readonly permissions: object[] };
const examples: readonly (readonly [title: string, wanted: (ids: readonly string[]) => Wanted, kept: readonly number[]])[] = [
  ['by the ids of two rules', (ids) => ({ securityGroupRuleId: [ids[0]!, ids[2]!] }), [1, 3]],
  [
    'by a CIDR block',
    () => ({ permissions: [{ ipProtocol: 'TCP', destCidrIp: '10.0.0.0/8', portRange: '22/22', policy: 'accept' }] }),
    [1, 2, 3],
  ],
  [
    'by a destination group',
    () => ({ permissions: [{ destGroupId, ipProtocol: 'TCP', portRange: '22/22', policy: 'accept' }] }),
    [0, 2, 3],
  ],
  ['by a prefix list', () => ({ permissions: [{ ipProtocol: 'TCP', destPrefixListId, portRange: '22/22', policy: 'accept' }] }), [0, 1, 3]],
];

for (const [title, wanted, kept] of examples) {
  test(`the example that revokes ${title} deletes these rules, keeps the others, and answers with a RequestId alone`, bounded, async () => {
    const securityGroupId = await makeGroup();
    await ecs.authorizeSecurityGroupEgress(new AuthorizeSecurityGroupEgressRequest({ regionId, securityGroupId, permissions: rules }));
    const ruleIds = async () => {
      const { body } = await ecs.describeSecurityGroupAttribute(new DescribeSecurityGroupAttributeRequest({ regionId, securityGroupId }));
      return (body?.permissions?.permission ?? []).map((rule) => rule.securityGroupRuleId ?? '');
    };
    const before = await ruleIds();
    assert.equal(before.length, rules.length);
    const answer = await ecs.revokeSecurityGroupEgress(
      new RevokeSecurityGroupEgressRequest({ regionId, securityGroupId, ...wanted(before) }),
    );
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body?.requestId ?? '', /^[0-9A-F-]{36}$/);
    assert.deepEqual(bodies.at(-1), { RequestId: answer.body?.requestId });
    assert.deepEqual(
      await ruleIds(),
      kept.map((i) => before[i]),
    );
  });
}
