import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allow, compiled, deny, requestOf, shown, verdictOf } from '#ram/cases.testing.ts';
import { actionCases } from '#ram/cases-actions.testing.ts';
import { conditionCases } from '#ram/cases-conditions.testing.ts';
import { decidingCases } from '#ram/cases-deciding.testing.ts';
import { resourceCases } from '#ram/cases-resources.testing.ts';
import { judge } from '#ram/judge.ts';

const tables = { actions: actionCases, resources: resourceCases, conditions: conditionCases, deciding: decidingCases };
for (const [name, cases] of Object.entries(tables)) {
  for (const [title, given, ask, expected] of cases) test(`${name}: ${title}`, () => assert.equal(shown(verdictOf(given, ask)), expected));
}

test('a reason names policy, kind, index and Sid', () => {
  const p = compiled('p', [allow('vpc:*'), { ...allow('*'), Sid: 'all' }], 'System');
  assert.deepEqual(judge({ identity: [p] }, requestOf({})), {
    decision: 'allow',
    because: [{ policy: 'p', type: 'System', statement: 1, sid: 'all' }],
  });
});

test('a denial names the whole ARN and who denied', () => {
  const given = { p: [allow('*'), deny('ecs:*')] };
  assert.deepEqual(verdictOf(given, {}), {
    decision: 'explicitDeny',
    because: [{ policy: 'p', type: 'Custom', statement: 1 }],
    resource: 'acs:ecs:cn-hangzhou:1234567890123456:securitygroup/sg-1',
    by: 'identity',
  });
});

test('the first reasons are those that allowed each resource first', () => {
  const p = compiled('p', [allow('*', 'acs:ecs:*:*:instance/*'), allow('*', 'acs:ecs:*:*:securitygroup/*'), allow('*')]);
  const asked = requestOf({ on: ['instance/i-1', 'securitygroup/sg-1', 'securitygroup/sg-2'] });
  assert.equal(shown(judge({ identity: [p] }, asked, 'first')), 'allow p/0 p/1');
  assert.equal(shown(judge({ identity: [p] }, asked)), 'allow p/0 p/2 p/1');
  const q = compiled('q', [allow('*'), deny('ecs:*'), deny('*', 'acs:ecs:*:*:*')]);
  assert.equal(shown(judge({ identity: [q] }, asked, 'first')), 'explicitDeny q/1 q/2 on instance/i-1');
});

test('a compiled policy answers the same again, for whatever it was asked before', () => {
  const p = compiled('p', [allow('ecs:Revoke*')]);
  const asked = (action: string) => judge({ identity: [p] }, requestOf({ action })).decision;
  assert.equal(asked('ecs:RevokeSecurityGroup'), 'allow');
  for (let i = 0; i < 2000; i++) assert.equal(asked(`ecs:Describe${i}`), 'implicitDeny');
  assert.equal(asked('ecs:RevokeSecurityGroup'), 'allow');
  assert.equal(asked('ecs:Describe1'), 'implicitDeny');
});
