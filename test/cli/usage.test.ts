import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '#actions/index.ts';
import { commands } from '#cli/commands.ts';
import { twinOf } from '#cli/options.ts';
import { bounded, makeFolder, sallyport } from './sallyport.ts';

for (const words of [[], ['help'], ['--help'], ['-h']]) {
  test(`sallyport ${words.join(' ')} lists every command`, bounded, async () => {
    const { code, stdout, stderr } = await sallyport(words);
    assert.deepEqual([code, stderr], [0, '']);
    for (const { usage, summary } of Object.values(commands)) assert.ok(stdout.includes(`  ${usage.padEnd(32)}${summary}\n`), stdout);
  });
}

for (const [name, { options }] of Object.entries(commands)) {
  for (const words of [
    ['help', name],
    [name, '--help'],
  ]) {
    test(`sallyport ${words.join(' ')} names every flag`, bounded, async () => {
      const { code, stdout, stderr } = await sallyport(words);
      assert.deepEqual([code, stderr], [0, '']);
      for (const flag of Object.keys(options)) assert.match(stdout, new RegExp(`^  --${flag} `, 'm'));
    });
  }
}

test('help actions lists every action', bounded, async () => {
  const { code, stdout } = await sallyport(['help', 'actions']);
  assert.equal(code, 0);
  const told = stdout.split('\n').map((line) => line.split(/ {2,}/).slice(1));
  for (const { name, summary } of actions)
    assert.ok(
      told.some(([one, text]) => one === name && text === summary.en),
      name,
    );
});

for (const words of [
  ['help', 'RevokeSecurityGroupEgress'],
  ['call', 'revokesecuritygroupegress', '--help'],
  ['sign', 'RevokeSecurityGroupEgress', '-h'],
]) {
  test(`sallyport ${words.join(' ')} shows the parameters that are not deprecated`, bounded, async () => {
    const { code, stdout } = await sallyport(words);
    assert.equal(code, 0);
    assert.ok(stdout.startsWith('sallyport call RevokeSecurityGroupEgress [--Param value …]\n'));
    assert.match(stdout, /^ {2}--SecurityGroupId +Required\. /m);
    assert.match(stdout, /^ {2}--SecurityGroupRuleId\.N +The rules by ID/m);
    assert.match(stdout, /^ {2}--Permissions\.N\.DestCidrIp +The destination/m);
    assert.doesNotMatch(stdout, /^ {2}--(DestCidrIp|OwnerId) /m);
  });
}

test('the twin of a flag in the environment is SALLYPORT_ and its name', () => {
  assert.equal(twinOf('access-key-id'), 'SALLYPORT_ACCESS_KEY_ID');
});

const key = ['--access-key-id', 'x', '--access-key-secret', 'y'];
const refusals: readonly (readonly [title: string, words: readonly string[], stderr: string | RegExp])[] = [
  ['an unknown command', ['server'], 'There is no command server; sallyport help lists them.\n'],
  ['a name that every object has', ['constructor'], 'There is no command constructor; sallyport help lists them.\n'],
  ['an unknown topic', ['help', 'nothing'], 'There is no command or action nothing; sallyport help lists the commands.\n'],
  ['a token without its key', ['call', 'DescribeVpcs', '--security-token', 'z'], /^--security-token belongs to a key: /],
  ['no action', ['call'], 'Name an action first, such as DescribeSecurityGroups.\n'],
  ['a flag where the action belongs', ['sign', '--region', 'cn-beijing'], 'Name an action first, such as DescribeSecurityGroups.\n'],
  ['an unknown action', ['call', 'CreateHaVip'], 'There is no action CreateHaVip here; sallyport help actions lists them.\n'],
  [
    'a parameter of another action',
    ['call', 'DescribeRegions', '--VpcId', 'v'],
    /^DescribeRegions has no parameter VpcId; it has .*AcceptLanguage/,
  ],
  ['a parameter without its value', ['call', 'DescribeVpcs', '--VpcId'], '--VpcId lacks a value.\n'],
  ['a word among the parameters', ['call', 'DescribeVpcs', 'vpc-1'], 'vpc-1: parameters are written --Name value.\n'],
  ['an unknown flag', ['call', 'DescribeVpcs', '--retries', '3'], "Unknown option '--retries'.\n"],
  ['a value that is not listed', ['call', 'DescribeVpcs', '--scheme', 'v2'], '--scheme is one of v1, v3, not v2.\n'],
  [
    'an endpoint that is none',
    ['call', 'DescribeVpcs', '--endpoint', 'ftp://x'],
    '--endpoint ftp://x is not host:port or an http or https URL.\n',
  ],
  [
    'half a key',
    ['call', 'DescribeVpcs', '--access-key-id', 'x'],
    '--access-key-id and --access-key-secret are given together or not at all.\n',
  ],
  [
    'no key at all',
    ['call', 'DescribeVpcs'],
    'No access key: data/credentials.json cannot be read. Give --data with the folder of the server, or SALLYPORT_ACCESS_KEY_ID and SALLYPORT_ACCESS_KEY_SECRET.\n',
  ],
  ['no whole number of days', ['serve', '--feed-keep-days', '0.5'], '--feed-keep-days is a whole number, 1 or more.\n'],
  ['too few records', ['serve', '--feed-keep-records', '999'], '--feed-keep-records is a whole number, 1000 or more.\n'],
  ['no verb', ['account'], 'It is either account create or account list.\n'],
  ['another verb', ['account', 'delete'], 'It is either account create or account list.\n'],
  ['two verbs', ['account', 'list', 'create'], 'It is either account create or account list.\n'],
  ['a name to list', ['account', 'list', '--name', 'x'], 'account list takes none of --id, --name, --network, --missing-rule.\n'],
  // Port 1 is no one's: nothing but a privileged process could listen there.
  [
    'a server that is not there',
    ['call', 'DescribeVpcs', '--endpoint', '127.0.0.1:1', ...key],
    'http://127.0.0.1:1 does not answer: connect ECONNREFUSED 127.0.0.1:1.\n',
  ],
];
for (const [title, words, stderr] of refusals) {
  test(`a command refuses in one line and with exit code 1: ${title}`, bounded, async () => {
    const ended = await sallyport(words, { cwd: makeFolder() });
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    if (typeof stderr === 'string') assert.equal(ended.stderr, stderr);
    else assert.match(ended.stderr, stderr);
  });
}
