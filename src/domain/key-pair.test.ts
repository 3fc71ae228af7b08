import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKeyPairName, matchesName, readPublicKey } from '#domain/key-pair.ts';

const field = (text: string): string => `\0\0\0${String.fromCharCode(text.length)}${text}`;
const blob = (...fields: readonly string[]): string => btoa(fields.map(field).join(''));
const rsa = blob('ssh-rsa', '\x01\0\x01', 'n'.repeat(20));

const keys: readonly (readonly [title: string, text: string, expected: unknown])[] = [
  ['RSA', `ssh-rsa ${rsa}`, { kind: 'ssh-rsa', body: rsa }],
  ['with a comment and spaces about it', `  ssh-rsa  ${rsa} me@host\n`, { kind: 'ssh-rsa', body: rsa }],
  ['DSA', `ssh-dss ${blob('ssh-dss', 'p', 'q')}`, { kind: 'ssh-dss', body: blob('ssh-dss', 'p', 'q') }],
  [
    'ECDSA',
    `ecdsa-sha2-nistp256 ${blob('ecdsa-sha2-nistp256', 'nistp256', 'Q')}`,
    { kind: 'ecdsa-sha2-nistp256', body: blob('ecdsa-sha2-nistp256', 'nistp256', 'Q') },
  ],
  ['a kind that is not listed', `ssh-ed25519 ${blob('ssh-ed25519', 'k', 'x')}`, undefined],
  ['bytes of another kind', `ssh-rsa ${blob('ssh-dss', 'p', 'q')}`, undefined],
  ['too few fields', `ssh-rsa ${blob('ssh-rsa', 'e')}`, undefined],
  ['a field that is cut off', `ssh-rsa ${btoa(`${field('ssh-rsa')}${field('e')}\0\0\0\x09n`)}`, undefined],
  ['no base64', 'ssh-rsa ***', undefined],
  ['two lines', `ssh-rsa ${rsa}\nssh-rsa ${rsa}`, undefined],
  ['PEM', '-----BEGIN PUBLIC KEY-----', undefined],
  ['nothing', '', undefined],
];
for (const [title, text, expected] of keys) test(`public keys: ${title}`, () => assert.deepEqual(readPublicKey(text), expected));

const names: readonly (readonly [name: string, expected: boolean])[] = [
  ['ops', true],
  ['运维:a_b.c-1', true],
  ['o', false],
  ['1ops', false],
  ['a'.repeat(128), true],
  ['a'.repeat(129), false],
  ['http://ops', false],
];
for (const [name, expected] of names)
  test(`names of key pairs: ${name.slice(0, 20)} (${name.length})`, () => assert.equal(isKeyPairName(name), expected));

const patterns: readonly (readonly [name: string, pattern: string, expected: boolean])[] = [
  ['ops', 'ops', true],
  ['ops', 'op', false],
  ['ops', 'op*', true],
  ['ops', '*ops*', true],
  ['my-ops-1', 'my*1', true],
  ['my-ops-1', 'my*2', false],
  ['a.b', 'a?b*', false],
  ['a.b', 'a.*', true],
  ['axb', 'a.*', false],
];
for (const [name, pattern, expected] of patterns)
  test(`${name} against ${pattern}`, () => assert.equal(matchesName(name, pattern), expected));
