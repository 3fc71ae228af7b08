import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Credentials } from '#wire/sign-request.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';

/** Users and roles as people make them, and what their keys and tokens are let do. Policies and keys may be a second old. */
const account = '1234567890123456';
const SECOND = 1100;

let server: TestServer;
let now = Date.now();
before(async () => {
  server = await startServer({ accountId: account, now: () => now });
});
after(() => server.stop());

const ram = async (action: string, params: Params = {}, client: Client = server.root): Promise<Answer['body']> => {
  const { status, body, text } = await client(action, params, { version: '2015-05-01', now });
  assert.equal(status, 200, `${action}: ${text}`);
  return body;
};
/** The service keeps its own time here, so that nothing waits. */
const later = (ms: number) => {
  now += ms;
};
const by =
  (credentials: Credentials & { readonly token?: string }): Client =>
  (action, params = {}, more = {}) =>
    server.clientOf(credentials)(
      action,
      { ...params, ...(credentials.token && { SecurityToken: credentials.token }) },
      { scheme: 'v1', now, ...more },
    );
const codeOf = async (asked: Promise<Answer>): Promise<string> => {
  const { status, body } = await asked;
  return status === 200 ? 'ok' : body.Code;
};

let made = 0;
async function newUser(): Promise<{ readonly name: string; readonly keyId: string; readonly client: Client }> {
  const name = `user-${made++}`;
  await ram('CreateUser', { UserName: name });
  const { AccessKey } = await ram('CreateAccessKey', { UserName: name });
  const { AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret } = AccessKey;
  return { name, keyId: accessKeyId, client: by({ accessKeyId, accessKeySecret }) };
}
async function newPolicy(...Statement: readonly object[]): Promise<Params> {
  const PolicyName = `policy-${made++}`;
  await ram('CreatePolicy', { PolicyName, PolicyDocument: JSON.stringify({ Version: '1', Statement }) });
  return { PolicyName, PolicyType: 'Custom' };
}
const allow = (Action: string | readonly string[], Resource = '*', Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const trust = (principal: string) =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [principal] } }] });
async function newRole(principal = `acs:ram::${account}:root`): Promise<{ readonly name: string; readonly arn: string }> {
  const name = `role-${made++}`;
  const { Role } = await ram('CreateRole', { RoleName: name, AssumeRolePolicyDocument: trust(principal) });
  return { name, arn: Role.Arn };
}
type Assumed = { readonly client: Client; readonly credentials: Credentials & { readonly token: string } };
async function assume(client: Client, RoleArn: string, more: Params = {}): Promise<Assumed> {
  const { status, body, text } = await client('AssumeRole', { RoleArn, RoleSessionName: 'me', ...more }, { version: '2015-04-01' });
  assert.equal(status, 200, text);
  const { AccessKeyId, AccessKeySecret, SecurityToken } = body.Credentials;
  const credentials = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, token: SecurityToken };
  return { client: by(credentials), credentials };
}

test('a user may do what a policy lets it, from when it is attached until a second after it is detached; through a group too', async () => {
  const { name, client } = await newUser();
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'Forbidden.RAM');
  const policy = await newPolicy(allow('ecs:Describe*'));
  await ram('AttachPolicyToUser', { ...policy, UserName: name });
  later(SECOND);
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'ok');
  assert.equal(await codeOf(client('CreateSecurityGroup')), 'Forbidden.RAM');
  await ram('DetachPolicyFromUser', { ...policy, UserName: name });
  later(SECOND);
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'Forbidden.RAM');

  await ram('CreateGroup', { GroupName: `group-of-${name}` });
  await ram('AddUserToGroup', { GroupName: `group-of-${name}`, UserName: name });
  await ram('AttachPolicyToGroup', { PolicyName: 'AliyunECSFullAccess', PolicyType: 'System', GroupName: `group-of-${name}` });
  later(SECOND);
  assert.equal(await codeOf(client('CreateSecurityGroup')), 'ok');
  await ram('RemoveUserFromGroup', { GroupName: `group-of-${name}`, UserName: name });
  later(SECOND);
  assert.equal(await codeOf(client('CreateSecurityGroup')), 'Forbidden.RAM');
});

test('another default version of a policy counts within a second', async () => {
  const { name, client } = await newUser();
  const policy = await newPolicy(allow('ecs:DescribeRegions'));
  await ram('AttachPolicyToUser', { ...policy, UserName: name });
  later(SECOND);
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'Forbidden.RAM');
  const PolicyDocument = JSON.stringify({ Version: '1', Statement: [allow('ecs:Describe*')] });
  await ram('CreatePolicyVersion', { PolicyName: policy.PolicyName!, PolicyDocument, SetAsDefault: 'true' });
  later(SECOND);
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'ok');
  await ram('SetDefaultPolicyVersion', { PolicyName: policy.PolicyName!, VersionId: 'v1' });
  later(SECOND);
  assert.equal(await codeOf(client('DescribeSecurityGroups')), 'Forbidden.RAM');
});

test('an inactive key is refused within a second, and works again when it is active; a deleted one is unknown', async () => {
  const { name, keyId, client } = await newUser();
  assert.equal(await codeOf(client('GetCallerIdentity')), 'ok');
  for (const [Status, code] of [
    ['Inactive', 'InvalidAccessKeyId.Inactive'],
    ['Active', 'ok'],
  ] as const) {
    await ram('UpdateAccessKey', { UserName: name, UserAccessKeyId: keyId, Status });
    later(SECOND);
    assert.equal(await codeOf(client('GetCallerIdentity')), code);
  }
  await ram('DeleteAccessKey', { UserName: name, UserAccessKeyId: keyId });
  later(SECOND);
  assert.equal(await codeOf(client('GetCallerIdentity')), 'InvalidAccessKeyId.NotFound');
});

test('a role needs its trust policy and the policies of who assumes it; a root may not', async () => {
  const { name, client } = await newUser();
  const role = await newRole(`acs:ram::${account}:user/${name}`);
  const asked = (of: Client) => codeOf(of('AssumeRole', { RoleArn: role.arn, RoleSessionName: 'me' }, { version: '2015-04-01', now }));
  assert.equal(await asked(client), 'NoPermission', 'the trust policy alone');
  await ram('AttachPolicyToUser', { PolicyName: 'AliyunSTSAssumeRoleAccess', PolicyType: 'System', UserName: name });
  later(SECOND);
  assert.equal(await asked(client), 'ok');
  assert.equal(await asked(server.root), 'NoPermission', 'a root');
  const other = await newUser();
  await ram('AttachPolicyToUser', { PolicyName: 'AliyunSTSAssumeRoleAccess', PolicyType: 'System', UserName: other.name });
  later(SECOND);
  assert.equal(await asked(other.client), 'NoPermission', 'a user whom the role does not trust');
});

async function newAssumer(): Promise<Client> {
  const { name, client } = await newUser();
  await ram('AttachPolicyToUser', { PolicyName: 'AliyunSTSAssumeRoleAccess', PolicyType: 'System', UserName: name });
  later(SECOND);
  return client;
}

test('a token may do what both the role and its session may, and says who it is', async () => {
  const client = await newAssumer();
  const role = await newRole();
  const policy = await newPolicy(allow(['ecs:Describe*', 'ecs:CreateSecurityGroup']));
  await ram('AttachPolicyToRole', { ...policy, RoleName: role.name });
  const whole = await assume(client, role.arn);
  assert.deepEqual(
    await Promise.all([
      codeOf(whole.client('DescribeSecurityGroups')),
      codeOf(whole.client('CreateSecurityGroup')),
      codeOf(whole.client('DescribeVpcs')),
    ]),
    ['ok', 'ok', 'Forbidden.RAM'],
  );
  const narrowed = await assume(client, role.arn, {
    Policy: JSON.stringify({ Version: '1', Statement: [allow(['ecs:DescribeSecurityGroups', 'vpc:*'])] }),
  });
  const outcomes = ['DescribeSecurityGroups', 'CreateSecurityGroup', 'DescribeVpcs'].map((action) => codeOf(narrowed.client(action)));
  assert.deepEqual(await Promise.all(outcomes), ['ok', 'Forbidden.RAM', 'Forbidden.RAM']);
  const { body } = await narrowed.client('CreateSecurityGroup');
  assert.equal(body.AccessDeniedDetail.PolicyType, 'SessionPolicy');
  assert.equal(body.AccessDeniedDetail.AuthPrincipalType, 'AssumedRoleUser');
  assert.equal(body.AccessDeniedDetail.AuthPrincipalDisplayName, `${role.name}:me`);
  const who = (await whole.client('GetCallerIdentity')).body;
  assert.deepEqual(
    [who.IdentityType, who.Arn, who.AccountId],
    ['AssumedRoleUser', `acs:ram::${account}:assumed-role/${role.name}/me`, account],
  );
  const v3 = await server.clientOf(whole.credentials)('DescribeSecurityGroups', {}, { now });
  assert.equal(v3.body.Code, 'MissingSecurityToken', 'ACS3 without its header');
});

test('a token goes with its key only, expires, survives a restart, and ends with its role', async () => {
  const client = await newAssumer();
  const role = await newRole();
  await ram('AttachPolicyToRole', { PolicyName: 'AliyunECSReadOnlyAccess', PolicyType: 'System', RoleName: role.name });
  const one = await assume(client, role.arn, { DurationSeconds: '900' });
  const two = await assume(client, role.arn, { DurationSeconds: '1800' });
  assert.equal(
    await codeOf(by({ ...one.credentials, token: two.credentials.token })('DescribeRegions')),
    'InvalidSecurityToken.MismatchWithAccessKey',
  );
  assert.equal(await codeOf(by({ ...one.credentials, accessKeySecret: 'x' })('DescribeRegions')), 'SignatureDoesNotMatch');
  const flipped = `${one.credentials.token.slice(0, 60)}${one.credentials.token[60] === 'A' ? 'B' : 'A'}${one.credentials.token.slice(61)}`;
  assert.equal(await codeOf(by({ ...one.credentials, token: flipped })('DescribeRegions')), 'InvalidSecurityToken.Malformed');
  await server.restart();
  assert.equal(await codeOf(one.client('DescribeRegions')), 'ok');
  later(901_000);
  assert.equal(await codeOf(one.client('DescribeRegions')), 'InvalidSecurityToken.Expired');
  assert.equal(await codeOf(two.client('DescribeRegions')), 'ok');
  await ram('DetachPolicyFromRole', { PolicyName: 'AliyunECSReadOnlyAccess', PolicyType: 'System', RoleName: role.name });
  await ram('DeleteRole', { RoleName: role.name });
  later(SECOND);
  assert.equal(await codeOf(two.client('DescribeRegions')), 'Forbidden.RAM');
  await newRole();
});

test('who may decode it reads why a request was denied', async () => {
  const { name, client } = await newUser();
  const policy = await newPolicy(allow('ecs:*'), { Effect: 'Deny', Action: 'ecs:CreateSecurityGroup', Resource: '*' });
  await ram('AttachPolicyToUser', { ...policy, UserName: name });
  later(SECOND);
  const { body } = await client('CreateSecurityGroup');
  assert.equal(body.AccessDeniedDetail.NoPermissionType, 'ExplicitDeny');
  const { EncodedDiagnosticMessage } = body.AccessDeniedDetail;
  const decoded = await ram('DecodeDiagnosticMessage', { EncodedDiagnosticMessage });
  const text = JSON.stringify(decoded);
  assert.ok(text.includes(policy.PolicyName!) && text.includes('ecs:CreateSecurityGroup'), text);
  assert.equal(await codeOf(client('DecodeDiagnosticMessage', { EncodedDiagnosticMessage }, { version: '2015-05-01' })), 'NoPermission');
});

test('no secret and no token is ever in the log', async () => {
  const client = await newAssumer();
  const role = await newRole();
  const { credentials } = await assume(client, role.arn);
  await by(credentials)('DescribeRegions');
  await pause(1);
  const log = JSON.stringify(server.log);
  for (const secret of [credentials.accessKeySecret, credentials.token, server.running.credentials.accessKeySecret])
    assert.ok(!log.includes(secret));
});

test('who a chain of roles was begun for is kept along it, cannot be changed, and counts in policies', async () => {
  const client = await newAssumer();
  const [first, second] = [await newRole(), await newRole()];
  await ram('AttachPolicyToRole', { PolicyName: 'AliyunSTSAssumeRoleAccess', PolicyType: 'System', RoleName: first.name });
  const policy = await newPolicy(allow('ecs:Describe*', '*', { StringEquals: { 'acs:SourceIdentity': 'alice' } }));
  await ram('AttachPolicyToRole', { ...policy, RoleName: second.name });
  const reached = async (start: Params, next: Params = {}) => {
    const begun = await assume(client, first.arn, start);
    return codeOf((await assume(begun.client, second.arn, next)).client('DescribeSecurityGroups'));
  };
  assert.equal(await reached({ SourceIdentity: 'alice' }), 'ok');
  assert.equal(await reached({ SourceIdentity: 'alice' }, { SourceIdentity: 'alice' }), 'ok');
  assert.equal(await reached({ SourceIdentity: 'bob' }), 'Forbidden.RAM');
  assert.equal(await reached({}), 'Forbidden.RAM');
  const bob = await assume(client, first.arn, { SourceIdentity: 'bob' });
  const asked = { RoleArn: second.arn, RoleSessionName: 'me', SourceIdentity: 'alice' };
  assert.equal(await codeOf(bob.client('AssumeRole', asked, { version: '2015-04-01' })), 'InvalidParameter.SourceIdentity');
});

test('a policy may ask who a role is assumed for', async () => {
  const { name, client } = await newUser();
  const policy = await newPolicy(allow('sts:AssumeRole', '*', { StringEquals: { 'sts:SourceIdentity': name } }));
  await ram('AttachPolicyToUser', { ...policy, UserName: name });
  later(SECOND);
  const role = await newRole();
  const asked = (more: Params) =>
    codeOf(client('AssumeRole', { RoleArn: role.arn, RoleSessionName: 'me', ...more }, { version: '2015-04-01' }));
  assert.deepEqual(
    [await asked({}), await asked({ SourceIdentity: 'eve' }), await asked({ SourceIdentity: name })],
    ['NoPermission', 'NoPermission', 'ok'],
  );
});

const byRam = { version: '2015-05-01' };
test('a user is the same user in every case, to those who are denied it as to those who are allowed it', async () => {
  const { name, client } = await newUser();
  const [denied, role] = [await newUser(), await newRole()];
  const no = (Action: string, Resource: string) => ({ Effect: 'Deny', Action, Resource });
  const policy = await newPolicy(allow('*'), no('ram:*', `acs:ram:*:*:user/${denied.name}`), no('sts:*', `acs:*:*:*:role/${role.name}`));
  await ram('AttachPolicyToUser', { ...policy, UserName: name });
  later(SECOND);
  for (const spelt of [denied.name, denied.name.toUpperCase()]) {
    assert.equal(await codeOf(client('GetUser', { UserName: spelt }, byRam)), 'NoPermission', spelt);
    assert.equal(await codeOf(client('CreateAccessKey', { UserName: spelt }, byRam)), 'NoPermission', spelt);
  }
  for (const spelt of [role.name, role.name.toUpperCase()]) {
    const asked = { RoleArn: `acs:ram::${account}:role/${spelt}`, RoleSessionName: 'me' };
    assert.equal(await codeOf(client('AssumeRole', asked, { version: '2015-04-01' })), 'NoPermission', spelt);
  }
});

test('a user that names no user asks for its own keys, and needs to be allowed that', async () => {
  const [one, other] = [await newUser(), await newUser()];
  const keysOf = (name: string) => `acs:ram:*:*:user/${name}`;
  const own = await newPolicy(allow('ram:*AccessKey*', keysOf(one.name)));
  await ram('AttachPolicyToUser', { ...own, UserName: one.name });
  const never = await newPolicy(allow('*'), { Effect: 'Deny', Action: 'ram:*AccessKey*', Resource: keysOf(other.name) });
  await ram('AttachPolicyToUser', { ...never, UserName: other.name });
  later(SECOND);
  assert.equal(await codeOf(one.client('ListAccessKeys', {}, byRam)), 'ok');
  assert.equal(await codeOf(one.client('ListAccessKeys', { UserName: other.name }, byRam)), 'NoPermission');
  assert.equal(await codeOf(other.client('ListAccessKeys', {}, byRam)), 'NoPermission');
  assert.equal(await codeOf(other.client('CreateAccessKey', {}, byRam)), 'NoPermission');
});
