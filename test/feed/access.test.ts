import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Credentials } from '#wire/sign-request.ts';
import { startServer, type TestServer } from '../server.ts';
import { closeReaders, readFeed, until } from './feed-client.ts';

/** Who may read, for as long as he may: what is taken away cuts a stream off within a second. */
const bounded = { timeout: 60_000 };
let clock = 0;
const now = () => Date.now() + clock;
/** So slow a beat that only what is seen in the feed itself can cut anyone off. */
const never = 3_600_000;
let server: TestServer;
before(async () => {
  server = await startServer({ now, streams: { beat: never } });
});
after(async () => {
  closeReaders();
  await server.stop();
});

const done = async (action: string, params: Record<string, string>) => {
  const { status, body, text } = await server.root(action, params);
  assert.equal(status, 200, text);
  return body;
};
const watching = (condition?: object) =>
  JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sallyport:WatchChanges', Resource: '*', ...(condition && { Condition: condition }) }],
  });
let count = 0;
/** A user with a policy of its own that lets it watch. */
async function newUser(document = watching()) {
  const UserName = `user-${++count}`;
  const PolicyName = `policy-${count}`;
  await done('CreateUser', { UserName });
  await done('CreatePolicy', { PolicyName, PolicyDocument: document });
  await done('AttachPolicyToUser', { UserName, PolicyName, PolicyType: 'Custom' });
  const { AccessKey } = await done('CreateAccessKey', { UserName });
  const keys: Credentials = { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret };
  return { UserName, PolicyName, keys, UserAccessKeyId: keys.accessKeyId };
}
type User = Awaited<ReturnType<typeof newUser>>;

const losses: readonly (readonly [title: string, code: string, lose: (user: User) => Promise<unknown>])[] = [
  [
    'its key is disabled',
    'InvalidAccessKeyId.Inactive',
    ({ UserName, UserAccessKeyId }) => done('UpdateAccessKey', { UserName, UserAccessKeyId, Status: 'Inactive' }),
  ],
  [
    'its key is deleted',
    'InvalidAccessKeyId.NotFound',
    ({ UserName, UserAccessKeyId }) => done('DeleteAccessKey', { UserName, UserAccessKeyId }),
  ],
  [
    'its policy is detached',
    'NoPermission',
    ({ UserName, PolicyName }) => done('DetachPolicyFromUser', { UserName, PolicyName, PolicyType: 'Custom' }),
  ],
  [
    'its policy has a new version that does not allow it',
    'NoPermission',
    ({ PolicyName }) =>
      done('CreatePolicyVersion', {
        PolicyName,
        SetAsDefault: 'true',
        PolicyDocument: watching({ Bool: { 'acs:SecureTransport': 'true' } }),
      }),
  ],
  [
    'it joins a group that is denied it',
    'NoPermission',
    async ({ UserName, PolicyName }) => {
      const denied = { GroupName: `group-${UserName}`, PolicyName: `no-${PolicyName}`, PolicyType: 'Custom' };
      await done('CreateGroup', denied);
      await done('CreatePolicy', { ...denied, PolicyDocument: watching().replace('Allow', 'Deny') });
      await done('AttachPolicyToGroup', denied);
      await done('AddUserToGroup', { UserName, GroupName: denied.GroupName });
    },
  ],
];
for (const [title, code, lose] of losses) {
  test(`a stream is cut off, and no other one, when ${title}`, bounded, async () => {
    const user = await newUser();
    const stays = await readFeed(server.endpoint, (await newUser()).keys);
    const reader = await readFeed(server.endpoint, user.keys);
    assert.equal(reader.status, 200, reader.message);
    await pause(20);
    await lose(user);
    await until(() => reader.isOver, 'the end');
    assert.deepEqual([reader.isWhole, reader.events.at(-1)!.event, reader.events.at(-1)!.reason], [true, 'end', 'denied']);
    assert.equal(stays.isOver, false);
    stays.close();
    clock += 1000;
    assert.equal((await readFeed(server.endpoint, user.keys)).code, code);
  });
}

test('a user without the permission opens no stream', bounded, async () => {
  const { keys } = await newUser(watching().replace('WatchChanges', 'DescribeChanges'));
  const { status, code } = await readFeed(server.endpoint, keys);
  assert.deepEqual([status, code], [403, 'NoPermission']);
});

test('a stream is cut off when its token ends, and when a time comes until which it was allowed', bounded, async () => {
  await server.restart({ streams: { beat: 50 } });
  const { accountId } = server.running.credentials;
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${accountId}:root`] } };
  await done('CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument: JSON.stringify({ Version: '1', Statement: [trust] }) });
  await done('CreatePolicy', { PolicyName: 'reading', PolicyDocument: watching() });
  await done('AttachPolicyToRole', { RoleName: 'reader', PolicyName: 'reading', PolicyType: 'Custom' });
  const caller = await newUser(JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] }));
  const assume = { RoleArn: `acs:ram::${accountId}:role/reader`, RoleSessionName: 'reading', DurationSeconds: '900' };
  const { status, body, text } = await server.clientOf(caller.keys)('AssumeRole', assume, { now: now() });
  assert.equal(status, 200, text);
  const { AccessKeyId, AccessKeySecret, SecurityToken } = body.Credentials;
  const session = { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken };
  const end = new Date(now() + 600_000).toISOString();
  const timed = await newUser(watching({ DateLessThan: { 'acs:CurrentTime': end } }));
  const [byToken, byTime] = [await readFeed(server.endpoint, session), await readFeed(server.endpoint, timed.keys)];
  assert.deepEqual([byToken.status, byTime.status], [200, 200], byToken.message);
  await pause(150);
  assert.deepEqual([byToken.isOver, byTime.isOver], [false, false]);
  clock += 700_000;
  await until(() => byTime.isOver, 'the end by time');
  assert.equal(byToken.isOver, false);
  clock += 300_000;
  await until(() => byToken.isOver, 'the end of the token');
  assert.equal(byToken.events.at(-1)!.reason, 'denied');
  clock = 0;
});

test('a stop of the server ends all streams at once, also one that reads nothing; each goes on after the restart', bounded, async () => {
  await server.restart();
  const [one, mute] = [
    await readFeed(server.endpoint, server.running.credentials),
    await readFeed(server.endpoint, server.running.credentials),
  ];
  mute.res.pause();
  await done('CreateSecurityGroup', {});
  await until(() => one.told.length > 0, 'a change');
  const since = Date.now();
  await server.running.close();
  assert.ok(Date.now() - since < 5000);
  await until(() => one.isOver, 'the end');
  assert.deepEqual([one.isWhole, one.events.at(-1)!.event, one.events.at(-1)!.reason], [true, 'end', 'stopping']);
  await server.restart();
  const again = await readFeed(server.endpoint, server.running.credentials, { Cursor: one.events.at(-1)!.cursor });
  await done('CreateSecurityGroup', {});
  await until(() => again.told.length === 1, 'the next change');
  again.close();
});

test('one whose next change is not kept any more gets a marker with the cursor to go on from, then what follows', bounded, async () => {
  const { credentials } = server.running;
  const { Cursor } = await done('WatchChanges', {});
  for (let i = 0; i < 3; i++) await done('CreateSecurityGroup', {});
  await server.restart({ keep: { age: 86_400_000, records: 1 }, purgeEvery: 20 });
  await pause(100);
  const newest = (await done('WatchChanges', {})).Cursor;
  const reader = await readFeed(server.endpoint, credentials, { Cursor });
  await until(() => reader.told.length === 1, 'the marker');
  await done('CreateSecurityGroup', {});
  await until(() => reader.told.length === 2, 'a change');
  assert.deepEqual(
    reader.told.map(({ event, cursor }) => [event, cursor]),
    [
      ['snapshot', newest],
      ['change', `${newest.split(':')[0]}:${Number(newest.split(':')[1]) + 1}`],
    ],
  );
});
