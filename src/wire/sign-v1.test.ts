import assert from 'node:assert/strict';
import querystring from 'node:querystring';
import { test } from 'node:test';
import { encode } from '#wire/encode.ts';
import { type Params, parseParams } from '#wire/params.ts';
import { isSignedV1, keyV1, signV1, stringToSignV1 } from '#wire/sign-v1.ts';
import { type Vector, vectors } from '../../test/wire/vectors.ts';

const v1 = vectors.filter(({ scheme }) => scheme === 'RPC-v1');
test('there are nine vectors of RPC signature V1, by GET and POST', () => {
  assert.equal(v1.length, 9);
  assert.deepEqual(new Set(v1.map(({ method }) => method)), new Set(['GET', 'POST']));
});

/** From the raw request where there is one. */
function paramsOf({ wire, params, signature }: Vector): Params {
  if (wire === undefined) return new Map([...Object.entries(params ?? {}), ['Signature', signature]]);
  const parsed = parseParams(wire.url.slice(2), wire.body);
  assert.ok('params' in parsed);
  return parsed.params;
}

for (const vector of v1) {
  const params = paramsOf(vector);
  const key = keyV1(vector.accessKeySecret);
  const verify = (changed: Params, method = vector.method) => isSignedV1(method, changed, key).ok;

  test(`verifies: ${vector.description}`, () => {
    assert.equal(stringToSignV1(vector.method, params), vector.stringToSign);
    assert.equal(signV1(key, vector.stringToSign), vector.signature);
    assert.deepEqual(isSignedV1(vector.method, params, key), { ok: true });
  });

  test(`fails with one thing changed: ${vector.description}`, () => {
    for (const [name, value] of params) {
      assert.equal(verify(new Map(params).set(name, `${value}x`)), false, `${name} longer`);
      if (value !== '') assert.equal(verify(new Map(params).set(name, value.slice(0, -1))), false, `${name} shorter`);
      const without = new Map(params);
      without.delete(name);
      assert.equal(verify(without), false, `${name} gone`);
    }
    assert.equal(verify(new Map(params).set('More', '')), false);
    assert.equal(verify(params, vector.method === 'GET' ? 'POST' : 'GET'), false);
    assert.equal(isSignedV1(vector.method, params, keyV1(`${vector.accessKeySecret}x`)).ok, false);
    for (let i = 0; i < vector.signature.length; i++) {
      const c = vector.signature[i] === 'A' ? 'B' : 'A';
      const signature = vector.signature.slice(0, i) + c + vector.signature.slice(i + 1);
      assert.equal(verify(new Map(params).set('Signature', signature)), false, `character ${i} of the signature`);
    }
  });

  test(`does not depend on how the URL is written: ${vector.description}`, () => {
    const all = [...params];
    const writings = [
      new URLSearchParams(all).toString(),
      querystring.stringify(Object.fromEntries(all)),
      all.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&'),
      all.map(([k, v]) => `${encode(k)}=${encode(v)}`).join('&'),
      all
        .map(([k, v]) => `${encode(k)}=${encode(v).replaceAll('%20', '+').replaceAll('~', '%7e')}`)
        .reverse()
        .join('&'),
    ];
    for (const writing of writings) {
      const parsed = parseParams(writing, '');
      assert.ok('params' in parsed);
      assert.ok(verify(parsed.params), writing);
    }
  });
}

test('a signature whose plus signs arrived as spaces verifies', () => {
  const vector = v1.find(({ signature }) => signature.includes('+')) as Vector;
  const params = new Map(paramsOf(vector)).set('Signature', vector.signature.replaceAll('+', ' '));
  assert.ok(isSignedV1(vector.method, params, keyV1(vector.accessKeySecret)).ok);
});

test('a failure carries the string that the server signed', () => {
  const vector = v1[1] as Vector;
  const verdict = isSignedV1(vector.method, paramsOf(vector), keyV1('other'));
  assert.deepEqual(verdict, { ok: false, stringToSign: vector.stringToSign });
});

test('a request without a signature is not signed', () => assert.equal(isSignedV1('GET', new Map(), keyV1('s')).ok, false));
