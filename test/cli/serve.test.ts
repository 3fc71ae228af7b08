import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { ask } from '../server.ts';
import { bounded, makeFolder, sallyport, startServe } from './sallyport.ts';

const serve = (data: string, ...words: string[]) => sallyport(['serve', '--data', data, '--port', '0', ...words]);

test('the first start prints the key, where it is kept, the CA, and lines to paste for every client', bounded, async () => {
  const server = await startServe();
  const { accountId, accessKeyId, accessKeySecret } = server.credentials;
  const text = server.stdout();
  await server.stop();
  assert.match(accountId, /^\d{16}$/);
  assert.ok(text.startsWith(`Sallyport listens on http://${server.endpoint} and https://${server.endpoint}\n`), text);
  for (const line of [
    `account            ${accountId}`,
    `access key id      ${accessKeyId}`,
    `access key secret  ${accessKeySecret}`,
    `kept in            ${join(server.data, 'credentials.json')} (the secret is printed this once)`,
    `CA for HTTPS       ${join(server.data, 'tls/ca.pem')}`,
    `  export ALIBABA_CLOUD_ACCESS_KEY_ID='${accessKeyId}' ALIBABA_CLOUD_ACCESS_KEY_SECRET='${accessKeySecret}'`,
    `  export SSL_CERT_FILE='${join(server.data, 'tls/bundle.pem')}' NODE_EXTRA_CA_CERTS='${join(server.data, 'tls/ca.pem')}'`,
    'TypeScript (@alicloud/ecs20140526)',
    `    endpoint: '${server.endpoint}', protocol: 'http', regionId: 'cn-hangzhou',`,
    'Python (alibabacloud_ecs20140526)',
    `  config = Config(endpoint='${server.endpoint}', protocol='http', region_id='cn-hangzhou',`,
    'Go (github.com/alibabacloud-go/ecs-20140526)',
    `  config.SetEndpoint("${server.endpoint}").SetProtocol("http").SetRegionId("cn-hangzhou")`,
    `  aliyun ecs DescribeSecurityGroups --endpoint ${server.endpoint} --insecure --region cn-hangzhou`,
    '  provider "alicloud" {',
    `      ecs      = "${server.endpoint}"`,
  ]) {
    assert.ok(text.split('\n').includes(line), `${line}\nis not in\n${text}`);
  }
});

test('credentials.json holds the account and its key, for its owner alone', bounded, async () => {
  const server = await startServe();
  await server.stop();
  const file = join(server.data, 'credentials.json');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(server.data, 'master.key')).mode & 0o777, 0o600);
  assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8'))), ['accountId', 'accessKeyId', 'accessKeySecret']);
});

test('a second start keeps account and key and does not print the secret', bounded, async () => {
  const first = await startServe();
  await first.stop();
  const second = await startServe([], { data: first.data });
  const listed = await second.run('account', 'list', '--output', 'json');
  const { code, stdout } = await second.stop();
  assert.equal(code, 0);
  assert.equal(
    stdout,
    `Sallyport listens on http://${second.endpoint} and https://${second.endpoint}\nThe access key is in ${join(first.data, 'credentials.json')}\n`,
  );
  assert.deepEqual(second.credentials, first.credentials);
  assert.deepEqual(
    JSON.parse(listed.stdout).map((row: { AccountId: string }) => row.AccountId),
    [first.credentials.accountId],
  );
});

test('--output json prints one line, with the secret at the first start alone', bounded, async () => {
  const first = await startServe(['--output', 'json']);
  const { stdout } = await first.stop();
  assert.deepEqual(JSON.parse(stdout), {
    endpoint: first.endpoint,
    http: `http://${first.endpoint}`,
    https: `https://${first.endpoint}`,
    ...first.credentials,
    credentialsFile: join(first.data, 'credentials.json'),
    caFile: join(first.data, 'tls/ca.pem'),
    bundleFile: join(first.data, 'tls/bundle.pem'),
  });
  const second = await startServe(['--output', 'json'], { data: first.data });
  const again = JSON.parse((await second.stop()).stdout);
  assert.equal(again.accessKeyId, first.credentials.accessKeyId);
  assert.ok(!('accessKeySecret' in again));
});

const chosen = { accountId: '1234567890123456', accessKeyId: 'testid', accessKeySecret: 'testsecret' };

test('flags choose the first account and its key', bounded, async () => {
  const server = await startServe([
    '--account-id',
    chosen.accountId,
    '--access-key-id',
    chosen.accessKeyId,
    '--access-key-secret',
    chosen.accessKeySecret,
  ]);
  assert.deepEqual(server.credentials, chosen);
  assert.equal((await server.run('call', 'DescribeRegions')).code, 0);
  await server.stop();
});

test('the environment chooses them too, and a flag wins over it', bounded, async () => {
  const env = {
    SALLYPORT_ACCOUNT_ID: chosen.accountId,
    SALLYPORT_ACCESS_KEY_ID: 'other',
    SALLYPORT_ACCESS_KEY_SECRET: chosen.accessKeySecret,
  };
  const server = await startServe(['--access-key-id', chosen.accessKeyId], { env });
  await server.stop();
  assert.deepEqual(server.credentials, chosen);
});

test('a key that is given later is added and written to credentials.json; the old one still signs', bounded, async () => {
  const first = await startServe();
  const old = first.credentials;
  await first.stop();
  const second = await startServe(['--access-key-id', 'testid', '--access-key-secret', 'testsecret'], { data: first.data });
  assert.deepEqual(second.credentials, { ...chosen, accountId: old.accountId });
  const withOld = ['--access-key-id', old.accessKeyId, '--access-key-secret', old.accessKeySecret];
  assert.equal((await second.run('call', 'DescribeRegions', ...withOld)).code, 0);
  assert.equal((await second.run('call', 'DescribeRegions')).code, 0);
  assert.match((await second.stop()).stdout, /access key secret {2}testsecret/);
});

const vpcsOf = (text: string) => JSON.parse(text).Vpcs.Vpc.map((vpc: { VpcName: string }) => vpc.VpcName);

test('a region has a default VPC when it is first used, with --seed none it has nothing', bounded, async () => {
  const [seeded, bare] = await Promise.all([startServe(), startServe(['--seed', 'none'])]);
  const [some, none] = await Promise.all([seeded, bare].map((server) => server.run('call', 'DescribeVpcs')));
  await Promise.all([seeded.stop(), bare.stop()]);
  assert.equal(vpcsOf(some!.stdout).length, 1);
  assert.deepEqual(vpcsOf(none!.stdout), []);
});

const asked: readonly (readonly [output: string, words: readonly string[], last: string])[] = [
  ['in words', [], 'Asked for, but not implemented (action, requests):\n  CreateHaVip           2\n  DescribeEipAddresses  1\n'],
  ['as JSON', ['--output', 'json'], '{"notImplemented":{"CreateHaVip":2,"DescribeEipAddresses":1}}\n'],
];
for (const [output, words, last] of asked) {
  test(`at its end it says what was asked for and is not there, ${output}`, bounded, async () => {
    const server = await startServe(words);
    for (const action of ['CreateHaVip', 'DescribeEipAddresses', 'CreateHaVip', 'DescribeRegions', 'NoSuchAction'])
      await ask(server.endpoint, server.credentials, action);
    const { code, stdout } = await server.stop();
    assert.equal(code, 0);
    assert.ok(stdout.endsWith(`\n${last}`), stdout);
  });
}

test('--missing-rule says what a revoke of an unknown rule answers', bounded, async () => {
  for (const [mode, code, printed] of [
    ['error', 1, 'InvalidSecurityGroupRule.RuleNotExist: '],
    ['documented', 0, '{"RequestId"'],
    ['ignore', 0, '{"RequestId"'],
  ] as const) {
    const server = await startServe([], { env: { SALLYPORT_MISSING_RULE: mode } });
    const made = JSON.parse((await server.run('call', 'CreateSecurityGroup', '--output', 'json')).stdout);
    const rule = JSON.stringify([{ IpProtocol: 'TCP', PortRange: '22/22', DestCidrIp: '10.0.0.0/8', Policy: 'accept' }]);
    const words = ['call', 'RevokeSecurityGroupEgress', '--SecurityGroupId', made.SecurityGroupId, '--Permissions', rule];
    const ended = await server.run(...words, '--output', mode === 'error' ? 'text' : 'json');
    await server.stop();
    assert.equal(ended.code, code, mode);
    assert.ok((ended.stdout + ended.stderr).startsWith(printed), ended.stdout + ended.stderr);
  }
});

test('the certificate is for localhost, 127.0.0.1, ::1 and --tls-names', bounded, async () => {
  const server = await startServe(['--tls-names', 'sally.example,10.9.8.7']);
  const [host, port] = server.endpoint.split(':') as [string, string];
  const names = await new Promise<string | undefined>((resolve, reject) => {
    const socket = connect({ host, port: Number(port), ca: server.ca, servername: 'sally.example' }, () => {
      resolve(socket.getPeerCertificate().subjectaltname);
      socket.destroy();
    });
    socket.on('error', reject);
  });
  await server.stop();
  assert.equal(names, 'DNS:localhost, DNS:sally.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:10.9.8.7');
});

test('a second server on the same folder says so and ends; the first one serves on', bounded, async () => {
  const server = await startServe();
  const second = await serve(server.data);
  assert.deepEqual(second, {
    code: 1,
    stdout: '',
    stderr: `Another Sallyport server is using the data folder ${server.data}. Stop it, or choose another folder with --data.\n`,
  });
  assert.equal((await server.run('call', 'DescribeRegions')).code, 0);
  await server.stop();
});

test('a port in use is told in words', bounded, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const ended = await sallyport(['serve', '--data', join(makeFolder(), 'data'), '--port', String(port)]);
  taken.close();
  assert.deepEqual(ended, {
    code: 1,
    stdout: '',
    stderr: `Port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another port with --port.\n`,
  });
});

// The account is made before the port is opened: whoever starts again must find its key.
test('a first start that cannot listen leaves the key in credentials.json', bounded, async () => {
  const data = join(makeFolder(), 'data');
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  await sallyport(['serve', '--data', data, '--port', String((taken.address() as { port: number }).port)]);
  taken.close();
  const server = await startServe([], { data });
  const ended = await server.run('call', 'DescribeRegions');
  await server.stop();
  assert.equal(ended.code, 0, ended.stderr);
});

const folder = makeFolder();
const used = join(folder, 'used');
const key = Buffer.alloc(32, 1).toString('base64');
const otherKey = Buffer.alloc(32, 2).toString('base64');
await (await startServe(['--master-key', key], { data: used })).stop();
const doesNotOpen =
  'The master key does not open the secrets in this data folder: restore its master.key, or set SALLYPORT_MASTER_KEY to the key they were sealed with.\n';

const refusals: readonly (readonly [title: string, words: readonly string[], stderr: string | RegExp])[] = [
  ['a data folder without its master key', [], doesNotOpen],
  ['another master key', ['--master-key', otherKey], doesNotOpen],
  [
    'a master key of another length',
    ['--master-key', 'c2hvcnQ='],
    'SALLYPORT_MASTER_KEY is not a master key: 32 bytes in base64 are expected.\n',
  ],
  [
    'another account',
    ['--master-key', key, '--account-id', '9999999999999999'],
    /^This data folder belongs to the account \d{16}, not 9999999999999999\.\n$/,
  ],
  ['an account ID that is none', ['--account-id', '12'], '--account-id takes 16 digits.\n'],
  ['half a key', ['--access-key-id', 'x'], '--access-key-id and --access-key-secret are given together or not at all.\n'],
  [
    'a TLS name that is none',
    ['--master-key', key, '--tls-names', 'a..b'],
    '--tls-names: "a..b" is neither a host name nor an IP address\n',
  ],
  ['half a certificate', ['--master-key', key, '--tls-cert', 'x.pem'], '--tls-cert and --tls-key go together: give both or neither\n'],
  [
    'an address of another machine',
    ['--master-key', key, '--host', '192.0.2.1'],
    '192.0.2.1 is no address of this machine. Choose another with --host.\n',
  ],
  ['a port that is no number', ['--port', 'http'], '--port is a number from 0 to 65535.\n'],
  ['a port above all', ['--port', '65536'], '--port is a number from 0 to 65535.\n'],
  ['a region that is none', ['--region', 'Nowhere!'], '--region is the name of a region, such as cn-hangzhou.\n'],
  ['a value that is not listed', ['--seed', 'all'], '--seed is one of default, none, not all.\n'],
  ['a flag that it does not have', ['--anonymous'], "Unknown option '--anonymous'.\n"],
  ['a flag without its value', ['--data'], "Option '--data <value>' argument missing\n"],
  ['a word', ['now'], 'serve takes flags only, not now.\n'],
];
for (const [title, words, stderr] of refusals) {
  test(`serve refuses in one line and with exit code 1: ${title}`, bounded, async () => {
    const ended = await serve(used, ...words);
    assert.equal(ended.code, 1);
    assert.equal(ended.stdout, '');
    if (typeof stderr === 'string') assert.equal(ended.stderr, stderr);
    else assert.match(ended.stderr, stderr);
  });
}

test('a damaged master.key is named', bounded, async () => {
  const data = makeFolder();
  writeFileSync(join(data, 'master.key'), 'not a key\n');
  const ended = await serve(data);
  assert.deepEqual(ended, {
    code: 1,
    stdout: '',
    stderr: `${join(data, 'master.key')} is not a master key: 32 bytes in base64 are expected.\n`,
  });
});

test('a value from the environment is refused by the name of its variable', bounded, async () => {
  const ended = await sallyport(['serve'], { env: { SALLYPORT_MISSING_RULE: 'maybe' }, cwd: makeFolder() });
  assert.deepEqual(ended, { code: 1, stdout: '', stderr: 'SALLYPORT_MISSING_RULE is one of error, documented, ignore, not maybe.\n' });
});
