import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionTrailEvent } from '#cli/action-trail.ts';
import { account, row, told } from '#cli/told-changes.testing.ts';
import { plainChange, type ToldChange } from '#cli/told-changes.ts';

test('a change as an event of ActionTrail', () =>
  assert.deepEqual(actionTrailEvent(told(), 'ecs.example:8580'), {
    eventId: 'e:7',
    eventVersion: '1',
    eventCategory: 'Management',
    eventType: 'ApiCall',
    eventRW: 'Write',
    eventName: 'ModifySecurityGroupAttribute',
    eventTime: '2026-11-24T08:30:15Z',
    eventSource: 'ecs.example:8580',
    serviceName: 'Ecs',
    apiVersion: '2014-05-26',
    acsRegion: 'cn-hangzhou',
    requestId: 'R7',
    sourceIpAddress: '192.0.2.1',
    userIdentity: { type: 'ram-user', accountId: account, accessKeyId: 'LTAI1', userName: 'alice' },
    resourceType: 'ACS::ECS::SecurityGroup',
    resourceName: 'sg-1',
    referencedResources: { 'ACS::ECS::SecurityGroup': ['sg-1'] },
    additionalEventData: {
      rowCount: 1,
      changes: [{ kind: 'group', id: 'sg-1', before: { name: 'web', tags: {} }, after: { name: 'db', tags: {} } }],
    },
  }));

type Event = ReturnType<typeof actionTrailEvent>;
const role = `acs:ram::${account}:assumed-role/deployer/ci`;
const several = [
  row({ Kind: 'interface', ResourceId: 'eni-1' }),
  row({ PartId: 'sgr-1', Before: '' }),
  row({ PartId: 'sgr-2', Before: '' }),
  row({ ResourceId: 'sg-2' }),
  row({ Kind: 'ramName', ResourceId: 'x' }),
];
const parts: readonly (readonly [title: string, change: ToldChange, part: (event: Event) => unknown, expected: unknown])[] = [
  [
    'a root is root-account, with the id of the account',
    told({ Principal: `acs:ram::${account}:root` }),
    (e) => e.userIdentity,
    { type: 'root-account', principalId: account, accountId: account, accessKeyId: 'LTAI1', userName: 'root' },
  ],
  [
    'a role is assumed-role, its session behind a colon',
    told({ Principal: role, AccessKeyId: 'STS.1' }),
    (e) => e.userIdentity,
    { type: 'assumed-role', accountId: account, accessKeyId: 'STS.1', userName: 'deployer:ci' },
  ],
  ['what the server did by itself is no API call', told({ Principal: 'acs:sallyport::serve' }), (e) => e.eventType, 'AliyunServiceEvent'],
  ['nobody is made up', told({ Principal: '', AccessKeyId: '' }), (e) => e.userIdentity, { accountId: account }],
  [
    'resources of several types, each once, in parallel lists',
    told({}, ...several),
    (e) => [e.resourceType, e.resourceName, e.referencedResources],
    [
      'ACS::ECS::NetworkInterface;ACS::ECS::SecurityGroup',
      'eni-1;sg-1,sg-2',
      { 'ACS::ECS::NetworkInterface': ['eni-1'], 'ACS::ECS::SecurityGroup': ['sg-1', 'sg-2'] },
    ],
  ],
  [
    'what is not known is left out',
    told({ Product: '', SourceIpAddress: '' }, row({ Kind: 'ramName', RegionId: '' })),
    (e) => ['serviceName', 'apiVersion', 'sourceIpAddress', 'acsRegion', 'resourceType', 'referencedResources'].filter((name) => name in e),
    [],
  ],
];
for (const [title, change, part, expected] of parts)
  test(`ActionTrail: ${title}`, () => assert.deepEqual(part(actionTrailEvent(change, 'h')), expected));

test('a change as one JSON object has what was there as values', () => {
  const { Rows, ChangeId } = plainChange(told({}, row({ Before: '' })));
  assert.deepEqual([ChangeId, Rows[0]?.Before, Rows[0]?.After], ['e:7', null, { name: 'db', tags: {} }]);
});
