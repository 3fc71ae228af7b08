import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileTrust } from '#ram/compile-policy.ts';
import { judgeTrust } from '#ram/judge.ts';
import type { Principal } from '#ram/policy.ts';
import { readTrust } from '#ram/read-policy.ts';

const ram = (id: string): Principal => ({ kind: 'RAM', id: `acs:ram::1111:${id}` });
const bob = ram('user/bob');
const ecs: Principal = { kind: 'Service', id: 'ecs.aliyuncs.com' };
const provider: Principal = { kind: 'Federated', id: 'acs:ram::1111:saml-provider/idp' };
type Statement = { readonly principal: object; readonly effect?: string; readonly action?: string; readonly condition?: object };

function trustOf(statements: readonly Statement[]) {
  const Statement = statements.map(({ principal, effect = 'Allow', action = 'sts:AssumeRole', condition: Condition }) => ({
    Effect: effect,
    Action: action,
    Principal: principal,
    Condition,
  }));
  const read = readTrust(JSON.stringify({ Version: '1', Statement }));
  assert.ok('policy' in read, JSON.stringify(read));
  return compileTrust(read.policy, 'role');
}

const account = { RAM: ['acs:ram::1111:root'] };
const external = { StringEquals: { 'sts:ExternalId': 'x' } };
const rows: readonly (readonly [title: string, statements: readonly Statement[], caller: Principal, expected: string])[] = [
  ['a user of the account', [{ principal: account }], bob, 'allow 0'],
  ['a role of the account', [{ principal: account }], ram('role/r'), 'allow 0'],
  ['a user of another account', [{ principal: account }], { kind: 'RAM', id: 'acs:ram::11110:user/bob' }, 'implicitDeny'],
  ['the user by name', [{ principal: { RAM: bob.id } }], bob, 'allow 0'],
  ['another user', [{ principal: { RAM: bob.id } }], ram('user/bobby'), 'implicitDeny'],
  ['a role of the same name as the user', [{ principal: { RAM: bob.id } }], ram('role/bob'), 'implicitDeny'],
  ['the second of two', [{ principal: { RAM: [ram('user/al').id, bob.id] } }], bob, 'allow 0'],
  ['a service', [{ principal: { Service: [ecs.id] } }], ecs, 'allow 0'],
  ['another service', [{ principal: { Service: ['oss.aliyuncs.com'] } }], ecs, 'implicitDeny'],
  ['an identity provider', [{ principal: { Federated: provider.id } }], provider, 'allow 0'],
  ['an identity provider of a trusted account', [{ principal: account }], provider, 'implicitDeny'],
  ['one kind or the other', [{ principal: { ...account, Service: ecs.id } }], ecs, 'allow 0'],
  ['a user is denied', [{ principal: account }, { principal: { RAM: bob.id }, effect: 'Deny' }], bob, 'explicitDeny 1'],
  ['another user is denied', [{ principal: account }, { principal: { RAM: bob.id }, effect: 'Deny' }], ram('user/al'), 'allow 0'],
  ['any action of sts', [{ principal: account, action: 'STS:*' }], bob, 'allow 0'],
  ['another action of sts', [{ principal: account, action: 'sts:AssumeRoleWithOIDC' }], bob, 'implicitDeny'],
  ['the external id', [{ principal: account, condition: external }], bob, 'allow 0'],
  ['another external id', [{ principal: account, condition: { StringEquals: { 'sts:ExternalId': 'y' } } }], bob, 'implicitDeny'],
];
for (const [title, statements, caller, expected] of rows) {
  test(`trust: ${title}`, () => {
    const verdict = judgeTrust(trustOf(statements), caller, { action: 'sts:AssumeRole', keys: { 'sts:ExternalId': 'x' } });
    assert.equal([verdict.decision, ...verdict.because.map(({ statement }) => statement)].join(' '), expected);
    for (const { policy, type } of verdict.because) assert.deepEqual([policy, type], ['role', 'Trust']);
    if (verdict.decision !== 'allow') assert.deepEqual([verdict.resource, verdict.by], [caller.id, 'trust']);
  });
}
