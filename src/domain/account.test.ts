import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountSettings, accountIdPattern, accountNamePattern, changeAccount, makeAccount } from '#domain/account.ts';
import { accessKeyKey, accountKey, accountNameKey } from '#domain/finding.ts';
import type { AccountHead } from '#domain/kinds.ts';

const id = '1234567890123456';
const settings: AccountSettings = { name: 'Test@aliyun.com', networkType: 'vpc', missingRule: '', quotas: { groupsPerRegion: 5 } };
const head: AccountHead = { ...settings, first: false, created: 1 };

test('an account is made with its name, to be found in any case, and one active key', () => {
  assert.deepEqual(makeAccount({ ...settings, id, first: true, key: { id: 'LTAI1', sealed: 'sealed' }, now: 7 }), [
    { put: accountKey(id), head: { ...settings, first: true, created: 7 } },
    { put: accountNameKey('test@ALIYUN.com'), head: { account: id } },
    { put: accessKeyKey('LTAI1'), head: { account: id, user: '', sealed: 'sealed', active: true, created: 7 } },
  ]);
});

test('an account without a name has no name to be found by', () => {
  const effects = makeAccount({ ...settings, id, name: '', first: false, key: { id: 'LTAI1', sealed: 'sealed' }, now: 7 });
  assert.deepEqual(
    effects.map((effect) => 'put' in effect && effect.put.kind),
    ['account', 'accessKey'],
  );
});

const changes: readonly (readonly [title: string, change: Parameters<typeof changeAccount>[2], expected: unknown])[] = [
  ['nothing set, nothing changed', {}, [{ put: accountKey(id), head }]],
  ['a setting', { networkType: 'classic' }, [{ put: accountKey(id), head: { ...head, networkType: 'classic' } }]],
  [
    'a quota keeps the others',
    { quotas: { rulesPerGroup: 9 } },
    [{ put: accountKey(id), head: { ...head, quotas: { groupsPerRegion: 5, rulesPerGroup: 9 } } }],
  ],
  ['a quota set again', { quotas: { groupsPerRegion: 9 } }, [{ put: accountKey(id), head: { ...head, quotas: { groupsPerRegion: 9 } } }]],
  [
    'a new name moves what it is found by',
    { name: 'New@aliyun.com' },
    [
      { put: accountKey(id), head: { ...head, name: 'New@aliyun.com' } },
      { drop: accountNameKey('Test@aliyun.com') },
      { put: accountNameKey('New@aliyun.com'), head: { account: id } },
    ],
  ],
  [
    'a name in another case stays where it is',
    { name: 'TEST@aliyun.com' },
    [{ put: accountKey(id), head: { ...head, name: 'TEST@aliyun.com' } }],
  ],
];
for (const [title, change, expected] of changes)
  test(`a change of an account: ${title}`, () => assert.deepEqual(changeAccount(id, head, change), expected));

const shapes: readonly (readonly [title: string, pattern: string, text: string, expected: boolean])[] = [
  ['an id has 16 digits', accountIdPattern, id, true],
  ['not 15', accountIdPattern, id.slice(1), false],
  ['a name may look like a mail address', accountNamePattern, 'Test@aliyun.com', true],
  ['a name of digits would be taken for an id', accountNamePattern, id, false],
  ['digits and a letter are a name', accountNamePattern, '1234567890123456a', true],
  ['no spaces', accountNamePattern, 'a b', false],
  ['one character is too short', accountNamePattern, 'a', false],
  ['65 characters are too many', accountNamePattern, 'a'.repeat(65), false],
];
for (const [title, pattern, text, expected] of shapes)
  test(`account shapes: ${title}`, () => assert.equal(new RegExp(pattern).test(text), expected));
