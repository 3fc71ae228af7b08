import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, type Params, startServer, type TestServer } from '../server.ts';
import { done, newGroup, rulesOf } from './world.ts';

/** Policies that look at the rules which a request would make: their protocols and blocks, rule by rule. */
let server: TestServer;
let now = Date.now();
let made = 0;
before(async () => {
  server = await startServer({ now: () => now });
});
after(() => server.stop());

const protocol = 'ecs:SecurityGroupIpProtocols';
const block = 'ecs:SecurityGroupSourceCidrIps';
const any = { Effect: 'Allow', Action: 'ecs:*', Resource: '*' };
const deny = (Condition: object) => [any, { Effect: 'Deny', Action: ['ecs:Authorize*', 'ecs:Modify*'], Resource: '*', Condition }];
const allow = (Condition: object) => [{ ...any, Condition }];

/** A user with that policy alone. */
async function userWith(Statement: readonly object[]): Promise<Client> {
  const ram = (action: string, params: Params) => done(server.root(action, params, { version: '2015-05-01', now }));
  const name = `user-${made++}`;
  await ram('CreateUser', { UserName: name });
  await ram('CreatePolicy', { PolicyName: name, PolicyDocument: JSON.stringify({ Version: '1', Statement }) });
  await ram('AttachPolicyToUser', { UserName: name, PolicyName: name, PolicyType: 'Custom' });
  const { AccessKey } = await ram('CreateAccessKey', { UserName: name });
  const client = server.clientOf({ accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret });
  return (action, params, more) => client(action, params, { now, ...more });
}

type Rule = Readonly<Record<string, string>>;
const tcp = (SourceCidrIp: string, more: Rule = {}): Rule => ({ IpProtocol: 'tcp', PortRange: '22/22', SourceCidrIp, ...more });
const rules = (...all: readonly Rule[]): Params =>
  Object.fromEntries(
    all.flatMap((rule, i) => Object.entries(rule).map(([name, value]) => [`Permissions.${i + 1}.${name}`, value] as const)),
  );
const json = (...all: readonly Rule[]): Params => ({ Permissions: JSON.stringify(all) });
const egress = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name.replace('SourceCidrIp', 'DestCidrIp'), value]));
const notOpen = deny({ StringEquals: { [block]: ['0.0.0.0/0', '::/0'] } });
const onlyOwn = allow({ StringEquals: { [block]: ['10.0.0.0/8', '192.0.2.1'], [protocol]: 'TCP' } });

const rows: readonly (readonly [title: string, policy: readonly object[], params: Params, isAllowed: boolean, action?: string])[] = [
  ['a block that nothing is said of', notOpen, rules(tcp('10.0.0.0/8')), true],
  ['the block that is denied', notOpen, rules(tcp('0.0.0.0/0')), false],
  ['the block that is denied, with host bits', notOpen, rules(tcp('1.2.3.4/0')), false],
  ['the block that is denied, of IPv6', notOpen, rules({ IpProtocol: 'tcp', PortRange: '22/22', Ipv6SourceCidrIp: '0:0::/0' }), false],
  ['the block that is denied, in the second rule', notOpen, rules(tcp('10.0.0.0/8'), tcp('0.0.0.0/0')), false],
  ['the block that is denied, in JSON', notOpen, json(tcp('10.0.0.0/8'), tcp('0.0.0.0/0')), false],
  ['the block that is denied, outside Permissions', notOpen, tcp('0.0.0.0/0'), false],
  ['the block that is denied, egress', notOpen, egress(rules(tcp('0.0.0.0/0'))), false, 'AuthorizeSecurityGroupEgress'],
  ['a block of egress that nothing is said of', notOpen, egress(rules(tcp('10.0.0.0/8'))), true, 'AuthorizeSecurityGroupEgress'],
  [
    'the other side of a rule, egress',
    notOpen,
    rules({ ...egress(tcp('10.0.0.0/8')), SourceCidrIp: '0.0.0.0/0' }),
    true,
    'AuthorizeSecurityGroupEgress',
  ],
  ['the only block and protocol that are allowed', onlyOwn, rules(tcp('10.0.0.0/8')), true],
  ['the only block, with host bits', onlyOwn, rules(tcp('10.9.9.9/8')), true],
  ['the only address, as a block', onlyOwn, rules(tcp('192.0.2.1/32')), true],
  ['the only protocol, by its number', onlyOwn, rules(tcp('10.0.0.0/8', { IpProtocol: '6' })), true],
  ['another block beside the only one', onlyOwn, rules(tcp('10.0.0.0/8'), tcp('0.0.0.0/0')), false],
  ['another protocol beside the only one', onlyOwn, rules(tcp('10.0.0.0/8'), tcp('10.0.0.0/8', { IpProtocol: 'udp' })), false],
  [
    'what two rules have and none has',
    deny({ StringEquals: { [block]: '0.0.0.0/0', [protocol]: 'TCP' } }),
    rules(tcp('10.0.0.0/8'), tcp('0.0.0.0/0', { IpProtocol: 'udp' })),
    true,
  ],
  ['a block inside the one that is allowed', allow({ IpAddress: { [block]: '10.0.0.0/8' } }), rules(tcp('10.1.0.0/16')), true],
  ['an address inside the one that is allowed', allow({ IpAddress: { [block]: '10.0.0.0/8' } }), rules(tcp('10.1.2.3')), true],
  ['a block around the one that is allowed', allow({ IpAddress: { [block]: '10.0.0.0/8' } }), rules(tcp('0.0.0.0/0')), false],
  ['a rule without a block where one is needed', onlyOwn, rules({ IpProtocol: 'tcp', PortRange: '22/22' }), false],
  ['all but one block denied, and another', deny({ StringNotEquals: { [block]: '10.0.0.0/8' } }), rules(tcp('11.0.0.0/8')), false],
  ['all but one address denied, and that one', deny({ StringNotEquals: { [block]: '192.0.2.1/32' } }), rules(tcp('192.0.2.1')), true],
];
for (const [title, policy, params, isAllowed, action = 'AuthorizeSecurityGroup'] of rows)
  test(`${title} -> ${isAllowed ? 'allowed' : 'denied'}`, async () => {
    const SecurityGroupId = await newGroup(server.root);
    const user = await userWith(policy);
    const { status, body, text } = await user(action, { SecurityGroupId, ...params });
    assert.equal(status === 200 ? 'ok' : body.Code, isAllowed ? 'ok' : 'Forbidden.RAM', text);
  });

for (const direction of ['', 'Egress'] as const)
  test(`a rule is not changed into one that is denied: ${direction || 'ingress'}`, async () => {
    const turn = direction ? egress : (params: Params) => params;
    const SecurityGroupId = await newGroup(server.root);
    await done(server.root(`AuthorizeSecurityGroup${direction}`, { SecurityGroupId, ...turn(rules(tcp('10.0.0.0/8'))) }));
    const rule = (await rulesOf(server.root, SecurityGroupId)).find(({ IpProtocol }) => IpProtocol === 'TCP');
    const asked = { SecurityGroupId, SecurityGroupRuleId: rule!.SecurityGroupRuleId! };
    const user = await userWith(notOpen);
    const change = (params: Params) => user(`ModifySecurityGroup${direction}Rule`, { ...asked, ...turn(params) });
    assert.equal((await change({ SourceCidrIp: '0.0.0.0/0' })).body.Code, 'Forbidden.RAM');
    assert.equal((await change({ SourceCidrIp: '10.1.0.0/16' })).status, 200);
    now += 1100;
  });
