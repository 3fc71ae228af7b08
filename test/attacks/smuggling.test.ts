import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chunk, headOf, type Plain, type Signer, speak, v1, v3 } from '../http/requests.ts';
import { newGroup } from '../http/world.ts';
import { startServer, type TestServer } from '../server.ts';
import { changesNothing } from './refusals.ts';

/** Bytes that two readers could take for different requests: there is one answer, and what is hidden in them is not carried out. */
let server: TestServer;
let signer: Signer;
let group: string;
before(async () => {
  server = await startServer();
  signer = { ...server.running.credentials, endpoint: server.endpoint };
  group = await newGroup(server.root);
});
after(() => server.stop());

/** A request that is right, and would delete the group. */
const hidden = (): string =>
  headOf(v1(signer, { Action: 'DeleteSecurityGroup', RegionId: 'cn-hangzhou', SecurityGroupId: group }), ['Content-Length: 0']);
const read = (): Plain => v1(signer);
/** A request whose form comes in pieces of so many bytes. */
const inPieces = (bytes: number, all = 1_000_000): string => {
  const request = v1(signer, {}, { form: { Description: 'x'.repeat(all) } });
  return headOf(request, [CHUNKED, CLOSE]) + request.body.replaceAll(new RegExp(`.{1,${bytes}}`, 'g'), chunk) + chunk('');
};
const CLOSE = 'Connection: close';
const CHUNKED = 'Transfer-Encoding: chunked';
const length = (text: string): string => `Content-Length: ${Buffer.byteLength(text)}`;
/** Another request as the body of this one. */
const inBody = (request: Plain): string => {
  const inner = hidden();
  return headOf(request, [length(inner), 'Content-Type: text/plain', CLOSE]) + inner;
};

const bad = '400 InvalidRequest';
const rows: readonly (readonly [title: string, bytes: () => string, statuses: string])[] = [
  ['a length and chunks', () => headOf(read(), ['Content-Length: 5', CHUNKED]) + chunk('') + hidden(), bad],
  ['chunks and a length', () => headOf(read(), [CHUNKED, 'Content-Length: 5']) + chunk('') + hidden(), bad],
  ['two lengths', () => headOf(read(), ['Content-Length: 0', 'Content-Length: 5']) + hidden(), bad],
  ['the same length twice', () => headOf(read(), ['Content-Length: 0', 'Content-Length: 0']) + hidden(), bad],
  ['two lengths in one line', () => headOf(read(), ['Content-Length: 0, 5']) + hidden(), bad],
  ...['+5', '-1', '0x5', '5 5', '1e1', '99999999999999999999999', ''].map(
    (text) => [`the length "${text}"`, () => headOf(read(), [`Content-Length: ${text}`]) + hidden(), bad] as const,
  ),
  ...['xchunked', 'chunked, identity', 'identity', 'gzip', '\u000bchunked', '"chunked"', 'chunked\u0000'].map(
    (text) =>
      [`the coding ${JSON.stringify(text)}`, () => headOf(read(), [`Transfer-Encoding: ${text}`]) + chunk('') + hidden(), bad] as const,
  ),
  ['a space before the colon', () => headOf(read(), ['Content-Length : 5']) + hidden(), bad],
  ['a folded header', () => headOf(read(), ['X-A: b', ' c: d', CLOSE]), bad],
  ['a folded coding', () => headOf(read(), ['Transfer-Encoding:', ' chunked']) + chunk('') + hidden(), bad],
  ['a bare line feed between headers', () => headOf(read(), ['X-A: b\nX-B: c']) + hidden(), bad],
  ['line feeds only', () => headOf(read(), ['Content-Length: 0'], '\n') + hidden(), bad],
  ['a bare carriage return in a value', () => headOf(read(), ['X-A: b\rX-B: c']) + hidden(), bad],
  ['a NUL in a value', () => headOf(read(), ['X-A: b\0c']) + hidden(), bad],
  ['a header without a name', () => headOf(read(), [': x']) + hidden(), bad],
  ['a header that is none', () => headOf(read(), ['nonsense']) + hidden(), bad],
  ['two hosts', () => headOf(read(), ['Host: elsewhere', 'Content-Length: 0']), bad],
  ['a chunk that is longer than it says', () => `${headOf(read(), [CHUNKED])}1\r\nab\r\n0\r\n\r\n${hidden()}`, bad],
  ['a chunk whose size is no number', () => `${headOf(read(), [CHUNKED])}x\r\na\r\n0\r\n\r\n${hidden()}`, bad],
  ['a chunk of a size beyond all numbers', () => `${headOf(read(), [CHUNKED])}fffffffffffffffff\r\n${hidden()}`, bad],
  ['a chunk that ends in a line feed', () => `${headOf(read(), [CHUNKED])}1\na\n0\n\n${hidden()}`, bad],
  ['another version of HTTP', () => headOf(read(), [CLOSE]).replace('HTTP/1.1', 'HTTP/3.7'), bad],
  ['HTTP/2 without a word', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', bad],
  ['a method in small letters', () => headOf(read(), [CLOSE]).replace(/^POST/, 'post'), bad],
  ['a space in the URL', () => headOf(read(), [CLOSE]).replace('/?', '/? '), bad],
  ['a request hidden in a body', () => inBody(read()), '200'],
  ['a request hidden in the body of a GET', () => inBody(v1(signer, {}, { method: 'GET' })), '200'],
  ['a request hidden in a body that is refused', () => inBody({ ...read(), method: 'PUT' }), '403 UnsupportedHTTPMethod'],
  ['a request hidden in a chunk', () => headOf(read(), [CHUNKED, 'Content-Type: text/plain', CLOSE]) + chunk(hidden()) + chunk(''), '200'],
  // Nobody knows what comes after a last request: nothing of it is done, and the connection is cut.
  ['a request after the last one', () => headOf(read(), ['Content-Length: 0', CLOSE]) + hidden(), ''],
  ['a length in a trailer', () => `${headOf(read(), [CHUNKED, CLOSE])}0\r\nContent-Length: 5\r\n\r\n`, bad],
  ['a switch of protocols', () => headOf(read(), ['Connection: Upgrade, close', 'Upgrade: h2c', 'Content-Length: 0']), '200'],
  ['a body in pieces of one byte', () => headOf(read(), [CHUNKED, CLOSE]) + chunk('x').repeat(1100) + chunk(''), bad],
  ['a long body in pieces of one byte', () => headOf(read(), [CHUNKED]) + chunk('x').repeat(5000), bad],
  ['a body in 1000 pieces', () => headOf(read(), [CHUNKED, CLOSE]) + chunk('x').repeat(1000) + chunk(''), '400 SignatureDoesNotMatch'],
  ['a form of 1 MB in packets of Ethernet', () => inPieces(1460), '200'],
  ['a form of 1 MB in the smallest packets', () => inPieces(536), '200'],
  ['a form of 1 MB in pieces of 80 bytes', () => inPieces(80), '200'],
  ['a form in a thousand pieces of 40 bytes', () => inPieces(40, 45_000), bad],
  ['an expectation that cannot be met', () => headOf(read(), ['Expect: miracles', 'Content-Length: 0', CLOSE]), '417'],
  ['a URL with a host', () => headOf({ ...read(), url: `http://elsewhere${read().url}` }, [CLOSE]), '404 InvalidApi.NotFound'],
  ['a URL that is a star', () => headOf({ ...read(), method: 'OPTIONS', url: '*' }, [CLOSE]), '404 InvalidApi.NotFound'],
  ['two signatures in headers', () => headOf(v3(signer), ['Authorization: ACS3-HMAC-SHA256 x', CLOSE]), '200'],
  ['two actions in headers', () => headOf(v3(signer), ['x-acs-action: DeleteSecurityGroup', CLOSE]), '404 InvalidAction.NotFound'],
  ['two nonces in headers', () => headOf(v3(signer), ['x-acs-signature-nonce: fresh', CLOSE]), '400 SignatureDoesNotMatch'],
  ['two dates in headers', () => headOf(v3(signer), ['x-acs-date: 2026-11-24T12:00:00Z', CLOSE]), '400 InvalidTimeStamp.Format'],
  ['two hashes in headers', () => headOf(v3(signer), [`x-acs-content-sha256: ${'a'.repeat(64)}`, CLOSE]), '400 SignatureDoesNotMatch'],
];
for (const [title, bytes, expected] of rows) {
  test(`${title} -> ${expected}`, () =>
    changesNothing(server, async () => {
      const reply = await speak(signer.endpoint, bytes());
      const heads = [...reply.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
      const code = /"Code":"([^"]+)"/.exec(reply)?.[1];
      assert.deepEqual([...heads, ...(code ? [code] : [])].join(' '), expected, reply);
    }));
}
