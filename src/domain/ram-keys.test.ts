import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, decide, type State, stateOf } from '#domain/decide.testing.ts';
import { attachableKey, identityKey, identityNamed, isTaken, nameEffects, roleArnOf } from '#domain/ram-keys.ts';

const account = '1234567890123456';
const group = (name: string) => ({ name, comments: '', created: 1, updated: 1 });
const filled = (): State =>
  stateOf({ put: identityKey(account, 'group', '21'), head: group('Dev') }, ...nameEffects(account, 'group', '21', '', 'Dev'));
const found = (state: State, name: string, of = account) => decide(identityNamed(of, 'group', name, 'look'), state)?.key.id;

test('a resource is found by its name in any case, in its own account, among its own kind', () => {
  const state = filled();
  assert.deepEqual(
    [found(state, 'Dev'), found(state, 'DEV'), found(state, 'ops'), found(state, 'Dev', '9')],
    ['21', '21', undefined, undefined],
  );
  assert.equal(decide(identityNamed(account, 'user', 'Dev', 'look'), state), undefined);
  assert.deepEqual([decide(isTaken(account, 'group', 'dev'), state), decide(isTaken(account, 'user', 'dev'), state)], [true, false]);
});

const renamed: readonly (readonly [title: string, after: string, byOld: string | undefined, byNew: string | undefined])[] = [
  ['another name', 'Ops', undefined, '21'],
  ['the same name in another case', 'DEV', '21', '21'],
  ['no name, as of one that goes', '', undefined, undefined],
];
for (const [title, after, byOld, byNew] of renamed) {
  test(`names that change: ${title}`, () => {
    const state = filled();
    apply(state, nameEffects(account, 'group', '21', 'Dev', after));
    assert.deepEqual([found(state, 'Dev'), found(state, after)], [byOld, byNew]);
  });
}

test('policies of both types have keys of their own, and a role its ARN', () => {
  assert.deepEqual(attachableKey(account, 'Custom', 'p'), { account, region: '', kind: 'ramPolicy', id: 'p' });
  assert.deepEqual(attachableKey(account, 'System', 'p'), { account, region: '', kind: 'systemPolicy', id: 'p' });
  assert.equal(roleArnOf(account, 'Admin'), `acs:ram::${account}:role/Admin`);
});
