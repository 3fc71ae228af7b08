import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../server.ts';
import { bounded, startServe } from './sallyport.ts';

const server = await startServe();
const send = async (action: string, params: Readonly<Record<string, string>>) =>
  (await ask(server.endpoint, server.credentials, action, params)).body;
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

const group = (await send('CreateSecurityGroup', { SecurityGroupName: 'web' })).SecurityGroupId as string;
const rule = { SecurityGroupId: group, IpProtocol: 'TCP', PortRange: '443/443', DestCidrIp: '10.0.0.0/8', Policy: 'accept', Priority: '1' };
const { RequestId: authorized } = await send('AuthorizeSecurityGroupEgress', rule);
await send('ModifySecurityGroupAttribute', { SecurityGroupId: group, SecurityGroupName: 'web-2' });
await send('RevokeSecurityGroupEgress', rule);

test('activity prints a table: when, who, from where, what, and before -> after, newest first', bounded, async () => {
  const { code, stdout, stderr } = await server.run('activity', '--group', group);
  assert.deepEqual([code, stderr], [0, '']);
  const [head, ...rows] = lines(stdout).map((line) => line.split(/ {2,}/));
  assert.deepEqual(head, ['TIME', 'WHO', 'FROM', 'WHAT', 'RESOURCE', 'BEFORE -> AFTER']);
  for (const [time, who, from] of rows) {
    assert.match(time!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual([who, from], ['root', '127.0.0.1']);
  }
  const text = 'egress Accept TCP 443/443 to 10.0.0.0/8 priority 1';
  assert.deepEqual(
    rows.map(([, , , what, resource, difference]) => [what, resource!.replace(/sgr-\w+/, 'RULE'), difference]),
    [
      ['RevokeSecurityGroupEgress', `${group}/RULE`, `${text} -> -`],
      ['ModifySecurityGroupAttribute', group, 'name: "web" -> "web-2"'],
      ['AuthorizeSecurityGroupEgress', `${group}/RULE`, `- -> ${text}`],
      ['CreateSecurityGroup', group, '- -> "web"'],
    ],
  );
});

test('activity --output json prints a change a line, with values', bounded, async () => {
  const { stdout } = await server.run('activity', '--action', 'AuthorizeSecurityGroupEgress', '--by', 'root', '--output', 'json');
  const [change, ...more] = lines(stdout).map((line) => JSON.parse(line));
  assert.deepEqual([change.RequestId, more], [authorized, []]);
  assert.deepEqual([change.Rows[0].Before, change.Rows[0].After.ports], [null, '443/443']);
});

test("activity --output actiontrail prints events in ActionTrail's form", bounded, async () => {
  const { stdout } = await server.run('activity', '--group', group, '--since', '1h', '--limit', '2', '--output', 'actiontrail');
  const [event, other, ...more] = lines(stdout).map((line) => JSON.parse(line));
  assert.deepEqual([other.eventName, more], ['ModifySecurityGroupAttribute', []]);
  const { accountId, accessKeyId } = server.credentials;
  assert.deepEqual(
    [event.eventName, event.serviceName, event.apiVersion, event.acsRegion, event.eventSource, event.eventRW, event.userIdentity],
    [
      ...['RevokeSecurityGroupEgress', 'Ecs', '2014-05-26', 'cn-hangzhou', server.endpoint, 'Write'],
      { type: 'root-account', principalId: accountId, accountId, accessKeyId, userName: 'root' },
    ],
  );
  assert.deepEqual(event.referencedResources, { 'ACS::ECS::SecurityGroup': [group] });
});

test('activity goes on over pages until it has as many as were asked for', bounded, async () => {
  for (let n = 1; n <= 110; n++) await send('AuthorizeSecurityGroupEgress', { ...rule, PortRange: `${n}/${n}` });
  const { stdout } = await server.run('activity', '--group', group, '--limit', '105', '--output', 'json');
  assert.equal(new Set(lines(stdout).map((line) => JSON.parse(line).ChangeId)).size, 105);
  const all = await server.run('activity', '--group', group, '--limit', '1000', '--output', 'json');
  assert.equal(lines(all.stdout).length, 114);
});

const refusals: readonly (readonly [title: string, words: readonly string[], stderr: RegExp])[] = [
  ['a limit that is none', ['--limit', 'all'], /^--limit is a positive number, not all\.\n$/],
  ['a form that is not there', ['--output', 'csv'], /^--output is one of text, json, actiontrail, not csv\.\n$/],
  ['a word too many', ['sg-1'], /^activity takes no sg-1; /],
  ['a time that is none', ['--since', 'soon'], /^InvalidStartTime\.Malformed: /],
];
for (const [title, words, stderr] of refusals)
  test(`activity refuses ${title}`, bounded, async () => {
    const ended = await server.run('activity', ...words);
    assert.deepEqual([ended.code, ended.stdout], [1, '']);
    assert.match(ended.stderr, stderr);
  });
