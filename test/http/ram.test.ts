import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, type Params, startServer, type TestServer } from '../server.ts';
import { newAccount } from './world.ts';

/** RAM over the wire: what is made is found, what is in use is not deleted, and all can be taken down again in the right order. */
const account = '1234567890123456';
const version = '2015-05-01';
let server: TestServer;
before(async () => {
  server = await startServer({ accountId: account });
});
after(() => server.stop());

const ask = (action: string, params: Params = {}): Promise<Answer> => server.root(action, params, { version });
async function ok(action: string, params: Params = {}): Promise<Answer['body']> {
  const { status, body, text } = await ask(action, params);
  assert.equal(status, 200, `${action}: ${text}`);
  return body;
}
async function refused(code: string, status: number, action: string, params: Params = {}): Promise<void> {
  const answer = await ask(action, params);
  assert.deepEqual([answer.status, answer.body.Code], [status, code], `${action}: ${answer.text}`);
}

const document = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:Describe*","Resource":"*"}]}';
const trust = `{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::${account}:root"}}]}`;
const user = { UserName: 'alice' };
const group = { GroupName: 'dev' };
const role = { RoleName: 'reader' };
const policy = { PolicyType: 'Custom', PolicyName: 'readers' };

test('the life of a user with a key, a policy, a group and a role: nothing that is in use is deleted', async () => {
  const { User } = await ok('CreateUser', { ...user, DisplayName: 'Alice' });
  await ok('CreateGroup', group);
  await ok('CreateRole', { ...role, AssumeRolePolicyDocument: trust });
  await ok('CreatePolicy', { PolicyName: policy.PolicyName, PolicyDocument: document });
  const { AccessKey } = await ok('CreateAccessKey', user);
  await ok('AddUserToGroup', { ...user, ...group });
  await ok('AttachPolicyToUser', { ...policy, ...user });
  await ok('AttachPolicyToGroup', { ...policy, ...group });
  await ok('AttachPolicyToRole', { ...policy, ...role });
  assert.equal((await ok('GetPolicy', policy)).Policy.AttachmentCount, 3);
  const entities = await ok('ListEntitiesForPolicy', policy);
  assert.equal(entities.Users.User[0].UserId, User.UserId);

  await refused('DeleteConflict.User.Group', 409, 'DeleteUser', user);
  await refused('DeleteConflict.Group.User', 409, 'DeleteGroup', group);
  await ok('RemoveUserFromGroup', { ...user, ...group });
  await refused('DeleteConflict.User.AccessKey', 409, 'DeleteUser', user);
  await refused('DeleteConflict.Group.Policy', 409, 'DeleteGroup', group);
  await refused('DeleteConflict.Role.Policy', 409, 'DeleteRole', role);
  await ok('DeleteAccessKey', { ...user, UserAccessKeyId: AccessKey.AccessKeyId });
  await refused('DeleteConflict.User.Policy', 409, 'DeleteUser', user);
  await refused('DeleteConflict.Policy.User', 409, 'DeletePolicy', { PolicyName: policy.PolicyName });
  await ok('DetachPolicyFromUser', { ...policy, ...user });
  await refused('DeleteConflict.Policy.Group', 409, 'DeletePolicy', { PolicyName: policy.PolicyName });
  await ok('DetachPolicyFromGroup', { ...policy, ...group });
  await refused('DeleteConflict.Policy.Role', 409, 'DeletePolicy', { PolicyName: policy.PolicyName });
  await ok('DetachPolicyFromRole', { ...policy, ...role });

  await ok('DeleteUser', user);
  await ok('DeleteGroup', group);
  await ok('DeleteRole', role);
  await ok('DeletePolicy', { PolicyName: policy.PolicyName });
  await refused('EntityNotExist.User', 404, 'GetUser', user);
  assert.deepEqual((await ok('ListUsers')).Users, { User: [] });
  assert.deepEqual((await ok('ListPolicies', { PolicyType: 'Custom' })).Policies, { Policy: [] });
});

test('of many who create one user, or attach one policy, one succeeds', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('CreateUser', { UserName: n % 2 ? 'bob' : 'BOB' })));
  const codes = answers.map(({ status, body }) => (status === 200 ? 'ok' : body.Code)).sort();
  assert.deepEqual(codes, [...Array(19).fill('EntityAlreadyExists.User'), 'ok']);
  const attach = { UserName: 'bob', PolicyType: 'System', PolicyName: 'ReadOnlyAccess' };
  const attached = await Promise.all(Array.from({ length: 10 }, () => ask('AttachPolicyToUser', attach)));
  assert.equal(attached.filter(({ status }) => status === 200).length, 1);
  const keys = await Promise.all(Array.from({ length: 10 }, () => ask('CreateAccessKey', { UserName: 'bob' })));
  assert.equal(keys.filter(({ status }) => status === 200).length, 2, 'two keys at most, however many ask at once');
});

test('a malformed document is refused, with the place of what is wrong in it', async () => {
  const { status, body } = await ask('CreatePolicy', {
    PolicyName: 'broken',
    PolicyDocument: '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs","Resource":"*"},{"Effect":"Allow"}]}',
  });
  assert.deepEqual([status, body.Code], [400, 'MalformedPolicyDocument']);
  assert.match(body.Message, /^\$\.Statement\[0\]\.Action: .+ \$\.Statement\[1\]\.Action: .+ \$\.Statement\[1\]\.Resource: /);
});

test('accounts do not see each other', async () => {
  const stranger = await newAccount(server);
  await ok('CreateUser', { UserName: 'carol' });
  const { body } = await stranger.client('GetUser', { UserName: 'carol' }, { version });
  assert.equal(body.Code, 'EntityNotExist.User');
  assert.equal((await stranger.client('CreateUser', { UserName: 'carol' }, { version })).status, 200);
});

test('all of it is there after a restart, in the form that other requests find', async () => {
  await ok('CreateRole', { ...role, AssumeRolePolicyDocument: trust, Tag: '[{"Key":"env","Value":"test"}]' });
  await ok('AttachPolicyToRole', { PolicyType: 'System', PolicyName: 'AliyunECSFullAccess', ...role });
  const before = await ok('GetRole', role);
  await server.restart();
  const { RequestId: _, ...shown } = await ok('GetRole', role);
  assert.deepEqual(shown, { Role: before.Role });
  const [attached] = (await ok('ListPoliciesForRole', role)).Policies.Policy;
  assert.equal(attached.PolicyName, 'AliyunECSFullAccess');
  const tags = await ok('ListTagResources', { ResourceType: 'role', ResourceNames: '["reader"]' });
  assert.deepEqual(tags.TagResources, [{ ResourceName: 'reader', ResourceType: 'role', TagKey: 'env', TagValue: 'test' }]);
});

test('tags come as JSON or by index, never both', async () => {
  const both = { Tag: '[{"Key":"env"}]', 'Tag.1.Key': 'env' };
  const named = { ResourceType: 'role', ResourceNames: '["reader"]' };
  const requests: readonly (readonly [action: string, params: Params])[] = [
    ['CreatePolicy', { PolicyName: 'tagged', PolicyDocument: document }],
    ['CreateRole', { RoleName: 'tagged', AssumeRolePolicyDocument: trust }],
    ['ListPolicies', {}],
    ['ListRoles', {}],
    ['ListTagResources', named],
    ['TagResources', named],
  ];
  for (const [action, params] of requests) await refused('InvalidParam.Tag', 400, action, { ...params, ...both });
});
