import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sendRaw, startServer, type TestServer } from '../server.ts';
import { errorOf, type Signer, v1, v3 } from './requests.ts';

let server: TestServer;
let right: Signer;
before(async () => {
  server = await startServer();
  right = { ...server.running.credentials, endpoint: server.endpoint };
});
after(() => server.stop());

const send = async (request: ReturnType<typeof v1>) => sendRaw(server.endpoint, request);
const codesOf = async (times: number, make: () => ReturnType<typeof v1>) => {
  const codes = new Map<string, number>();
  for (let n = 0; n < times; n++) {
    const code = errorOf(await send(make())).Code ?? '';
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return Object.fromEntries(codes);
};

test('too many wrong signatures with one key are told to wait, in both schemes; right ones never are', async () => {
  const wrong = { ...right, accessKeySecret: 'not the secret' };
  assert.deepEqual(await codesOf(50, () => v1(wrong)), { SignatureDoesNotMatch: 50 });
  for (const request of [v1(wrong), v3(wrong)]) {
    const answer = await send(request);
    const { Code, Message } = errorOf(answer);
    assert.deepEqual([answer.status, Code, Message], [400, 'Throttling.User', 'Request was denied due to user flow control.']);
    const wait = Number(answer.headers['x-acs-retry-after']);
    assert.ok(wait > 0 && wait <= 10_000, `${wait} ms`);
  }
  for (const request of [v1(right), v3(right)]) assert.equal((await send(request)).status, 200);
});

test('keys that do not exist count for the address', async () => {
  let n = 0;
  const codes = await codesOf(200, () => v1({ ...right, accessKeyId: `LTAInone${n++}` }));
  assert.ok((codes['Throttling.User'] ?? 0) >= 40, JSON.stringify(codes));
  assert.ok((codes['InvalidAccessKeyId.NotFound'] ?? 0) >= 140, JSON.stringify(codes));
  assert.equal((await send(v1(right))).status, 200);
});
