import assert from 'node:assert/strict';
import { test } from 'node:test';
import createUser from '#actions/ram/create-user.ts';
import deleteLoginProfile from '#actions/ram/delete-login-profile.ts';
import unbindMfaDevice from '#actions/ram/unbind-mfa-device.ts';
import { makeWorld } from '#actions/ram/world.testing.ts';

type World = ReturnType<typeof makeWorld>;
const actions = [
  [
    'DeleteLoginProfile',
    (world: World, UserName: string) => world.run(deleteLoginProfile, { UserName }),
    '!EntityNotExist.User.LoginProfile',
  ],
  ['UnbindMFADevice', (world: World, UserName: string) => world.run(unbindMfaDevice, { UserName }), '!EntityNotExist.User.MFADevice'],
] as const;
for (const [name, run, none] of actions) {
  const cases: readonly (readonly [title: string, UserName: string, expected: string])[] = [
    ['a user has none', 'alice', none],
    ['nobody', 'bob', '!EntityNotExist.User'],
    ['a malformed name', '?', '!InvalidParameter.UserName.InvalidChars'],
    ['a long name', 'x'.repeat(65), '!InvalidParameter.UserName.Length'],
  ];
  for (const [title, UserName, expected] of cases) {
    test(`${name}: ${title}`, () => {
      const world = makeWorld();
      world.run(createUser, { UserName: 'alice' });
      assert.equal(run(world, UserName), expected);
    });
  }
}
