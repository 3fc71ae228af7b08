import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ctx } from '#actions/action.ts';
import { makeCtx } from '#actions/call.testing.ts';
import { findGroup, type GroupCodes, refuseManaged } from '#actions/ecs-group.ts';
import { decide, stateOf } from '#domain/decide.testing.ts';
import { groupHead, ruleOf, scope } from '#domain/samples.testing.ts';
import { Refusal } from '#kit/deciding.ts';

const mine = (id: string) => ({ ...scope, kind: 'group', id }) as const;
const theirs = (id: string) => ({ account: '2', region: scope.region, kind: 'group', id }) as const;
const state = stateOf(
  { put: mine('sg-mine'), head: groupHead() },
  { put: { ...mine('sg-far'), region: 'us-east-1' }, head: groupHead() },
  { put: theirs('sg-named'), head: groupHead() },
  { put: theirs('sg-naming'), head: groupHead() },
  { put: theirs('sg-other'), head: groupHead() },
  { part: mine('sg-mine'), id: 'sgr-1', row: ruleOf({ peer: { kind: 'group', id: 'sg-named', owner: '2' } }) },
  { part: theirs('sg-naming'), id: 'sgr-2', row: ruleOf({ peer: { kind: 'group', id: 'sg-mine', owner: scope.account } }) },
);

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'found';
  } catch (cause) {
    if (cause instanceof Refusal) return [cause.code, ...cause.holes].join(' ');
    throw cause;
  }
};
type Code = 'Absent' | 'Foreign' | 'Managed';
const both: GroupCodes<Code> = { absent: 'Absent', foreign: 'Foreign' };

const found: readonly (readonly [title: string, id: string, codes: GroupCodes<Code>, expected: string])[] = [
  ['a group of the account and region is found', 'sg-mine', both, 'found'],
  ['an id that never existed is absent', 'sg-none', both, 'Absent'],
  ['a group of another region is absent', 'sg-far', both, 'Absent'],
  ['a group of another account is absent like one that never existed', 'sg-other', both, 'Absent'],
  ['one that a rule of ours names is foreign', 'sg-named', both, 'Foreign'],
  ['one whose rule names a group of ours is foreign', 'sg-naming', both, 'Foreign'],
  ['but absent where the action has no row for that', 'sg-named', { absent: 'Absent' }, 'Absent'],
];
for (const [title, id, codes, expected] of found) {
  test(`finding a group: ${title}`, () => {
    const ctx = makeCtx() as Ctx<Code>;
    assert.equal(
      codeOf(() => decide(findGroup(ctx, id, 'look', codes), state)),
      expected,
    );
  });
}

const managed: readonly (readonly [title: string, service: string, expected: string])[] = [
  ['no product, no refusal', '', 'found'],
  ['a number', '1503', 'Managed The specified SecurityGroup "sg-mine" has been managed by serviceID "1503"; product "".'],
  ['a name', 'ack', 'Managed The specified SecurityGroup "sg-mine" has been managed by serviceID "0"; product "ack".'],
];
for (const [title, service, expected] of managed) {
  test(`a managed group: ${title}`, () => {
    const ctx = makeCtx() as Ctx<Code>;
    assert.equal(
      codeOf(() => refuseManaged(ctx, { key: mine('sg-mine'), version: 1, head: groupHead({ service }) }, 'Managed')),
      expected,
    );
  });
}
