import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { fingerprintOf, makeKeyPairs, openSshOf } from '#server/key-pairs.ts';

const next = makeKeyPairs();

test('key pairs are RSA with 2048 bits, the private key in PKCS#8', () => {
  const { privateKey, publicKey } = next();
  assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----\n/);
  const key = createPrivateKey(privateKey);
  assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048);
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  assert.equal(openSshOf(der), publicKey, 'the two belong together');
  const text = Buffer.from('text');
  assert.ok(verify('sha256', text, createPublicKey(key), sign('sha256', text, key)));
});

test('no two are the same, made ahead or not', async () => {
  const seen = new Set([next().publicKey, next().publicKey]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const pair of [next(), next()]) seen.add(pair.publicKey);
  assert.equal(seen.size, 4);
});

test('the OpenSSH text has three fields, numbers without a sign', () => {
  const { publicKey } = next();
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; at += 4 + blob.readUInt32BE(at)) fields.push(blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at)));
  assert.equal(fields[0]?.toString(), 'ssh-rsa');
  assert.equal(fields[1]?.toString('hex'), '010001');
  assert.equal(fields[2]?.length, 257);
  assert.equal(fields[2]?.[0], 0);
});

test('a fingerprint is MD5 with colons, as RFC 4716 has it', () => {
  const md5 = createHash('md5').update('abc').digest('hex');
  assert.equal(fingerprintOf(Buffer.from('abc').toString('base64')).replaceAll(':', ''), md5);
  assert.match(fingerprintOf('YWJj'), /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
});
