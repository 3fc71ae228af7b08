import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request as requestTls } from 'node:https';
import { after, before, test } from 'node:test';
import { clientError } from '#server/status.ts';
import { type Answer, sendRaw, startServer, type TestServer } from '../server.ts';
import { chunk, lastHeadOf, type Plain, type Signer, speak, unescapeXml, v1, v3 } from './requests.ts';
import { newGroup } from './world.ts';

let server: TestServer;
let signer: Signer;
let group: string;
before(async () => {
  server = await startServer();
  signer = { ...server.running.credentials, endpoint: server.endpoint };
  await newGroup(server.root);
  group = await newGroup(server.root, tag);
});
after(() => server.stop());

const send = (request: Plain): Promise<Answer> => sendRaw(signer.endpoint, request);
const FORM = 'application/x-www-form-urlencoded';
/** Finds one group of two by an odd tag: what is answered tells what was read. Some clients leave characters of it as they are. */
const tag = { 'Tag.1.Key': "a b!'()*~+é" };
const region = { RegionId: 'cn-hangzhou' };
const echo = { Action: 'DescribeSecurityGroups', ...tag };
const list = { 'x-acs-action': 'DescribeSecurityGroups' };

/** The body in two chunks. */
const chunked = (request: Plain): string =>
  lastHeadOf(request, ['Transfer-Encoding: chunked']) + chunk(request.body.slice(0, 3)) + chunk(request.body.slice(3)) + chunk('');
const statusOf = (reply: string): string => /^HTTP\/1\.1 (\d+)/.exec(reply)?.[1] ?? reply;

const form = { form: region };
const accepted: readonly (readonly [title: string, request: () => Plain])[] = [
  ['V1 by GET', () => v1(signer, { ...echo, ...region }, { method: 'GET' })],
  ['V1 by POST, all in the query', () => v1(signer, { ...echo, ...region })],
  ['V1 by POST, query and form', () => v1(signer, { Action: echo.Action, ...region }, { form: tag })],
  ['V1 by POST, all in the form', () => inBody(v1(signer, { ...echo, ...region }))],
  ['ACS3 by GET', () => v3(signer, list, { method: 'GET', query: { ...tag, ...region } })],
  ['ACS3 by POST, all in the query', () => v3(signer, list, { query: { ...tag, ...region } })],
  ['ACS3 by POST, all in the form', () => v3(signer, list, { form: { ...tag, ...region } })],
  ['ACS3 by POST, query and form', () => v3(signer, list, { query: tag, form: region })],
  ['V1, an empty body with the type of a form', () => v1(signer, { ...echo, ...region }, { headers: { 'content-type': FORM } })],
  ['ACS3, an empty body with the type of a form', () => v3(signer, { ...list, 'content-type': FORM }, { query: { ...tag, ...region } })],
  ['a form with a character set', () => v1(signer, echo, { ...form, headers: { 'content-type': `${FORM}; charset=utf-8` } })],
  ['a form whose type is in capitals', () => v1(signer, echo, { ...form, headers: { 'content-type': FORM.toUpperCase() } })],
  ['a form without a type', () => without(v1(signer, echo, form), 'content-type')],
  ['one value in query and form counts once', () => v1(signer, { ...echo, ...region }, form)],
  ['5000 parameters', () => filled(5000)],
  ['a name with six levels', () => v1(signer, { ...echo, ...region, 'A.1.B.1.C.1': 'x' })],
  ['a body of 1 MiB', () => v1(signer, echo, { form: { ...region, A: 'x'.repeat(1024 * 1024 - 'RegionId=cn-hangzhou&A='.length) } })],
  [
    'V1 beside x-acs headers that say otherwise',
    () => v1(signer, { ...echo, ...region }, { headers: { 'x-acs-action': 'RunInstances', 'x-acs-version': 'x' } }),
  ],
  [
    'ACS3 beside parameters that say otherwise',
    () => v3(signer, list, { query: { ...tag, ...region, Action: 'RunInstances', Version: 'x' } }),
  ],
  ['V1, SignatureMethod left to its default', () => v1(signer, { ...echo, ...region, SignatureMethod: undefined })],
  ['V1, an empty SignatureType, which is signed', () => v1(signer, { ...echo, ...region, SignatureType: '' })],
  ['a time with a fraction', () => v1(signer, { ...echo, ...region, Timestamp: new Date().toISOString() })],
  ['V1, characters that some clients leave as they are', () => raw(v1(signer, { ...echo, ...region }))],
  ['ACS3, characters that some clients leave as they are', () => raw(v3(signer, list, { query: { ...tag, ...region } }))],
  ['V1, a plus for a space', () => plus(v1(signer, { ...echo, ...region }))],
  ['ACS3, a plus for a space', () => plus(v3(signer, list, { query: { ...tag, ...region } }))],
  ['V1, a plus for a space in the form', () => plus(v1(signer, { Action: echo.Action, ...region }, { form: tag }))],
  [
    'V1, a signature whose plus has become a space',
    () => withPlus((request) => ({ ...request, url: request.url.replace(/(Signature=[^&]*)%2B/, '$1+') })),
  ],
];
const raw = (request: Plain): Plain => ({
  ...request,
  url: request.url.replace(/%(21|27|28|29|2A)/g, (one) => decodeURIComponent(one)),
});
const plus = ({ url, body, ...request }: Plain): Plain => ({
  ...request,
  url: url.replaceAll('%20', '+'),
  body: body.replaceAll('%20', '+'),
});
/** With so many parameters in all. */
function filled(count: number): Plain {
  const params = { ...echo, ...region };
  const left = count - [...new URL(`http://h${v1(signer, params).url}`).searchParams].length;
  return v1(signer, params, { form: Object.fromEntries(Array.from({ length: left }, (_, i) => [`A.${i}`, 'x'])) });
}
const inBody = (request: Plain): Plain => ({
  ...request,
  url: '/',
  body: request.url.slice(2),
  headers: { ...request.headers, 'content-type': FORM },
});
const without = (request: Plain, name: string): Plain => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([one]) => one !== name)),
});
function withPlus(change: (request: Plain) => Plain): Plain {
  for (let i = 0; i < 1000; i++) {
    const request = v1(signer, { ...echo, ...region });
    if (/Signature=[^&]*%2B/.test(request.url)) return change(request);
  }
  return assert.fail('no signature with a plus');
}
for (const [title, request] of accepted) {
  test(`${title} is accepted`, async () => {
    const { status, text } = await send(request());
    assert.equal(status, 200, text);
    assert.deepEqual(
      JSON.parse(text).SecurityGroups.SecurityGroup.map((one: { SecurityGroupId: string }) => one.SecurityGroupId),
      [group],
    );
  });
}

for (const [title, request] of [
  ['V1', () => v1(signer, { Action: echo.Action }, { form: { ...region, ...tag } })],
  ['ACS3', () => v3(signer, list, { form: { ...region, ...tag } })],
] as const) {
  test(`${title}: a chunked body is read whole`, async () => {
    const reply = await speak(signer.endpoint, chunked(request()));
    assert.equal(statusOf(reply), '200');
    assert.deepEqual(
      [...reply.matchAll(/"SecurityGroupId":"([^"]+)"/g)].map(([, id]) => id),
      [group],
    );
  });
}

test('a body over 1 MiB is refused whether its length is told or not', async () => {
  const request = v1(signer, echo, { form: { ...region, A: 'x'.repeat(1024 * 1024) } });
  assert.equal((await send(request)).status, 413);
  assert.equal(statusOf(await speak(signer.endpoint, chunked(request))), '413');
});

test('a body that is no form holds no parameters', async () => {
  const answer = await send(v1(signer, { ...echo, RegionId: undefined }, { headers: { 'content-type': 'application/json' } }));
  assert.equal(answer.body.Code, 'MissingParameter.RegionId');
  const request = { ...v1(signer, echo, { headers: { 'content-type': 'application/json' } }), body: 'RegionId=cn-hangzhou' };
  assert.equal((await send(request)).body.Code, 'MissingParameter.RegionId');
});

const formats: readonly (readonly [title: string, request: () => Plain, format: 'JSON' | 'XML'])[] = [
  ['V1 without Format', () => v1(signer, { Format: undefined }), 'XML'],
  ['V1 without Format, accepting JSON', () => v1(signer, { Format: undefined }, { headers: { accept: 'application/json' } }), 'JSON'],
  ['V1 with an empty Format', () => v1(signer, { Format: '' }), 'XML'],
  ['V1 with Format=json', () => v1(signer, { Format: 'json' }), 'JSON'],
  ['V1 with Format=xml', () => v1(signer, { Format: 'xml' }), 'XML'],
  ['Format before what is accepted', () => v1(signer, { Format: 'XML' }, { headers: { accept: 'application/json' } }), 'XML'],
  ['ACS3', () => v3(signer), 'JSON'],
  ['ACS3 accepting anything', () => v3(signer, {}, { headers: { accept: '*/*' } }), 'JSON'],
  ['ACS3 accepting nothing in particular', () => without(v3(signer), 'accept'), 'JSON'],
  ['ACS3 accepting XML', () => v3(signer, {}, { headers: { accept: 'application/xml' } }), 'XML'],
  ['ACS3 accepting both', () => v3(signer, {}, { headers: { accept: 'text/xml, application/json' } }), 'JSON'],
  ['ACS3 with Format=XML', () => v3(signer, {}, { query: { Format: 'XML' } }), 'XML'],
];
for (const [title, request, format] of formats) {
  test(`${title} is answered in ${format}`, async () => {
    const { status, headers, text } = await send(request());
    assert.equal(status, 200, text);
    assert.equal(headers['content-type'], format === 'JSON' ? 'application/json;charset=utf-8' : 'text/xml;charset=utf-8');
    assert.match(
      text,
      format === 'JSON' ? /^\{.*"RequestId":/s : /^<\?xml version="1.0" encoding="UTF-8"\?><DescribeRegionsResponse>.*<RequestId>/s,
    );
  });
}

for (const host of ['evil"><script>', '<img>', 'a b', 'a/b?c=d', "a'b", `${'x'.repeat(256)}`, '{}', '%0d%0a', 'é', '']) {
  test(`the Host ${JSON.stringify(host.slice(0, 20))} is put into no link`, async () => {
    const reply = await speak(signer.endpoint, `GET /?Format=JSON HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const { HostId, Recommend } = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
    assert.equal(HostId, 'localhost');
    assert.match(Recommend, /^http:\/\/localhost\/errors\/MissingVersion\?requestId=/);
    const regions = await send(v3(signer, { host }));
    if (regions.status === 200) assert.equal(regions.body.Regions.Region[0].RegionEndpoint, 'localhost');
  });
}

test('over TLS a link is one of TLS', async () => {
  const { port, caFile } = server.running;
  const text = await new Promise<string>((resolve, reject) => {
    const req = requestTls({ host: '127.0.0.1', port, path: '/?Format=JSON', ca: readFileSync(caFile ?? ''), agent: false }, (res) => {
      let all = '';
      res.setEncoding('utf8').on('data', (part) => {
        all += part;
      });
      res.on('end', () => resolve(all));
    });
    req.on('error', reject).end();
  });
  assert.match(JSON.parse(text).Recommend, new RegExp(`^https://127\\.0\\.0\\.1:${port}/errors/MissingVersion\\?`));
});

test('HEAD is refused without a body', async () => {
  const reply = await speak(signer.endpoint, lastHeadOf(v1(signer, {}, { method: 'HEAD' })));
  assert.equal(statusOf(reply), '403');
  assert.ok(reply.endsWith('\r\n\r\n'));
});

const nonsense: readonly (readonly [title: string, bytes: string, status: string, code: string])[] = [
  ['what is no HTTP', 'HELO there\r\n\r\n', '400', 'InvalidRequest'],
  ['a request without Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', '400', 'InvalidRequest'],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', '400', 'InvalidRequest'],
  ['a head over the limit', `GET /?${'x'.repeat(1_200_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, '413', 'RequestEntityTooLarge'],
];
for (const [title, bytes, status, code] of nonsense) {
  test(`${title} is refused in JSON`, async () => {
    const reply = await speak(signer.endpoint, bytes);
    assert.equal(statusOf(reply), status);
    assert.match(reply, /\r\nContent-Type: application\/json;charset=utf-8\r\n/);
    const body = JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
    assert.equal(body.Code, code);
    assert.match(body.RequestId, /^[0-9A-F-]{36}$/);
    assert.doesNotMatch(body.Message, /%s/);
  });
}

test('what stalls is told that it was too slow', () => {
  const { status, text } = clientError('timeout');
  assert.deepEqual(
    [status, JSON.parse(text).Code, JSON.parse(text).Message],
    [408, 'RequestTimeout', 'The request did not arrive in time.'],
  );
});

test('requests that share a connection are answered one after the other', async () => {
  const requests = [v1(signer, { ...echo, ...region }), v3(signer), v1(signer, { Action: 'NoSuchAction' })];
  const heads = requests.map((one) => lastHeadOf(one, ['Content-Length: 0']));
  const reply = await speak(signer.endpoint, heads.map((head, i) => (i < 2 ? head.replace('Connection: close\r\n', '') : head)).join(''));
  assert.deepEqual(
    [...reply.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '200', '404'],
  );
  const ids = [...reply.matchAll(/x-acs-request-id: (\S+)\r\n/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, 3);
  for (const id of ids) assert.ok(reply.includes(`"RequestId":"${id}"`));
});

test('a text comes back as it was sent, in either format', async () => {
  const Description = `a <&>"']]> é \u{1f600}\t\r\n`;
  const SecurityGroupId = await newGroup(server.root, { Description });
  const json = await server.root('DescribeSecurityGroupAttribute', { SecurityGroupId });
  assert.equal(json.body.Description, Description);
  const xml = await server.root('DescribeSecurityGroupAttribute', { SecurityGroupId }, { format: 'XML' });
  assert.equal(unescapeXml(/<Description>(.*?)<\/Description>/s.exec(xml.text)?.[1] ?? ''), Description);
});
