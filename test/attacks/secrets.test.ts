import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { encode, encodeTwice } from '#wire/encode.ts';
import type { Credentials } from '#wire/sign-request.ts';
import { makeFolder, type Started, sallyport, startServe } from '../cli/sallyport.ts';
import { type Answer, ask, type Params } from '../server.ts';

/**
 * A server of its own that logs all it can, with a secret of each kind made and used, rightly and wrongly; then all that came out of it is searched:
 * log, replies but the ones that give a secret out, pages, and the files that are not there to keep it.
 */
const masterKey = randomBytes(32).toString('base64');
const data = join(makeFolder(), 'data');
/** By name; each is searched for in all the ways it is written. */
const secrets = new Map<string, string>([['the master key', masterKey]]);
const heard: string[] = [];
let server: Started;
let log = '';
before(async () => {
  server = await startServe(['--log-level', 'debug'], { data, env: { SALLYPORT_MASTER_KEY: masterKey } });
  await walk();
  log = (await server.stop()).stderr;
});
after(() => server.stop());

const version = { ram: '2015-05-01', sts: '2015-04-01' };
async function call(credentials: Credentials, action: string, params: Params = {}, more: Parameters<typeof ask>[4] = {}): Promise<Answer> {
  const answer = await ask(server.endpoint, credentials, action, params, more);
  heard.push(answer.text, JSON.stringify(answer.headers));
  return answer;
}
/** An answer that gives a secret out: the rest of it is searched. */
async function giving(
  credentials: Credentials,
  action: string,
  params: Params,
  ...given: (readonly [name: string, of: (body: Answer['body']) => string])[]
) {
  const answer = await ask(server.endpoint, credentials, action, params);
  assert.equal(answer.status, 200, answer.text);
  let text = answer.text;
  for (const [name, of] of given) {
    const secret = of(answer.body);
    assert.ok(secret.length > 20, name);
    secrets.set(name, secret);
    text = text.replace(JSON.stringify(secret), '');
  }
  heard.push(text, JSON.stringify(answer.headers));
  return answer.body;
}

async function walk(): Promise<void> {
  const root = server.credentials;
  secrets.set('the secret of the first key', root.accessKeySecret);
  secrets.set('the private key of the CA', readFileSync(join(data, 'tls/ca-key.pem'), 'utf8'));
  secrets.set('the private key of the server', readFileSync(join(data, 'tls/server-key.pem'), 'utf8'));
  const other = await giving(root, 'CreateAccount', {}, ['the secret of another account', (body) => body.AccessKeySecret]);
  const stranger = { accessKeyId: other.AccessKeyId, accessKeySecret: other.AccessKeySecret };
  await call(root, 'CreateUser', { UserName: 'alice' });
  const { AccessKey } = await giving(root, 'CreateAccessKey', { UserName: 'alice' }, [
    'the secret of a user',
    (body) => body.AccessKey.AccessKeySecret,
  ]);
  const alice = { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret };
  await call(alice, 'DescribeVpcs');
  await call(root, 'AttachPolicyToUser', { UserName: 'alice', PolicyName: 'AdministratorAccess', PolicyType: 'System' });
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${server.credentials.accountId}:root`] } }];
  const { Role } = (
    await call(root, 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify({ Version: '1', Statement }) })
  ).body;
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { Credentials } = await giving(
    alice,
    'AssumeRole',
    { RoleArn: Role.Arn, RoleSessionName: 'me' },
    ['a session token', (body) => body.Credentials.SecurityToken],
    ['the secret of a session', (body) => body.Credentials.AccessKeySecret],
  );
  const session = {
    accessKeyId: Credentials.AccessKeyId,
    accessKeySecret: Credentials.AccessKeySecret,
    securityToken: Credentials.SecurityToken,
  };
  const pair = { KeyPairName: 'ops' };
  await giving(root, 'CreateKeyPair', pair, ['the private key of a key pair', (body) => body.PrivateKeyBody]);

  for (const signer of [root, stranger, alice, session]) {
    const wrong = { ...signer, accessKeySecret: 'guessed' };
    for (const scheme of ['v1', 'v3'] as const) {
      for (const format of ['JSON', 'XML'] as const) {
        for (const [action, params] of [
          ['DescribeRegions', {}],
          ['DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-none' }],
          ['CreateSecurityGroup', {}],
          ['DescribeVpcs', { PageSize: 'x' }],
          ['CreateKeyPair', pair],
          ['DescribeKeyPairs', {}],
          ['CreateHaVip', {}],
          ['NoSuchAction', {}],
        ] as const)
          await call(signer, action, params, { scheme, format });
        const { status, text } = await call(wrong, 'DescribeRegions', {}, { scheme, format });
        assert.equal(status, 400);
        assert.match(text, /SignatureDoesNotMatch/);
      }
    }
    await call(signer, 'DescribeRegions', {}, { now: 0 });
    await call(signer, 'ListAccessKeys', { UserName: 'alice' }, { version: version.ram });
    await call(signer, 'GetCallerIdentity', {}, { version: version.sts });
  }
  await call({ ...root, securityToken: session.securityToken }, 'DescribeRegions');
  await call({ ...session, securityToken: `${session.securityToken.slice(0, -4)}AAA=` }, 'DescribeRegions');
  await call(root, 'UpdateAccessKey', { UserName: 'alice', UserAccessKeyId: alice.accessKeyId, Status: 'Inactive' });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await call(alice, 'DescribeRegions');
  for (const path of [
    '/metrics',
    '/healthz',
    '/errors/SignatureDoesNotMatch',
    '/errors/InvalidSecurityToken.Malformed?requestId=x',
    '/no-such-path',
    '/?x',
  ])
    heard.push(await (await fetch(`http://${server.endpoint}${path}`, { headers: { accept: 'text/html' } })).text());
  heard.push(server.stdout().replace(/secret {2}\S+|_SECRET='[^']*'/g, ''));
}

/** A secret as it may be written: as it is, in JSON, in a URL, as V1 signs it, in base64 and in hexadecimal; of a key, each line of it. */
function formsOf(secret: string): readonly string[] {
  if (secret.includes('-----BEGIN')) {
    const lines = secret.split('\n').filter((line) => line.length > 40 && !line.includes('-----'));
    // The start of an RSA key and the end of an elliptic one are the public key.
    return lines.length > 10 ? lines.slice(8) : lines.slice(0, 2);
  }
  const bytes = Buffer.from(secret, 'base64');
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encode(secret),
    encodeTwice(secret),
    Buffer.from(secret).toString('base64'),
    bytes.toString('hex'),
  ];
  return [...new Set(forms)].filter((form) => form.length > 16);
}
const foundIn = (text: string, except: readonly string[] = []): readonly string[] =>
  [...secrets]
    .filter(([name, secret]) => !except.includes(name) && formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name);

test('a secret of each kind was made and used', () => {
  assert.equal(secrets.size, 9);
  assert.ok(heard.length > 200);
  assert.ok(log.split('\n').length > 100, 'the log is there');
  assert.deepEqual(foundIn(encodeTwice(secrets.get('a session token')!)), ['a session token'], 'the search finds what is there');
});

test('no secret is in the log, whatever its level, and each line is one line of JSON', () => {
  assert.deepEqual(foundIn(log), []);
  for (const line of log.trim().split('\n')) JSON.parse(line);
});

test('no secret is in a reply that is not there to give it, in an error, or on a page', () => {
  assert.deepEqual(
    heard.flatMap((text) => foundIn(text).map((name) => `${name} in ${text.slice(0, 200)}`)),
    [],
  );
});

test('no secret is in a file that is not its own', () => {
  const own: Readonly<Record<string, readonly string[]>> = {
    'credentials.json': ['the secret of the first key'],
    'master.key': ['the master key'],
    'tls/ca-key.pem': ['the private key of the CA'],
    'tls/server-key.pem': ['the private key of the server'],
  };
  const files = globSync('**/*', { cwd: data }).filter((file) => statSync(join(data, file)).isFile());
  assert.ok(files.includes('sallyport.db'), files.join(' '));
  for (const file of files) assert.deepEqual(foundIn(readFileSync(join(data, file), 'latin1'), own[file]), [], file);
  assert.match(secrets.get('the private key of the CA')!, /ENCRYPTED PRIVATE KEY/);
});

for (const [title, url] of [
  ['nobody listens', 'postgres://sally:PASSWORD@127.0.0.1:1/db'],
  ['a password with an @', 'postgres://sally:a@PASSWORD@127.0.0.1:1/db'],
  ['a password with a slash', 'postgres://sally:PASSWORD/x@127.0.0.1:1/db'],
  ['a password with a question mark', 'postgres://sally:PASSWORD?x@127.0.0.1:1/db'],
  ['a password of digits and a slash', 'postgres://sally:123/PASSWORD@127.0.0.1:1/db'],
  ['a password among the parameters', 'postgres://127.0.0.1:1/db?user=sally&password=PASSWORD'],
  ['another scheme', 'mysql://sally:PASSWORD@127.0.0.1:1/db'],
  ['a port that is none', 'postgres://sally:PASSWORD@127.0.0.1:x/db'],
  ['a percent sign that is none', 'postgres://sally:PASSWORD%ZZ@127.0.0.1:1/db'],
] as const)
  test(`the password of a database is not told: ${title}`, async () => {
    const password = 'Qhardly7guessable';
    const env = { SALLYPORT_DATABASE_URL: url.replace('PASSWORD', password) };
    const { code, stdout, stderr } = await sallyport(['serve', '--data', makeFolder(), '--port', '0', '--log-level', 'debug'], { env });
    assert.equal(code, 1, stdout + stderr);
    assert.ok(!(stdout + stderr).includes(password), stdout + stderr);
  });
