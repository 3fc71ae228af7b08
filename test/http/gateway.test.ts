import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { actions } from '#actions/index.ts';
import { accessKeyKey, root } from '#domain/finding.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { stringToSignV1 } from '#wire/sign-v1.ts';
import { type Answer, sendRaw, startServer, type TestServer } from '../server.ts';
import { type Gate, gatewayRows } from './gateway-rows.ts';
import { type Changes, errorOf, type Plain, type Signer, timeText, v1, v3 } from './requests.ts';
import { newAccount } from './world.ts';

let server: TestServer;
let gate: Gate;
before(async () => {
  server = await startServer();
  const { keys } = await newAccount(server);
  await addKeys(keys.accessKeyId);
  const { accessKeyId, accessKeySecret } = server.running.credentials;
  const signer = (id: string, secret: string): Signer => ({ accessKeyId: id, accessKeySecret: secret, endpoint: server.endpoint });
  gate = {
    root: signer(accessKeyId, accessKeySecret),
    stranger: signer(keys.accessKeyId, keys.accessKeySecret),
    disabled: signer('LTAIdisabled', accessKeySecret),
    broken: signer('LTAIbroken', accessKeySecret),
  };
});
after(() => server.stop());

/** Puts what no action makes into the folder while the server is stopped: the stranger's key again, disabled, and one that does not open. */
async function addKeys(id: string): Promise<void> {
  await server.running.close();
  const store = openStore(server.data);
  const settled = await store.write({
    origin: { requestId: '', account: '', by: '', from: '', action: '', at: Date.now(), keyId: '', nonce: '' },
    deadline: Number.POSITIVE_INFINITY,
    *decide() {
      const known = (yield* root(accessKeyKey(id)))!.head;
      return {
        reply: {},
        effects: [
          { put: accessKeyKey('LTAIdisabled'), head: { ...known, active: false } },
          { put: accessKeyKey('LTAIbroken'), head: { ...known, sealed: 'AAAA' } },
        ],
      };
    },
  });
  assert.equal(settled.is, 'done');
  await store.close();
  await server.restart();
}

const send = (request: Plain): Promise<Answer> => sendRaw(gate.root.endpoint, request);
const answers = new Map<string, Answer>();

/** What is true of every error. */
function check(answer: Answer, format: string): Record<string, string> {
  const error = errorOf(answer);
  const { headers } = answer;
  assert.equal(headers['content-type'], format === 'JSON' ? 'application/json;charset=utf-8' : 'text/xml;charset=utf-8');
  assert.match(error.RequestId ?? '', /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  assert.equal(headers['x-acs-request-id'], error.RequestId);
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(error.HostId, gate.root.endpoint);
  // Of an empty Code, or one that begins like others, Terraform believes that it is any of them.
  assert.match(error.Code ?? '', /^[A-Z][\w.-]{6,}$/);
  const page = `http://${gate.root.endpoint}/errors/${encodeURIComponent(error.Code ?? '')}?`;
  assert.equal(error.Recommend?.slice(0, page.length), page);
  assert.match(error.Recommend ?? '', new RegExp(`[?&]requestId=${error.RequestId}$`));
  for (const value of Object.values(error)) assert.equal(typeof value, 'string', 'a client of Go panics on anything but texts');
  assert.doesNotMatch(answer.text, /%s|undefined|\bat file:/);
  return error;
}

for (const format of ['JSON', 'XML']) {
  const as = { params: { Format: format }, headers: { accept: format === 'JSON' ? 'application/json' : 'application/xml' } };
  for (const [key, title, request, [http, code, message]] of gatewayRows) {
    test(`${format} ${key}: ${title}`, async () => {
      const answer = await send(await request(gate, as));
      const error = check(answer, format);
      assert.deepEqual([answer.status, error.Code, error.Message], [http, code, message]);
      answers.set(code, answer);
    });
  }
}

test('every code of the gateway has a request', () => {
  const elsewhere: Readonly<Record<string, string>> = {
    'SignatureDoesNotMatch#v1': 'below',
    'SignatureDoesNotMatch#v3': 'below',
    SignatureNonceUsed: 'replay.test.ts',
    'Throttling.User': 'throttling.test.ts',
    'Forbidden.RAM': 'permits.test.ts',
    NoPermission: 'permits.test.ts',
    InvalidRequest: 'transport.test.ts',
    RequestTimeout: 'transport.test.ts',
    IdempotentParameterMismatch: 'tokens.test.ts',
    ServiceUnavailable: 'tokens.test.ts',
    // Where two servers share a store.
    IdempotentProcessing: 'nothing answers it here: a second request waits for the first',
    'InvalidSecurityToken.Malformed': 'below, in the order of the gateway',
    'InvalidSecurityToken.Expired': 'permits.test.ts',
  };
  const here = new Set(gatewayRows.map(([key]) => key));
  assert.deepEqual([...here, ...Object.keys(elsewhere)].sort(), Object.keys(gatewayErrors).sort());
});

test('the page that Recommend names tells what the code means, to a program and to a person', async () => {
  assert.ok(answers.size > 15);
  for (const [code, answer] of answers) {
    const { Recommend = '', RequestId = '' } = errorOf(answer);
    const json = await fetch(Recommend);
    assert.equal(json.status, 200, code);
    assert.equal(json.headers.get('content-type'), 'application/json;charset=utf-8');
    const { Code, Meanings } = (await json.json()) as { Code: string; Meanings: readonly { Meaning: { en: string; zh: string } }[] };
    assert.equal(Code, code);
    assert.match(Meanings[0]?.Meaning.en ?? '', /\w/, code);
    assert.match(Meanings[0]?.Meaning.zh ?? '', /\p{Script=Han}/u, code);
    const html = await fetch(Recommend, { headers: { accept: 'text/html' } });
    assert.equal(html.status, 200, code);
    assert.equal(html.headers.get('content-type'), 'text/html;charset=utf-8');
    const page = await html.text();
    assert.ok(page.includes(`<h1>${code}</h1>`) && page.includes(RequestId), code);
  }
});

test('every code that an action may answer has a page', async () => {
  const codes = new Set(actions.flatMap(({ errors }) => Object.keys(errors).map((key) => key.replace(/#.*/, ''))));
  assert.ok(codes.size > 100);
  for (const code of codes) {
    const answer = await fetch(`http://${gate.root.endpoint}/errors/${code}`);
    const { Meanings } = (await answer.json()) as { Meanings: readonly { Trigger: { en: string } }[] };
    assert.equal(answer.status, 200, code);
    for (const { Trigger } of Meanings) assert.match(Trigger.en, /\w/, code);
  }
});

test('a page of errors shows a text that was put into its address as a text', async () => {
  const bad = '<script>alert(1)</script>';
  const at = `http://${gate.root.endpoint}/errors/${encodeURIComponent(bad)}?requestId=${encodeURIComponent(bad)}&product=${encodeURIComponent(bad)}`;
  const html = await fetch(at, { headers: { accept: 'text/html' } });
  assert.equal(html.status, 404);
  assert.doesNotMatch(await html.text(), /<script/);
  assert.equal((await fetch(at)).status, 404);
  assert.equal((await fetch(`http://${gate.root.endpoint}/errors/%ZZ`)).status, 404);
});

test('the page of a code says first what it means for the action that answered it', async () => {
  const { body } = await server.root('RevokeSecurityGroupEgress', { SecurityGroupId: 'sg-none', 'SecurityGroupRuleId.1': 'sgr-1' });
  const { Meanings } = (await (await fetch(body.Recommend)).json()) as { Meanings: readonly { Action: string }[] };
  assert.ok(Meanings.length > 1);
  assert.equal(Meanings[0]?.Action, 'Ecs RevokeSecurityGroupEgress');
});

/** The string to sign as clients look for it in the message: alibaba-cloud-sdk-go, aliyun-python-sdk-core, aliyun-java-sdk-core. */
const parsers: readonly (readonly [client: string, parse: (message: string) => string | undefined])[] = [
  ['Go', (message) => message.slice(message.indexOf('server string to sign is:') + 'server string to sign is:'.length)],
  ['Python', (message) => message.split(':')[1]],
  ['Java', (message) => /string to sign is:(.*)/s.exec(message)?.[1]],
];
for (const [client, parse] of parsers) {
  test(`a ${client} client finds in SignatureDoesNotMatch what it has signed itself, and so knows that its secret is wrong`, async () => {
    const odd = { Description: 'a:b c*~+%/\n"<é\u{1f600}', SourceIp: '::1', SignatureType: '' };
    for (const method of ['GET', 'POST']) {
      const request = v1({ ...gate.root, accessKeySecret: 'wrong' }, odd, { method, ...(method === 'POST' && { form: { Form: 'x:y' } }) });
      const params = new Map([...new URLSearchParams(request.url.slice(2)), ...new URLSearchParams(request.body)]);
      const answer = await send(request);
      const error = check(answer, 'JSON');
      assert.deepEqual([answer.status, error.Code], [400, 'SignatureDoesNotMatch']);
      assert.equal(parse(error.Message ?? ''), stringToSignV1(method, params));
      assert.ok(error.Message?.startsWith('Specified signature is not matched with our calculation. server string to sign is:'));
    }
  });
}

test('ACS3: SignatureDoesNotMatch holds both texts that the server signed', async () => {
  const wrong = { ...gate.root, accessKeySecret: 'wrong' };
  const answer = await send(v3(wrong, { 'x-acs-signature-nonce': 'n1' }, { query: { RegionId: 'cn hangzhou' } }));
  const { Code, Message = '' } = check(answer, 'JSON');
  assert.deepEqual([answer.status, Code], [400, 'SignatureDoesNotMatch']);
  const texts =
    /^Specified signature does not match our calculation\. server StringToSign is \[(.*)\] server CanonicalRequest is \[(.*)\]$/s.exec(
      Message,
    );
  assert.match(texts?.[1] ?? '', /^ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
  assert.match(
    texts?.[2] ?? '',
    /^POST\n\/\nRegionId=cn%20hangzhou\nhost:127\.0\.0\.1:\d+\nx-acs-action:DescribeRegions\n[\s\S]*\nx-acs-signature-nonce:n1\n/,
  );
  // aliyun-python-sdk-core looks behind the first colon in any such message, and fails where there is none.
  assert.ok(Message.includes(':'));
});

const spoiled: readonly (readonly [title: string, request: () => Plain])[] = [
  ['a parameter was changed', () => v1(gate.root, { RegionId: 'cn-hangzhou' }, { spoiled: { RegionId: 'cn-beijing' } })],
  ['a parameter was added', () => v1(gate.root, {}, { spoiled: { RegionId: 'cn-beijing' } })],
  ['a parameter was taken away', () => v1(gate.root, { RegionId: 'cn-beijing' }, { spoiled: { RegionId: undefined } })],
  ['the action was changed', () => v1(gate.root, {}, { spoiled: { Action: 'DescribeSecurityGroups' } })],
  ['the method was changed', () => ({ ...v1(gate.root, {}, { method: 'GET' }), method: 'POST' })],
  ['the form was changed', () => ({ ...v1(gate.root, {}, { form: { RegionId: 'a' } }), body: 'RegionId=b' })],
  ['the signature is of another secret', () => v1({ ...gate.root, accessKeySecret: `${gate.root.accessKeySecret}x` })],
  ['the signature is no base64', () => v1(gate.root, {}, { spoiled: { Signature: '****' } })],
  ['the signature is longer', () => v1(gate.root, {}, { spoiled: { Signature: 'A'.repeat(10_000) } })],
  ['ACS3: a parameter was changed', () => ({ ...v3(gate.root, {}, { query: { RegionId: 'a' } }), url: '/?RegionId=b' })],
  ['ACS3: the action was changed', () => v3(gate.root, {}, { spoiled: { 'x-acs-action': 'DescribeSecurityGroups' } })],
  ['ACS3: the version was changed', () => v3(gate.root, { 'x-acs-version': '2016-04-28' }, { spoiled: { 'x-acs-version': '2014-05-26' } })],
  ['ACS3: the host was changed', () => v3(gate.root, {}, { spoiled: { host: 'localhost' } })],
  ['ACS3: the body was changed', () => ({ ...v3(gate.root, {}, { form: { RegionId: 'a' } }), body: 'RegionId=b' })],
  ['ACS3: a body was added', () => ({ ...v3(gate.root), body: 'RegionId=b' })],
  ['ACS3: the hash of the body was changed', () => v3(gate.root, {}, { spoiled: { 'x-acs-content-sha256': 'UNSIGNED-PAYLOAD' } })],
  [
    'ACS3: a header that must be signed is not',
    () => v3(gate.root, { 'x-acs-date': undefined }, { headers: { 'x-acs-date': timeText(Date.now()) } }),
  ],
  ['ACS3: the host is not signed', () => v3(gate.root, { host: undefined }, { headers: { host: gate.root.endpoint } })],
  ['ACS3: an x-acs header was added', () => v3(gate.root, {}, { spoiled: { 'x-acs-credentials-provider': 'static_ak' } })],
];
for (const [title, request] of spoiled) {
  test(`SignatureDoesNotMatch: ${title}`, async () => assert.equal((await send(request())).body.Code, 'SignatureDoesNotMatch'));
}

/** Everything is wrong with a request, and mended one fault at a time: undefined leaves a parameter out. */
const mending: readonly (readonly [changes: Changes, then: string])[] = [
  [
    { method: 'PUT', twice: 'yes', Format: 'YAML', Version: undefined, Action: undefined, AccessKeyId: undefined, Signature: undefined },
    'UnsupportedHTTPMethod',
  ],
  [{ method: 'POST' }, 'InvalidParameter'],
  [{ twice: undefined }, 'InvalidParameter.Format'],
  [{ Format: 'JSON' }, 'MissingVersion'],
  [{ Version: '2000-01-01' }, 'MissingAction'],
  [{ Action: 'NoSuchAction' }, 'InvalidVersion'],
  [{ Version: '2014-05-26' }, 'InvalidAction.NotFound'],
  [{ Action: 'CreateHaVip' }, 'Sallyport.NotImplemented'],
  [
    { Action: 'DescribeSecurityGroupAttribute', SignatureNonce: undefined, Timestamp: undefined, SignatureVersion: undefined },
    'MissingAccessKeyId',
  ],
  [{ AccessKeyId: 'STS.x' }, 'MissingSignature'],
  [{ Signature: 'x' }, 'MissingSignatureNonce'],
  [{ SignatureNonce: 'used once' }, 'MissingTimestamp'],
  [{ Timestamp: 'x' }, 'MissingSignatureVersion'],
  [{ SignatureVersion: '2.0', SignatureMethod: 'x' }, 'InvalidSignatureMethod'],
  [{ SignatureVersion: '1.0' }, 'InvalidSignatureMethod'],
  [{ SignatureMethod: undefined }, 'MissingSecurityToken'],
  [{ SecurityToken: 'x' }, 'InvalidSecurityToken.Malformed'],
  [{ AccessKeyId: 'LTAInone' }, 'InvalidAccessKeyId.NotFound'],
  [{ AccessKeyId: 'LTAIdisabled' }, 'InvalidAccessKeyId.Inactive'],
  [{ AccessKeyId: 'root' }, 'InvalidSecurityToken.MismatchWithAccessKey'],
  [{ SecurityToken: undefined }, 'InvalidTimeStamp.Format'],
  [{ Timestamp: '2020-01-01T00:00:00Z' }, 'InvalidTimeStamp.Expired'],
  [{ Timestamp: 'now' }, 'SignatureDoesNotMatch'],
  // The nonce of all those requests was not used up by any of them.
  [{ Signature: 'right' }, 'MissingParameter.RegionId'],
  [{ RegionId: 'x' }, 'SignatureNonceUsed'],
  [{ SignatureNonce: 'another' }, 'MissingSecurityGroupId'],
  [{ SecurityGroupId: 'x', SignatureNonce: 'a third' }, 'InvalidRegionId.NotFound'],
];
test('the faults of a request are told in the order of the gateway', async () => {
  let changes: Changes = {};
  for (const [mend, then] of mending) {
    changes = { ...changes, ...mend };
    const { method, twice, Signature, Timestamp, ...params } = changes;
    const time = Timestamp === 'now' ? {} : { Timestamp };
    const key = params.AccessKeyId === 'root' ? { AccessKeyId: gate.root.accessKeyId } : {};
    const request = v1(
      gate.root,
      { ...params, ...time, ...key },
      { method: method!, ...(Signature !== 'right' && { spoiled: { Signature } }) },
    );
    const answer = await send(twice ? { ...request, url: `${request.url}&A=1&A=2` } : request);
    assert.equal(answer.body.Code, then);
  }
});
