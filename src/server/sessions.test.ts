import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { makeSeals } from '#server/seals.ts';
import { makeSessions, type Session } from '#server/sessions.ts';
import { makeVault } from '#server/vault.ts';

const vault = makeVault(randomBytes(32));
const sessions = makeSessions(vault);
const session: Session = {
  account: '1234567890123456',
  roleId: '300000000000000001',
  roleName: 'reader',
  sessionName: 'alice',
  policy: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}',
  sourceIdentity: 'alice@example.com',
  accessKeyId: 'STS.NExample',
  secret: 'secret',
  expires: 1_795_000_000_000,
};
const token = sessions.seal(session);
const flipped = (text: string, at: number): string => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

test('a token gives the session back, and says nothing of it to others', () => {
  assert.deepEqual(sessions.open(token), session);
  assert.ok(!Buffer.from(token, 'base64').toString('latin1').includes(session.sessionName));
  assert.notEqual(sessions.seal(session), token);
});

const none: readonly (readonly [title: string, token: string])[] = [
  ['an empty text', ''],
  ['any text', 'x'],
  ['a token with one letter changed', flipped(token, 60)],
  ['a token with its start changed', flipped(token, 0)],
  ['a token with a letter that base64 does not read', `${token.slice(0, 40)} ${token.slice(40)}`],
  ['a token with more at its end', `${token}====`],
  ['a token in the letters of URLs', Buffer.from(token, 'base64').toString('base64url')],
  ['the start of one token and the end of another', token.slice(0, 80) + sessions.seal(session).slice(80)],
  ['a token of another master key', makeSessions(makeVault(randomBytes(32))).seal(session)],
  ['a secret that was sealed for the store', vault.seal(JSON.stringify(Object.values(session)))],
  ['a diagnosis', makeSeals(vault, 'diagnosis').seal(JSON.stringify(Object.values(session)))],
];
for (const [title, text] of none) test(`no token: ${title}`, () => assert.equal(sessions.open(text), undefined));
