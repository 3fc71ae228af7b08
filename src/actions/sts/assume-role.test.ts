import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Identity, rootOf } from '#actions/action.ts';
import createRole from '#actions/ram/create-role.ts';
import { document, makeWorld, trustIn, userIdentity, type World } from '#actions/ram/world.testing.ts';
import assumeRole from '#actions/sts/assume-role.ts';

const account = '1234567890123456';
const arn = (name: string) => `acs:ram::${account}:${name}`;
const RoleArn = arn('role/admin');
const alice = userIdentity('200000000000000001');
const chained: Identity = { arn: arn('assumed-role/Reader/s'), type: 'AssumedRoleUser', principalId: '3:s', userId: '', roleId: '3' };

function trusting(trust: string, MaxSessionDuration?: number): World {
  const world = makeWorld();
  world.run(createRole, { RoleName: 'admin', AssumeRolePolicyDocument: trust, ...(MaxSessionDuration && { MaxSessionDuration }) });
  return world;
}
const open = (max?: number): World => trusting(trustIn(arn('root')), max);
const assume = (world: World, params = {}, over = {}) =>
  world.run(assumeRole, { RoleArn, RoleSessionName: 's1', ...params }, { identity: alice, ...over });
const isGranted = (reply: unknown): boolean => typeof reply === 'object';

test('a user gets credentials of a role for an hour', () => {
  const world = open();
  const reply = assume(world, { SourceIdentity: 'me' }) as {
    AssumedRoleUser: { AssumedRoleId: string };
    Credentials: { SecurityToken: string };
  };
  const roleId = reply.AssumedRoleUser.AssumedRoleId.split(':')[0];
  assert.deepEqual(reply, {
    AssumedRoleUser: { Arn: `${RoleArn}/s1`, AssumedRoleId: `${roleId}:s1` },
    Credentials: {
      AccessKeyId: 'STS.1',
      AccessKeySecret: 'secret',
      SecurityToken: `token of ${account} ${roleId}`,
      Expiration: '2026-11-24T09:30:15Z',
    },
    SourceIdentity: 'me',
  });
});

const externalId = trustIn(arn('root'), { StringEquals: { 'sts:ExternalId': 'secret' } });
const fromHere = trustIn(arn('root'), { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } });
const bySource = trustIn(arn('root'), { StringEquals: { 'sts:SourceIdentity': 'me' } });
const other = { account: '9999999999999999', identity: { ...alice, arn: 'acs:ram::9999999999999999:user/eve' } };
const cases: readonly (readonly [title: string, trust: string, params: object, over: object, granted: boolean])[] = [
  ['the account stands for its users', trustIn(arn('root')), {}, {}, true],
  ['the user itself', trustIn(arn('user/alice')), {}, {}, true],
  ['another user', trustIn(arn('user/bob')), {}, {}, false],
  ['a role by its own ARN, not by that of its session', trustIn(arn('role/Reader')), {}, { identity: chained }, true],
  ['another role', trustIn(arn('role/Writer')), {}, { identity: chained }, false],
  ['an account that is not named', trustIn(arn('root')), {}, other, false],
  ['another account that is named', trustIn('acs:ram::9999999999999999:root'), {}, other, true],
  ['its own account where another is named', trustIn('acs:ram::9999999999999999:root'), {}, {}, false],
  ['the external ID that is asked for', externalId, { ExternalId: 'secret' }, {}, true],
  ['another external ID', externalId, { ExternalId: 'guess' }, {}, false],
  ['no external ID', externalId, {}, {}, false],
  ['the source identity that is asked for', bySource, { SourceIdentity: 'me' }, {}, true],
  ['the source identity of the session that asks', bySource, {}, { conditions: { 'acs:SourceIdentity': 'me' } }, true],
  ['another source identity of the session', bySource, {}, { conditions: { 'acs:SourceIdentity': 'eve' } }, false],
  ['an address that the conditions take', fromHere, {}, { conditions: { 'acs:SourceIp': '10.1.2.3' } }, true],
  ['an address that they do not take', fromHere, {}, { conditions: { 'acs:SourceIp': '11.1.2.3' } }, false],
  ['a role is found by its name in any case', trustIn(arn('root')), { RoleArn: arn('role/ADMIN') }, {}, true],
];
for (const [title, trust, params, over, granted] of cases) {
  test(`AssumeRole: ${title}`, () => {
    const reply = assume(trusting(trust), params, over);
    assert.equal(isGranted(reply), granted);
    if (!granted) assert.equal(reply, '!NoPermission#trust');
  });
}

test('AssumeRole: the session carries its policy, its name and its end', () => {
  const sealed: unknown[] = [];
  const newSession = (session: unknown) => {
    sealed.push(session);
    return { accessKeyId: '', accessKeySecret: '', securityToken: '' };
  };
  const world = open(7200);
  assume(world, { Policy: document(), DurationSeconds: 900, RoleArn: arn('role/ADMIN') }, { newSession });
  const [{ roleId, ...session }] = sealed as [{ roleId: string }];
  const expires = world.ctx.now + 900_000;
  assert.deepEqual(session, { account, roleName: 'admin', sessionName: 's1', policy: document(), sourceIdentity: '', expires });
  assert.match(roleId, /^\d+$/);
});

const big = JSON.stringify({ pad: 'x'.repeat(2048) });
const refused: readonly (readonly [title: string, reply: unknown, expected: string])[] = [
  ['the account itself', assume(open(), {}, { identity: rootOf(account) }), '!NoPermission#root'],
  ['no such role', assume(open(), { RoleArn: arn('role/none') }), '!EntityNotExist.Role'],
  ['a role of an account that is not there', assume(open(), { RoleArn: 'acs:ram::7:role/admin' }), '!NoPermission#trust'],
  ['less than 15 minutes', assume(open(), { DurationSeconds: 899 }), '!InvalidParameter.DurationSeconds 1hr'],
  ['more than an hour', assume(open(), { DurationSeconds: 3601 }), '!InvalidParameter.DurationSeconds 1hr'],
  ['more than the role allows', assume(open(43200), { DurationSeconds: 43201 }), '!InvalidParameter.DurationSeconds 12hr'],
  ['more than a role of 90 minutes allows', assume(open(5400), { DurationSeconds: 5401 }), '!InvalidParameter.DurationSeconds 90min'],
  [
    'another source identity than the session has',
    assume(open(), { SourceIdentity: 'me' }, { conditions: { 'acs:SourceIdentity': 'eve' } }),
    '!InvalidParameter.SourceIdentity',
  ],
  ['a policy that is none', assume(open(), { Policy: '{}' }), '!InvalidParameter.PolicyGrammar'],
  ['a long policy', assume(open(), { Policy: big }), '!InvalidParameter.PolicySize'],
];
for (const [title, reply, expected] of refused) test(`AssumeRole: ${title}`, () => assert.equal(reply, expected));
