import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { sendRaw } from '../server.ts';
import { bounded, makeFolder, sallyport, startServe } from './sallyport.ts';

const server = await startServe();
const https = `https://${server.endpoint}`;
const uuid = '[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}';

test('call prints the reply, indented as text and in one line as json', bounded, async () => {
  const [text, json] = await Promise.all([server.run('call', 'DescribeVpcs'), server.run('call', 'DescribeVpcs', '--output', 'json')]);
  assert.deepEqual([text.code, json.code], [0, 0]);
  const [one, other] = [JSON.parse(text.stdout), JSON.parse(json.stdout)];
  assert.deepEqual({ ...one, RequestId: '' }, { ...other, RequestId: '' });
  assert.equal(text.stdout, `${JSON.stringify(one, null, 2)}\n`);
  assert.equal(json.stdout, `${JSON.stringify(other)}\n`);
});

test('an error is told in words with the page that explains it, or as json, on standard error', bounded, async () => {
  const words = ['call', 'DescribeSecurityGroupAttribute', '--SecurityGroupId', 'sg-nowhere'];
  const [text, json] = await Promise.all([server.run(...words), server.run(...words, '--output', 'json')]);
  assert.deepEqual([text.code, text.stdout, json.code, json.stdout], [1, '', 1, '']);
  const page = `http://${server.endpoint}/errors/InvalidSecurityGroupId.NotFound`;
  assert.match(
    text.stderr,
    new RegExp(
      `^InvalidSecurityGroupId\\.NotFound: The specified SecurityGroupId does not exist\\.\nRequest ${uuid}; what it means: ${page}\\?\\S+\n$`,
    ),
  );
  assert.equal(JSON.parse(json.stderr).Code, 'InvalidSecurityGroupId.NotFound');
});

for (const [title, more] of [
  ['ACS3', ['--scheme', 'v3']],
  ['V1', ['--scheme', 'v1']],
  ['ACS3 over HTTPS, trusting the CA in the data folder', ['--endpoint', https]],
  ['V1 over HTTPS', ['--scheme', 'v1', '--endpoint', https]],
] as const) {
  test(`call signs with ${title}, whatever the value holds`, bounded, async () => {
    const description = `it's "50 %" & more: ~*!()+ 中文 =?#`;
    const made = await server.run(
      'call',
      'createsecuritygroup',
      `--Description=${description}`,
      '--Tag.1.Key',
      'k',
      '--output',
      'json',
      ...more,
    );
    const id = JSON.parse(made.stdout || made.stderr).SecurityGroupId;
    const found = await server.run('call', 'DescribeSecurityGroups', '--SecurityGroupId', id, ...more);
    const [group] = JSON.parse(found.stdout).SecurityGroups.SecurityGroup;
    assert.deepEqual([group.Description, group.Tags.Tag], [description, [{ TagKey: 'k', TagValue: '' }]]);
  });
}

for (const scheme of ['v1', 'v3'])
  test(`a temporary key signs with its token: ${scheme}`, bounded, async () => {
    const { accountId } = server.credentials;
    const told = async (...words: string[]) => JSON.parse((await server.run('call', ...words, '--output', 'json')).stdout);
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${accountId}:root`] } };
    const policy = JSON.stringify({ Version: '1', Statement: [trust] });
    const made = await told('CreateRole', '--RoleName', `of-${scheme}`, '--AssumeRolePolicyDocument', policy);
    await told('CreateUser', '--UserName', `by-${scheme}`);
    await told('AttachPolicyToUser', '--UserName', `by-${scheme}`, '--PolicyType', 'System', '--PolicyName', 'AliyunSTSAssumeRoleAccess');
    const { AccessKey } = await told('CreateAccessKey', '--UserName', `by-${scheme}`);
    const signedBy = (key: { AccessKeyId: string; AccessKeySecret: string }) => [
      ...['--access-key-id', key.AccessKeyId, '--access-key-secret', key.AccessKeySecret, '--scheme', scheme],
    ];
    const { Credentials } = await told(
      ...['AssumeRole', '--RoleArn', made.Role.Arn, '--RoleSessionName', 'session', ...signedBy(AccessKey)],
    );
    const { Arn } = await told('GetCallerIdentity', ...signedBy(Credentials), '--security-token', Credentials.SecurityToken);
    assert.equal(Arn, `acs:ram::${accountId}:assumed-role/of-${scheme}/session`);
  });

test('RegionId is --region unless the request has one', bounded, async () => {
  const regionOf = async (...words: string[]) => JSON.parse((await server.run('call', 'DescribeSecurityGroups', ...words)).stdout).RegionId;
  assert.deepEqual(
    await Promise.all([regionOf(), regionOf('--region', 'cn-beijing'), regionOf('--region', 'cn-beijing', '--RegionId', 'cn-shanghai')]),
    ['cn-hangzhou', 'cn-beijing', 'cn-shanghai'],
  );
});

test('endpoint and key may come from the environment alone', bounded, async () => {
  const { accessKeyId, accessKeySecret } = server.credentials;
  const env = { SALLYPORT_ENDPOINT: server.endpoint, SALLYPORT_ACCESS_KEY_ID: accessKeyId, SALLYPORT_ACCESS_KEY_SECRET: accessKeySecret };
  assert.equal((await sallyport(['call', 'DescribeRegions'], { env, cwd: makeFolder() })).code, 0);
});

test('a certificate that nothing vouches for is not trusted', bounded, async () => {
  const { accessKeyId, accessKeySecret } = server.credentials;
  const env = { SALLYPORT_ENDPOINT: https, SALLYPORT_ACCESS_KEY_ID: accessKeyId, SALLYPORT_ACCESS_KEY_SECRET: accessKeySecret };
  const ended = await sallyport(['call', 'DescribeRegions'], { env, cwd: makeFolder() });
  assert.equal(ended.code, 1);
  assert.match(ended.stderr, /^https:\/\/\S+ does not answer: .*certificate/);
});

test('what answers but is another server is named as such', bounded, async () => {
  const other = createServer((_, res) => res.end('<html>hello')).listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const ended = await server.run('call', 'DescribeRegions', '--endpoint', `127.0.0.1:${port}`);
  other.close();
  assert.deepEqual(ended, {
    code: 1,
    stdout: '',
    stderr: `What answers at http://127.0.0.1:${port} is not Sallyport: HTTP 200 <html>hello\n`,
  });
});

/** Runs the line in a shell; undefined where the machine has no curl. */
const runLine = (line: string) =>
  new Promise<string | undefined>((resolve, reject) => {
    execFile('sh', ['-c', line], { timeout: 10_000 }, (failed, stdout) => {
      if (failed?.code === 127) resolve(undefined);
      else if (failed) reject(failed);
      else resolve(stdout);
    });
  });

for (const more of [[], ['--scheme', 'v1'], ['--endpoint', https], ['--endpoint', https, '--scheme', 'v1']]) {
  test(`the line of sign ${more.join(' ')} runs as it is, once`, bounded, async (t) => {
    const words = ['sign', 'CreateSecurityGroup', '--Description', `it's "50 %" & more: 中文`, ...more];
    const { code, stdout: line, stderr } = await server.run(...words);
    assert.deepEqual([code, stderr], [0, '']);
    const first = await runLine(line);
    if (first === undefined) return t.skip('no curl on this machine');
    assert.match(JSON.parse(first).SecurityGroupId, /^sg-/);
    assert.equal(JSON.parse((await runLine(line))!).Code, 'SignatureNonceUsed');
  });
}

test('sign --output json gives the request to send by other means', bounded, async () => {
  const { stdout } = await server.run('sign', 'DescribeVpcs', '--output', 'json');
  const signed = JSON.parse(stdout);
  assert.ok(signed.url.startsWith(`http://${server.endpoint}/?`), stdout);
  const answer = await sendRaw(server.endpoint, { ...signed, url: signed.url.slice(`http://${server.endpoint}`.length) });
  assert.equal(answer.status, 200, answer.text);
});

test('the scheme is ACS3 unless --scheme says V1', bounded, async () => {
  const [byDefault, v3, v1] = await Promise.all(
    [[], ['--scheme', 'v3'], ['--scheme', 'v1']].map((more) => server.run('sign', 'DescribeVpcs', ...more)),
  );
  for (const signed of [byDefault, v3]) assert.match(signed!.stdout, /-H 'authorization: ACS3-HMAC-SHA256 /);
  assert.match(v1!.stdout, /[?&]SignatureMethod=HMAC-SHA1&/);
  assert.doesNotMatch(v1!.stdout, /authorization/);
});

test('sign needs no server', bounded, async () => {
  const { accessKeyId, accessKeySecret } = server.credentials;
  const words = [
    'sign',
    'DescribeVpcs',
    '--endpoint',
    '127.0.0.1:1',
    '--access-key-id',
    accessKeyId,
    '--access-key-secret',
    accessKeySecret,
  ];
  const ended = await sallyport(words, { cwd: makeFolder() });
  assert.match(ended.stdout, /^curl -sS -w '\\n' -X POST -H '.*' 'http:\/\/127\.0\.0\.1:1\/\?RegionId=cn-hangzhou'\n$/);
});
