import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rootOf } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import { mostShown } from '#actions/sallyport/activity/change-rows.ts';
import describeChanges from '#actions/sallyport/describe-changes.ts';
import { makeAccount } from '#domain/account.ts';
import type { Journaled } from '#domain/change-view.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { accessKeyKey } from '#domain/finding.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';
import type { Values } from '#kit/shape.ts';

type Params = Values<typeof describeChanges.params>;
const theirs = '1000000000000002';
const ctx = makeCtx();
const accountOf = (id: string, first: boolean) =>
  makeAccount({ id, name: '', networkType: 'vpc', missingRule: '', quotas: {}, first, key: { id: `LTAI${id}`, sealed: 's' }, now: 1 });
const state = stateOf(...accountOf(scope.account, true), ...accountOf(theirs, false));

const group = { ...scope, kind: 'group', id: 'sg-1' };
const origin = { account: scope.account, by: rootOf(scope.account).arn, from: '192.0.2.1', keyId: 'LTAI1', nonce: 'n', product: 'Ecs' };
const rule = ruleOf({ direction: 'egress', ports: '443/443' });
const alice = `acs:ram::${scope.account}:user/alice`;
const at = (second: number) => Date.UTC(2026, 10, 24, 8, 0, second, 500);
const key = { account: scope.account, user: '', active: true, created: 1 };
/** Oldest first, as the journal has them. */
const journal: readonly Journaled[] = [
  {
    ...origin,
    seq: 1,
    at: at(1),
    requestId: 'R1',
    action: 'CreateSecurityGroup',
    changes: [{ key: group, before: null, after: groupHead() }],
  },
  {
    ...origin,
    ...{ seq: 2, at: at(2), requestId: 'R2', action: 'AuthorizeSecurityGroupEgress', by: alice },
    changes: [{ key: group, part: 'sgr-1', before: null, after: rule }],
  },
  {
    ...origin,
    ...{ seq: 3, at: at(3), requestId: 'R3', action: 'CreateAccessKey', product: 'Ram' },
    changes: [{ key: accessKeyKey('LTAI2'), before: null, after: { ...key, sealed: 'secret' } }],
  },
  {
    ...origin,
    ...{ seq: 4, at: at(4), requestId: 'R4', action: 'CreateSecurityGroup', account: theirs, by: rootOf(theirs).arn },
    changes: [{ key: { ...group, account: theirs, id: 'sg-9' }, before: null, after: groupHead() }],
  },
  {
    ...origin,
    ...{ seq: 5, at: at(5), requestId: 'R5', action: 'SetSecurityGroupManaged', product: 'Sallyport' },
    changes: [{ key: { ...group, account: theirs, id: 'sg-9' }, before: groupHead(), after: groupHead({ service: '26842' }) }],
  },
];
const ask = (params: Params, over: Partial<typeof ctx> = {}, records = journal) =>
  replyOf(call(describeChanges, params, state, { ...ctx, ...over }, records)) as { Changes: { Change: Told[] }; NextToken: string };
type Told = { readonly RequestId: string; readonly Rows: { readonly Row: readonly unknown[] } };
const asTheirs = { account: theirs, identity: rootOf(theirs) };
const asUser = { identity: { ...ctx.identity, type: 'RAMUser' as const, arn: alice } };

const cases: readonly (readonly [title: string, params: Params, requests: readonly string[] | string, over?: Partial<typeof ctx>])[] = [
  ['all that the account did, newest first', {}, ['R5', 'R3', 'R2', 'R1']],
  ['another account sees its own, and what the operator did to it', {}, ['R5', 'R4'], asTheirs],
  ['the operator may name another account', { AccountId: theirs }, ['R5', 'R4']],
  ['anybody may name his own', { AccountId: theirs }, ['R5', 'R4'], asTheirs],
  ['nobody else may name another', { AccountId: scope.account }, '!Forbidden.Unauthorized', asTheirs],
  ['a user of the first account is not its root', { AccountId: theirs }, '!Forbidden.Unauthorized', asUser],
  ['a user of the first account does not see what its root did to others', {}, ['R3', 'R2', 'R1'], asUser],
  ['one that does not exist', { AccountId: '9999999999999999' }, '!EntityNotExist.Account'],
  ['one that does not exist is not told to others', { AccountId: '9999999999999999' }, '!Forbidden.Unauthorized', asTheirs],
  ['of a group and its rules', { SecurityGroupId: 'sg-1' }, ['R2', 'R1']],
  ['of a group of another account', { SecurityGroupId: 'sg-9' }, ['R5']],
  ['of a rule', { ResourceId: 'sgr-1' }, ['R2']],
  ['by a name', { Principal: 'alice' }, ['R2']],
  ['by an ARN', { Principal: alice }, ['R2']],
  ['by an action', { EventName: 'CreateSecurityGroup' }, ['R1']],
  ['by a request', { RequestId: 'R3' }, ['R3']],
  ['by all of them', { EventName: 'CreateSecurityGroup', Principal: 'alice' }, []],
  ['from a second', { StartTime: '2026-11-24T08:00:03Z' }, ['R5', 'R3']],
  ['to a second, which counts whole', { EndTime: '2026-11-24T08:00:02Z' }, ['R2', 'R1']],
  ['in one second', { StartTime: '2026-11-24T08:00:02Z', EndTime: '2026-11-24T08:00:02Z' }, ['R2']],
  ['to a minute', { EndTime: '2026-11-24T08:00Z' }, []],
  ['an end before the start', { StartTime: '2026-11-24T08:00:03Z', EndTime: '2026-11-24T08:00:02Z' }, '!InvalidTimeRange'],
  ['a day that is none', { StartTime: '2026-02-30T00:00:00Z' }, '!InvalidStartTime.Malformed'],
  ['an hour that is none', { EndTime: '2026-11-24T24:00:00Z' }, '!InvalidEndTime.Malformed'],
  ['a time with an offset', { EndTime: '2026-11-24T08:00:00+08:00' }, '!InvalidEndTime.Malformed'],
  ['a token that is none', { NextToken: '***' }, '!InvalidParameter.NextToken'],
  ['a token of another list', { NextToken: 'c2ctMQ' }, '!InvalidParameter.NextToken'],
  ['a token of another epoch', { NextToken: btoa('at-2_f').replaceAll('=', '') }, '!InvalidParameter.NextToken'],
];
for (const [title, params, expected, over] of cases)
  test(`DescribeChanges: ${title}`, () => {
    const reply = ask(params, over);
    assert.deepEqual(
      Array.isArray(reply) || typeof reply === 'string' ? reply : reply.Changes.Change.map((one) => one.RequestId),
      expected,
    );
  });

test('DescribeChanges: pages by token, each change once', () => {
  const seen: string[] = [];
  let NextToken: string | undefined;
  for (let page = 0; NextToken !== '' && page < 9; page++) {
    const reply = ask({ MaxResults: 2, ...(NextToken !== undefined && { NextToken }) });
    seen.push(...reply.Changes.Change.map((one) => one.RequestId));
    NextToken = reply.NextToken;
  }
  assert.deepEqual(seen, ['R5', 'R3', 'R2', 'R1']);
});

test('DescribeChanges: who, from where, and a rule as it is read elsewhere, without names of today', () => {
  const { Changes, ...rest } = ask({ RequestId: 'R2' });
  const [{ Rows, ...told }, ...more] = Changes.Change as [Told];
  assert.deepEqual(rest, { NextToken: '', OldestTime: '2026-11-24T08:00:01Z', Truncated: false });
  assert.deepEqual(more, []);
  assert.deepEqual(told, {
    ChangeId: 'e:2',
    EventTime: '2026-11-24T08:00:02Z',
    Product: 'Ecs',
    EventName: 'AuthorizeSecurityGroupEgress',
    RequestId: 'R2',
    AccountId: scope.account,
    Principal: alice,
    AccessKeyId: 'LTAI1',
    SourceIpAddress: '192.0.2.1',
    RowCount: 1,
  });
  const [{ RuleAfter, ...row }] = Rows.Row as [{ RuleAfter: Readonly<Record<string, string>> }];
  assert.deepEqual(row, {
    Kind: 'group',
    ResourceId: 'sg-1',
    PartId: 'sgr-1',
    AccountId: scope.account,
    RegionId: scope.region,
    Before: '',
    After: JSON.stringify(rule),
  });
  assert.deepEqual([RuleAfter.SecurityGroupRuleId, RuleAfter.PortRange, RuleAfter.Direction], ['sgr-1', '443/443', 'egress']);
  assert.equal('DestGroupName' in RuleAfter, false);
});

test('DescribeChanges: no secret is told, and not from where the operator came', () => {
  assert.equal(JSON.stringify(ask({ RequestId: 'R3' })).includes('secret'), false);
  const [change] = ask({ RequestId: 'R5' }, asTheirs).Changes.Change as unknown as [Readonly<Record<string, unknown>>];
  assert.deepEqual([change.Principal, change.SourceIpAddress, change.AccessKeyId], [rootOf(scope.account).arn, '', '']);
});

test('DescribeChanges: of a change with too many rows it shows the first, and says how many there are', () => {
  const changes = Array.from({ length: mostShown + 1 }, (_, i) => ({ key: group, part: `sgr-${i}`, before: rule, after: null }));
  const [change] = ask({}, {}, [{ ...origin, seq: 7, at: at(7), requestId: 'R7', action: 'A', changes }]).Changes.Change as unknown as [
    Told & { RowCount: number },
  ];
  assert.deepEqual([change.RowCount, change.Rows.Row.length], [mostShown + 1, mostShown]);
});

test('DescribeChanges: where older ones are not kept it says so; where there are none it has no oldest', () => {
  const { OldestTime, Truncated } = ask({}, {}, journal.slice(2)) as unknown as { OldestTime: string; Truncated: boolean };
  assert.deepEqual([OldestTime, Truncated], ['2026-11-24T08:00:03Z', true]);
  assert.deepEqual(ask({}, {}, []), { NextToken: '', Changes: { Change: [] }, OldestTime: '', Truncated: false });
});
