import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseParams } from '#wire/params.ts';
import { makeRequestSigner, type Signed, type Unsigned } from '#wire/sign-request.ts';
import { isSignedV1, keyV1 } from '#wire/sign-v1.ts';
import { isSignedV3, keyV3, readAuthorization } from '#wire/sign-v3.ts';
import { type Vector, vectors } from '../../test/wire/vectors.ts';

/** As the server sees it. */
function arrive({ method, url, headers, body }: Signed) {
  const [path = '', query = ''] = url.split('?');
  const parsed = parseParams(query, body);
  assert.ok('params' in parsed);
  return { method, path, ...parsed, headers, body: new TextEncoder().encode(body) };
}

const text = fc.string({ unit: 'binary', maxLength: 10 });
const name = text.map((s) => `P${s.replaceAll('.', '')}`);
const pairs = fc.uniqueArray(fc.tuple(name, text), { selector: ([n]) => n, maxLength: 8 });
const secret = fc.string({ minLength: 1, maxLength: 30 });
const unsigned: fc.Arbitrary<Unsigned> = fc
  .record({ method: fc.constantFrom('GET', 'POST'), all: pairs, cut: fc.nat(8), format: fc.constantFrom('JSON', 'XML'), now: fc.nat(4e12) })
  .map(({ method, all, cut, format, now }) => ({
    method,
    host: '127.0.0.1:8580',
    action: 'DescribeRegions',
    version: '2014-05-26',
    format,
    query: method === 'GET' ? all : all.slice(0, cut),
    form: method === 'GET' ? [] : all.slice(cut),
    nonce: 'n-1',
    now,
  }));

test('what is signed by V1 verifies, and nothing gets lost on the way', () => {
  fc.assert(
    fc.property(unsigned, secret, fc.option(text, { nil: undefined }), (request, accessKeySecret, securityToken) => {
      const signer = makeRequestSigner({ accessKeyId: 'ak', accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) });
      const { method, params } = arrive(signer.v1(request));
      assert.ok(isSignedV1(method, params, keyV1(accessKeySecret)).ok);
      assert.equal(isSignedV1(method, params, keyV1(`${accessKeySecret}x`)).ok, false);
      for (const [n, value] of [...request.query, ...(request.form ?? [])]) assert.equal(params.get(n), value);
      assert.equal(params.get('SecurityToken'), securityToken);
    }),
  );
});

test('what is signed by ACS3 verifies, and nothing gets lost on the way', () => {
  fc.assert(
    fc.property(unsigned, secret, fc.option(fc.base64String(), { nil: undefined }), (request, accessKeySecret, securityToken) => {
      const signer = makeRequestSigner({ accessKeyId: 'ak', accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) });
      const arrived = arrive(signer.v3(request));
      const authorization = readAuthorization(arrived.headers.authorization ?? '');
      assert.ok('signature' in authorization && authorization.accessKeyId === 'ak');
      assert.ok(isSignedV3(arrived, authorization, keyV3(accessKeySecret)).ok);
      assert.equal(isSignedV3(arrived, authorization, keyV3(`${accessKeySecret}x`)).ok, false);
      for (const [n, value] of [...request.query, ...(request.form ?? [])]) assert.equal(arrived.params.get(n), value);
      assert.equal(arrived.headers['x-acs-security-token'], securityToken);
    }),
  );
});

test('signs as the SDK does: ACS3 with the same headers, V1 over the same parameters', () => {
  const signer = makeRequestSigner({ accessKeyId: 'testid', accessKeySecret: 'testsecret', securityToken: 'CAISabc+def/ghi==' });
  const sts = vectors.find(({ description }) => description.startsWith('GET with STS')) as Vector;
  const request = {
    host: '127.0.0.1:18180',
    version: '2014-05-26',
    action: 'DescribeRegions',
    query: [],
    nonce: '5f3c2a1b0e9d8c7b6a59483726150413',
    now: Date.parse('2026-06-18T08:30:05Z'),
  };
  const v1 = signer.v1({ ...request, method: 'GET' });
  assert.equal(arrive(v1).params.get('Signature'), sts.signature);
  assert.deepEqual(v1.headers, { host: '127.0.0.1:18180' });
  assert.equal(v1.body, '');

  const v3 = signer.v3({ ...request, method: 'POST', path: '/feed', form: [['A', '1 2']] });
  assert.equal(v3.url, '/feed');
  assert.equal(v3.body, 'A=1%202');
  const { authorization, ...headers } = v3.headers;
  assert.deepEqual(headers, {
    host: '127.0.0.1:18180',
    'x-acs-action': 'DescribeRegions',
    'x-acs-version': '2014-05-26',
    'x-acs-date': '2026-06-18T08:30:05Z',
    'x-acs-signature-nonce': '5f3c2a1b0e9d8c7b6a59483726150413',
    'x-acs-content-sha256': 'bcbded30d2a2548acfd4e7af8e22b7e0eb689941975c6c236444bb4c8df522d0',
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-accesskey-id': 'testid',
    'x-acs-security-token': 'CAISabc+def/ghi==',
    accept: 'application/json',
  });
  assert.match(
    authorization ?? '',
    /^ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=content-type;host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version,Signature=[0-9a-f]{64}$/,
  );
});
