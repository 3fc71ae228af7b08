import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { accessKeyKey, root } from '#domain/finding.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { keyV1, signV1, stringToSignV1 } from '#wire/sign-v1.ts';
import { type Answer, ask, sendRaw, startServer } from '../server.ts';
import { type Plain, type Signer, v1, v3 } from './requests.ts';
import { done, newAccount, P } from './world.ts';

const page = async (endpoint: string, path: string) => {
  const answer = await fetch(`http://${endpoint}${path}`);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

test('/healthz says that requests can be served and stored', async () => {
  const server = await startServer();
  try {
    assert.deepEqual(await page(server.endpoint, '/healthz'), {
      status: 200,
      type: 'application/json;charset=utf-8',
      text: '{"status":"ok","store":"sqlite"}',
    });
  } finally {
    await server.stop();
  }
});

test('what is served nowhere is 404 in JSON', async () => {
  const server = await startServer();
  try {
    for (const path of ['/nope', '/healthz/', '/HEALTHZ', '/metrics/x', '//healthz', '/errors', '/../healthz']) {
      const { status, type, text } = await page(server.endpoint, path === '/../healthz' ? '/%2e%2e%2fhealthz' : path);
      assert.deepEqual([status, type], [404, 'application/json;charset=utf-8'], path);
      assert.equal(JSON.parse(text).Code, 'InvalidApi.NotFound', path);
    }
  } finally {
    await server.stop();
  }
});

/** The samples of a metric: labels -> value. */
const samples = (text: string, name: string): Record<string, number> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))].map(([, labels = '', value]) => [labels, Number(value)]),
  );

test('/metrics counts requests by action, code and status, and nothing that a client makes up', async () => {
  const server = await startServer();
  try {
    const { accessKeyId } = server.running.credentials;
    await server.root('DescribeRegions');
    await server.root('DescribeRegions', {}, { scheme: 'v1', format: 'XML' });
    await server.root('RevokeSecurityGroupEgress', { SecurityGroupId: 'sg-none', ...P() });
    await server.root('RevokeSecurityGroupEgress', { SecurityGroupId: '***', ...P() });
    await server.root('CreateHaVip');
    await server.root('CreateHaVip');
    await server.root('Made"Up\n{}', {}, { scheme: 'v1' });
    await ask(server.endpoint, { accessKeyId, accessKeySecret: 'x' }, 'DescribeRegions');
    await page(server.endpoint, '/healthz');
    const { status, type, text } = await page(server.endpoint, '/metrics');
    assert.deepEqual([status, type], [200, 'text/plain; version=0.0.4; charset=utf-8']);
    assert.deepEqual(samples(text, 'sallyport_requests_total'), {
      'action="DescribeRegions",code="",status="200"': 2,
      'action="RevokeSecurityGroupEgress",code="InvalidSecurityGroupId.NotFound",status="404"': 1,
      'action="RevokeSecurityGroupEgress",code="InvalidSecurityGroupId.Malformed",status="400"': 1,
      'action="CreateHaVip",code="Sallyport.NotImplemented",status="400"': 2,
      'action="",code="InvalidAction.NotFound",status="404"': 1,
      'action="DescribeRegions",code="SignatureDoesNotMatch",status="400"': 1,
    });
    const buckets = Object.values(samples(text, 'sallyport_request_duration_seconds_bucket'));
    assert.equal(buckets.at(-1), 8);
    assert.deepEqual(
      buckets,
      [...buckets].sort((a, b) => a - b),
      'buckets are cumulative',
    );
    assert.equal(samples(text, 'sallyport_request_duration_seconds_count')[''], 8);
    assert.equal(samples(text, 'sallyport_store_writable')[''], 1);
    for (const line of text.trimEnd().split('\n')) assert.match(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\\]*",?)*\})? [0-9.e+-]+)$/);

    const changes = async () => samples((await page(server.endpoint, '/metrics')).text, 'sallyport_changes')[''];
    const before = await changes();
    await done(server.root('CreateAccount'));
    assert.equal(await changes(), before! + 1);
  } finally {
    await server.stop();
  }
});

type Line = { readonly requestId: string; readonly [name: string]: unknown };

test('the log has one line a request, and none for a page', async () => {
  const server = await startServer();
  try {
    const { keys, id } = await newAccount(server);
    const { accessKeyId, accountId } = server.running.credentials;
    const answers: readonly (readonly [Answer, Partial<Line>])[] = [
      [await server.root('DescribeRegions'), { action: 'DescribeRegions', status: 200, code: '', account: accountId, keyId: accessKeyId }],
      [
        await server.clientOf(keys)('CreateAccount'),
        { action: 'CreateAccount', status: 403, code: 'Forbidden.Unauthorized', account: id, keyId: keys.accessKeyId },
      ],
      [
        await server.root('RevokeSecurityGroupEgress', { SecurityGroupId: 'sg-none', ...P() }),
        {
          action: 'RevokeSecurityGroupEgress',
          status: 404,
          code: 'InvalidSecurityGroupId.NotFound',
          account: accountId,
          keyId: accessKeyId,
        },
      ],
      [
        await ask(server.endpoint, { accessKeyId, accessKeySecret: 'x' }, 'DescribeRegions'),
        { action: 'DescribeRegions', status: 400, code: 'SignatureDoesNotMatch', account: '', keyId: '' },
      ],
      [await server.root('NoSuch'), { action: '', status: 404, code: 'InvalidAction.NotFound', account: '', keyId: '' }],
    ];
    for (const path of ['/healthz', '/metrics', '/errors/Nope', '/nope']) await page(server.endpoint, path);
    const lines = server.log.filter(({ level }) => level === 'info').map(({ fields }) => fields as Line);
    assert.equal(lines.length, answers.length + 1, 'of the account that was made there is one, too');
    for (const [answer, expected] of answers) {
      const requestId = /[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/.exec(String(answer.headers['x-acs-request-id']))?.[0];
      const [line, ...more] = lines.filter((one) => one.requestId === requestId);
      assert.equal(more.length, 0);
      const { requestId: _, from, ms, ...rest } = line!;
      assert.deepEqual(rest, expected);
      assert.equal(from, '127.0.0.1');
      assert.ok(typeof ms === 'number' && ms >= 0);
    }
  } finally {
    await server.stop();
  }
});

test('a fault of the server is told to the log under the ID of the request, and to the client without its cause', async () => {
  const server = await startServer();
  try {
    const { keys } = await newAccount(server);
    await server.running.close();
    const store = openStore(server.data);
    await store.write({
      origin: { requestId: '', account: '', by: '', from: '', action: '', at: Date.now(), keyId: '', nonce: '' },
      deadline: Number.POSITIVE_INFINITY,
      *decide() {
        const { head } = (yield* root(accessKeyKey(keys.accessKeyId)))!;
        return { reply: {}, effects: [{ put: accessKeyKey(keys.accessKeyId), head: { ...head, sealed: 'AAAA' } }] };
      },
    });
    await store.close();
    await server.restart();
    const { status, body, text } = await server.clientOf(keys)('DescribeRegions');
    assert.deepEqual([status, body.Code], [500, 'InternalError']);
    assert.doesNotMatch(text, /tag|cipher|crypto|node:|\.ts/i);
    const [fault, ...more] = server.log.filter(({ level }) => level === 'error');
    assert.equal(more.length, 0);
    const { requestId, err } = fault!.fields as { requestId: string; err: Error };
    assert.equal(requestId, body.RequestId);
    assert.ok(err instanceof Error && err.stack);
  } finally {
    await server.stop();
  }
});

test('no answer to a wrong signature holds the right one', async () => {
  const server = await startServer();
  try {
    const signer: Signer = { ...server.running.credentials, endpoint: server.endpoint };
    const right = v3(signer, { 'x-acs-signature-nonce': 'n' });
    const signature = /Signature=(\w+)/.exec(right.headers.authorization!)![1]!;
    const wrong = {
      ...right,
      headers: { ...right.headers, authorization: right.headers.authorization!.replace(signature, '0'.repeat(64)) },
    };
    const answer = await sendRaw(server.endpoint, wrong);
    assert.equal(answer.body.Code, 'SignatureDoesNotMatch');
    assert.equal(answer.text.includes(signature), false);

    const request = v1(signer, {}, { spoiled: { Signature: 'x' } });
    const refused = await sendRaw(server.endpoint, request);
    const text = stringToSignV1('POST', new URL(`http://h${request.url}`).searchParams as unknown as Map<string, string>);
    assert.ok(refused.body.Message.endsWith(text));
    assert.equal(refused.text.includes(signV1(keyV1(signer.accessKeySecret), text)), false);
    assert.equal(inspect(server.log, { depth: 9 }).includes(signature), false);
  } finally {
    await server.stop();
  }
});

test('the log of a server holds neither secrets nor signatures, and a line of JSON a request', { timeout: 20_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'sallyport-log-'));
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', data, '--log-level', 'trace'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      log += text;
    });
    let said = '';
    for await (const text of child.stdout.setEncoding('utf8')) {
      said += text;
      if (/Terraform[\s\S]*}/.test(said)) break;
    }
    const endpoint = `127.0.0.1:${/http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]}`;
    const credentials = JSON.parse(readFileSync(join(data, 'credentials.json'), 'utf8'));
    const signer: Signer = { ...credentials, endpoint };
    const made = await done(ask(endpoint, credentials, 'CreateAccount'));
    const second: Signer = { accessKeyId: made.AccessKeyId, accessKeySecret: made.AccessKeySecret, endpoint };
    const requests: readonly Plain[] = [
      v1(signer, { Action: 'CreateSecurityGroup' }, { form: { RegionId: 'cn-hangzhou' } }),
      v3(signer, { 'x-acs-action': 'DescribeSecurityGroups' }, { query: { RegionId: 'cn-hangzhou' } }),
      v1(second),
      v3(second),
      v1({ ...signer, accessKeySecret: 'wrong' }),
      v3({ ...signer, accessKeySecret: 'wrong' }),
      v1(signer, { SecurityToken: 'a-token-that-was-sent' }),
      v1(signer, {
        Action: 'RevokeSecurityGroupEgress',
        RegionId: 'cn-hangzhou',
        SecurityGroupId: '***',
        Description: 'a text of a client',
      }),
      v1(signer, {}, { method: 'PUT' }),
      v1(signer, { Format: 'YAML' }),
    ];
    const ids = new Set([made.RequestId]);
    for (const request of [...requests, requests[0]!]) ids.add((await sendRaw(endpoint, request)).headers['x-acs-request-id']);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);

    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const logged = lines.filter(({ msg }) => msg === 'request').map(({ requestId }) => requestId);
    assert.deepEqual(logged.sort(), [...ids].sort());
    const signatures = requests.map(
      ({ url, headers }) => headers.authorization?.split('Signature=')[1] ?? new URL(`http://h${url}`).searchParams.get('Signature')!,
    );
    const secrets = [
      ...[
        credentials.accessKeySecret,
        made.AccessKeySecret,
        readFileSync(join(data, 'master.key'), 'utf8').trim(),
        'a-token-that-was-sent',
      ],
      ...signatures,
      'a text of a client',
      'ACS3-HMAC-SHA256',
    ];
    for (const secret of secrets) {
      assert.ok(secret.length >= 16, secret);
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        assert.equal(log.includes(form), false, form);
    }
    assert.ok(log.includes(credentials.accessKeyId), 'who asked is there');
  } finally {
    child.kill('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
});
