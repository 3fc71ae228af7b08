import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseParams } from '#wire/params.ts';
import {
  type Authorization,
  canonicalRequestV3,
  hashOf,
  isSignedV3,
  keyV3,
  type RequestV3,
  readAuthorization,
  signV3,
  stringToSignV3,
} from '#wire/sign-v3.ts';
import { type Vector, vectors } from '../../test/wire/vectors.ts';

const v3 = vectors.filter(({ scheme }) => scheme === 'ACS3-HMAC-SHA256');
test('there are seven vectors of ACS3, by GET and POST', () => {
  assert.equal(v3.length, 7);
  assert.deepEqual(new Set(v3.map(({ method }) => method)), new Set(['GET', 'POST']));
});

function authorizationOf(text: string | undefined): Authorization {
  const authorization = readAuthorization(text ?? '');
  assert.ok('signature' in authorization);
  return authorization;
}

function requestOf({ method, wire }: Vector): RequestV3 {
  assert.ok(wire);
  const isForm = wire.headers['content-type'] === 'application/x-www-form-urlencoded';
  const parsed = parseParams(wire.url.slice(2), isForm ? wire.body : '');
  assert.ok('params' in parsed);
  return { method, path: '/', ...parsed, headers: wire.headers, body: new TextEncoder().encode(wire.body) };
}

for (const vector of v3) {
  const request = requestOf(vector);
  const key = keyV3(vector.accessKeySecret);
  const authorization = authorizationOf(vector.authorization);
  const verify = (changed: Partial<RequestV3>, by = authorization) => isSignedV3({ ...request, ...changed }, by, key).ok;

  test(`verifies: ${vector.description}`, () => {
    assert.equal(canonicalRequestV3(request, authorization.signedHeaders.split(';')), vector.canonicalRequest);
    assert.equal(stringToSignV3(vector.canonicalRequest ?? ''), vector.stringToSign);
    assert.equal(signV3(key, vector.stringToSign), vector.signature);
    assert.deepEqual(isSignedV3(request, authorization, key), { ok: true });
  });

  test(`fails with one thing changed: ${vector.description}`, () => {
    for (const name of authorization.signedHeaders.split(';')) {
      assert.equal(verify({ headers: { ...request.headers, [name]: `${request.headers[name]}x` } }), false, `${name} longer`);
      assert.equal(verify({ headers: { ...request.headers, [name]: undefined } }), false, `${name} gone`);
    }
    const names = [...request.params.keys()].slice(0, request.queryCount);
    for (const name of names) assert.equal(verify({ params: new Map(request.params).set(name, 'x') }), false, name);
    assert.equal(verify({ params: new Map([['More', ''], ...request.params]), queryCount: request.queryCount + 1 }), false);
    assert.equal(verify({ method: vector.method === 'GET' ? 'POST' : 'GET' }), false);
    assert.equal(verify({ path: '/feed' }), false);
    assert.equal(verify({ body: new TextEncoder().encode(`${vector.wire?.body}x`) }), false);
    assert.equal(isSignedV3(request, authorization, keyV3(`${vector.accessKeySecret}x`)).ok, false);
    for (let i = 0; i < vector.signature.length; i++) {
      const c = vector.signature[i] === '0' ? '1' : '0';
      const signature = vector.signature.slice(0, i) + c + vector.signature.slice(i + 1);
      assert.equal(verify({}, { ...authorization, signature }), false, `character ${i} of the signature`);
    }
    assert.equal(verify({}, { ...authorization, signature: vector.signature.toUpperCase() }), false);
  });
}

const [minimal] = v3 as [Vector];
const request = requestOf(minimal);
const key = keyV3('testsecret');

/** As a client signs it that signs only these headers. */
function signedOver(changed: Partial<RequestV3>, signedHeaders: string, encodeName?: (name: string) => string): boolean {
  const sent = { ...request, ...changed };
  const signature = signV3(key, stringToSignV3(canonicalRequestV3(sent, signedHeaders.split(';'), encodeName)));
  return isSignedV3(sent, { accessKeyId: 'testid', signedHeaders, signature }, key).ok;
}
const needed = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version';
const { 'x-acs-credentials-provider': _, ...plain } = request.headers;

test('the six headers that are always signed are enough', () => assert.ok(signedOver({ headers: plain }, needed)));
for (const name of needed.split(';')) {
  const rest = needed
    .split(';')
    .filter((one) => one !== name)
    .join(';');
  test(`a request that does not sign ${name} fails`, () => assert.equal(signedOver({ headers: plain }, rest), false));
}
test('an x-acs header that was sent and not signed fails', () => assert.equal(signedOver({}, needed), false));
test('the list is taken in the order the client gave it', () =>
  assert.ok(signedOver({ headers: plain }, needed.split(';').reverse().join(';'))));
test('other headers may be left out', () => assert.ok(signedOver({ headers: { ...plain, 'user-agent': 'x' } }, needed)));
test('other headers may be signed', () => assert.ok(signedOver({ headers: { ...plain, date: 'today' } }, `date;${needed}`)));
test('a signed header that was not sent counts as empty, even by a name of Object.prototype', () => {
  assert.ok(signedOver({ headers: plain }, `constructor;${needed}`));
  assert.ok(canonicalRequestV3(request, ['constructor']).includes('\nconstructor:\n'));
});

test('a body that is not the one whose hash was sent fails', () => {
  const body = new TextEncoder().encode('A=1');
  const names = needed.split(';');
  const canonical = canonicalRequestV3({ ...request, headers: plain }, names);
  const authorization = { accessKeyId: 'testid', signedHeaders: needed, signature: signV3(key, stringToSignV3(canonical)) };
  assert.ok(isSignedV3({ ...request, headers: plain }, authorization, key).ok);
  const verdict = isSignedV3({ ...request, headers: plain, body }, authorization, key);
  assert.ok(!verdict.ok && verdict.canonicalRequest.endsWith(`\n${hashOf(body)}`));
});

test('parameters of the form are not part of the canonical query', () => {
  const params = new Map([...request.params, ['A', '1']]);
  assert.ok(signedOver({ headers: plain, params }, needed));
  assert.equal(canonicalRequestV3({ ...request, params }, []).includes('A=1'), false);
});

test('names are taken encoded or raw, values only encoded', () => {
  const params = new Map([['Map.#3#a b', 'x*']]);
  assert.ok(signedOver({ headers: plain, params, queryCount: 1 }, needed));
  assert.ok(signedOver({ headers: plain, params, queryCount: 1 }, needed, (name) => name));
  assert.equal(
    signedOver({ headers: plain, params, queryCount: 1 }, needed, (name) => name.toLowerCase()),
    false,
  );
});

test('raw names leave values encoded', () => {
  const params = new Map([['Map.#3#a b', 'x*']]);
  assert.equal(canonicalRequestV3({ ...request, params, queryCount: 1 }, [], (name) => name).split('\n')[2], 'Map.#3#a b=x%2A');
});

test('the query is sorted by name alone, and an empty value keeps its =', () => {
  const params = new Map([
    ['Tag.2.Key', 'b'],
    ['Tag.10.Key', 'j'],
    ['Tag.1.Value', ''],
    ['A', "!'()*~ +"],
  ]);
  const canonical = canonicalRequestV3({ ...request, params, queryCount: 4 }, []);
  assert.equal(canonical.split('\n')[2], 'A=%21%27%28%29%2A~%20%2B&Tag.1.Value=&Tag.10.Key=j&Tag.2.Key=b');
});

test('a path is canonical with + as %20, * as %2A and ~ raw', () => {
  assert.equal(canonicalRequestV3({ ...request, path: '/a+b*c%7Ed' }, []).split('\n')[1], '/a%20b%2Ac~d');
  assert.equal(canonicalRequestV3({ ...request, path: '' }, []).split('\n')[1], '/');
});

test('duplicate headers are trimmed, sorted and joined; one is trimmed', () => {
  const headers = { ...request.headers, 'x-acs-a': [' 2 ', '1'], 'x-acs-b': ' z ' };
  const canonical = canonicalRequestV3({ ...request, headers }, ['x-acs-a', 'x-acs-b']);
  assert.ok(canonical.includes('\nx-acs-a:1,2\nx-acs-b:z\n'));
});

test('a failure carries what the server signed', () => {
  const verdict = isSignedV3(request, authorizationOf(minimal.authorization), keyV3('other'));
  assert.deepEqual(verdict, { ok: false, canonicalRequest: minimal.canonicalRequest, stringToSign: minimal.stringToSign });
});

const parts = { accessKeyId: 'ak', signedHeaders: 'host;x-acs-date', signature: 'ab01' };
const headers: readonly [title: string, text: string, expected: unknown][] = [
  ['without spaces', 'ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=host;x-acs-date,Signature=ab01', parts],
  ['with spaces', 'ACS3-HMAC-SHA256  Credential=ak , SignedHeaders=host;x-acs-date, Signature=ab01 ', parts],
  ['SM3', 'ACS3-HMAC-SM3 Credential=ak,SignedHeaders=host,Signature=ab01', { wrong: 'algorithm' }],
  ['RSA', 'ACS3-RSA-SHA256 Credential=ak,SignedHeaders=host,Signature=ab01', { wrong: 'algorithm' }],
  ['V4', 'ACS4-HMAC-SHA256 Credential=ak/20260618/r/p/aliyun_v4_request,SignedHeaders=host,Signature=ab01', { wrong: 'algorithm' }],
  ['an algorithm and nothing else', 'ACS3-HMAC-SHA256', { wrong: 'form' }],
  ['no credential', 'ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=ab01', { wrong: 'form' }],
  ['no signature', 'ACS3-HMAC-SHA256 Credential=ak,SignedHeaders=host', { wrong: 'form' }],
  ['no signed headers', 'ACS3-HMAC-SHA256 Credential=ak,Signature=ab01', { wrong: 'form' }],
  ['bearer', 'Bearer token', { wrong: 'form' }],
  ['nothing', '', { wrong: 'form' }],
];
for (const [title, text, expected] of headers) test(`Authorization ${title}`, () => assert.deepEqual(readAuthorization(text), expected));

test('an Authorization header of 16 KB without an end is read in no time', () => {
  for (const c of [' ', ',', ';', '=']) {
    assert.deepEqual(readAuthorization(`ACS3-HMAC-SHA256 Credential=a${c.repeat(16_000)}SignedHeaders`), { wrong: 'form' });
  }
});

/** A request signed with names as the SDKs leave them: raw. */
const signedRaw = (
  sent: Readonly<Record<string, string>>,
  received: Readonly<Record<string, string>>,
  headers: RequestV3['headers'] = {},
  body = '',
) => {
  const key = keyV3('secret');
  const names = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];
  const of = (params: Readonly<Record<string, string>>, more: RequestV3['headers']): RequestV3 => ({
    ...{ method: 'POST', path: '/', headers: { host: 'h', ...more }, body: new TextEncoder().encode(body) },
    ...{ params: new Map(Object.entries(params)), queryCount: Object.keys(params).length },
  });
  const signature = signV3(key, stringToSignV3(canonicalRequestV3(of(sent, {}), names, (name) => name)));
  return isSignedV3(of(received, headers), { accessKeyId: 'k', signedHeaders: names.join(';'), signature }, key).ok;
};
const sent = { DryRun: 'true', RegionId: 'r', SecurityGroupId: 'sg' };
for (const [title, received, isRight] of [
  ['as it was sent', sent, true],
  ['one parameter hidden in the name of the next', { 'DryRun=true&RegionId': 'r', SecurityGroupId: 'sg' }, false],
  ['one hidden in the name before it', { DryRun: 'true', 'RegionId=r&SecurityGroupId': 'sg' }, false],
] as const)
  test(`a query signed with raw names: ${title}`, () => assert.equal(signedRaw(sent, received), isRight));

test('raw names with characters of maps are right', () => assert.ok(signedRaw({ 'A.#1#x': 'y' }, { 'A.#1#x': 'y' })));

test('a Content-Type that makes a body one without parameters must be signed; any other need not be', () => {
  const verify = (type: string, body = 'A=1') => signedRaw(sent, sent, { 'content-type': type }, body);
  assert.equal(verify('text/plain'), false);
  assert.equal(verify('text/plain', ''), true);
  assert.equal(verify('application/x-www-form-urlencoded; charset=utf-8'), true);
  assert.equal(verify(''), true);
});

test('an Authorization of more names than any client signs is none', () => {
  const authorization = `ACS3-HMAC-SHA256 Credential=k,SignedHeaders=${'a;'.repeat(10_000)}host,Signature=s`;
  assert.deepEqual(readAuthorization(authorization), { wrong: 'form' });
});
