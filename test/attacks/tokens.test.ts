import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { makeSeals } from '#server/seals.ts';
import { makeSessions } from '#server/sessions.ts';
import { makeVault } from '#server/vault.ts';
import type { Credentials } from '#wire/sign-request.ts';
import { done, newAccount } from '../http/world.ts';
import { type Client, startServer, type TestServer } from '../server.ts';
import { changesNothing, refusalOf } from './refusals.ts';

/** Session tokens that are not what they say, and keys that were taken back: each would make a group, and none may. */
type Session = Credentials & { readonly securityToken: string };
const masterKey = randomBytes(32);
const version = { version: '2015-05-01' };
let now = Date.now();
let server: TestServer;
let one: Session;
let two: Session;
let theirs: Session;
let diagnosis: string;
let user: Credentials;
before(async () => {
  server = await startServer({ now: () => now, masterKey: masterKey.toString('base64') });
  const own = await makeAssumer(server.root, server.running.credentials.accountId);
  one = await own.assume();
  two = await own.assume();
  user = own.user;
  const other = await newAccount(server);
  theirs = await (await makeAssumer(other.client, other.id)).assume();
  diagnosis = (await client(two, 'DescribeVpcs')).body.AccessDeniedDetail.EncodedDiagnosticMessage;
});
after(() => server.stop());

const client = (credentials: Credentials, action = 'CreateSecurityGroup', params = {}, scheme: 'v1' | 'v3' = 'v3') =>
  server.clientOf(credentials)(action, params, { now, scheme });

/** A user who may assume a role that may make groups, and nothing else. */
async function makeAssumer(root: Client, account: string) {
  const ram = (action: string, params: Record<string, string>) => done(root(action, params, { ...version, now }));
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: [`acs:ram::${account}:root`] } }];
  const { Role } = await ram('CreateRole', { RoleName: 'maker', AssumeRolePolicyDocument: JSON.stringify({ Version: '1', Statement }) });
  const Allowed = [{ Effect: 'Allow', Action: 'ecs:CreateSecurityGroup', Resource: '*' }];
  await ram('CreatePolicy', { PolicyName: 'make', PolicyDocument: JSON.stringify({ Version: '1', Statement: Allowed }) });
  await ram('AttachPolicyToRole', { RoleName: 'maker', PolicyName: 'make', PolicyType: 'Custom' });
  await ram('CreateUser', { UserName: 'me' });
  await ram('AttachPolicyToUser', { UserName: 'me', PolicyName: 'AdministratorAccess', PolicyType: 'System' });
  const { AccessKey } = await ram('CreateAccessKey', { UserName: 'me' });
  const me = { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret };
  const assume = async (): Promise<Session> => {
    const params = { RoleArn: Role.Arn, RoleSessionName: 'me', DurationSeconds: '900' };
    const { Credentials } = await done(server.clientOf(me)('AssumeRole', params, { version: '2015-04-01', now }));
    return { accessKeyId: Credentials.AccessKeyId, accessKeySecret: Credentials.AccessKeySecret, securityToken: Credentials.SecurityToken };
  };
  return { user: me, assume };
}

const flipped = (text: string, at: number): string => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
const half = (text: string) => text.length >> 1;
const bytesOf = (text: string) => Buffer.from(text, 'base64');
const malformed = 'InvalidSecurityToken.Malformed';
const mismatch = 'InvalidSecurityToken.MismatchWithAccessKey';
const forged = () => ({
  account: server.running.credentials.accountId,
  roleId: '1',
  roleName: 'maker',
  sessionName: 'me',
  policy: '',
  sourceIdentity: '',
  accessKeyId: one.accessKeyId,
  secret: 'mine',
  expires: now + 900_000,
});
const rows: readonly (readonly [title: string, session: () => Session, code: string])[] = [
  ...Array.from({ length: 12 }, (_, i) => i).map((i) => {
    return [`letter ${i * 9 + 1} changed`, () => ({ ...one, securityToken: flipped(one.securityToken, i * 9) }), malformed] as const;
  }),
  ['cut short', () => ({ ...one, securityToken: one.securityToken.slice(0, -8) }), malformed],
  ['cut to its nonce', () => ({ ...one, securityToken: one.securityToken.slice(0, 16) }), malformed],
  ['longer', () => ({ ...one, securityToken: `${one.securityToken}AAAA` }), malformed],
  ['with a blank in it', () => ({ ...one, securityToken: `${one.securityToken.slice(0, 40)} ${one.securityToken.slice(40)}` }), malformed],
  ['in other letters', () => ({ ...one, securityToken: bytesOf(one.securityToken).toString('hex') }), malformed],
  [
    'the start of one, the end of another',
    () => ({
      ...one,
      securityToken: one.securityToken.slice(0, half(one.securityToken)) + two.securityToken.slice(half(two.securityToken)),
    }),
    malformed,
  ],
  [
    'the nonce of another',
    () => ({
      ...one,
      securityToken: Buffer.concat([bytesOf(two.securityToken).subarray(0, 12), bytesOf(one.securityToken).subarray(12)]).toString(
        'base64',
      ),
    }),
    malformed,
  ],
  [
    'the tag of another',
    () => ({
      ...one,
      securityToken: Buffer.concat([
        bytesOf(one.securityToken).subarray(0, 12),
        bytesOf(two.securityToken).subarray(12, 28),
        bytesOf(one.securityToken).subarray(28),
      ]).toString('base64'),
    }),
    malformed,
  ],
  ['of another session', () => ({ ...one, securityToken: two.securityToken }), mismatch],
  ['of another account', () => ({ ...one, securityToken: theirs.securityToken }), mismatch],
  [
    'of another account with its key, and a secret of this one',
    () => ({ ...theirs, accessKeySecret: one.accessKeySecret }),
    'SignatureDoesNotMatch',
  ],
  ['with a lasting key', () => ({ ...user, securityToken: one.securityToken }), mismatch],
  ['none', () => ({ ...one, securityToken: '' }), 'MissingSecurityToken'],
  ['a diagnosis of this server', () => ({ ...one, securityToken: diagnosis }), malformed],
  [
    'sealed under another master key',
    () => ({ ...one, accessKeySecret: 'mine', securityToken: makeSessions(makeVault(randomBytes(32))).seal(forged()) }),
    malformed,
  ],
  [
    'sealed rightly for another purpose',
    () => ({
      ...one,
      accessKeySecret: 'mine',
      securityToken: makeSeals(makeVault(masterKey), 'diagnosis').seal(JSON.stringify(Object.values(forged()))),
    }),
    malformed,
  ],
  [
    'sealed rightly as a secret of the store',
    () => ({ ...one, accessKeySecret: 'mine', securityToken: makeVault(masterKey).seal(JSON.stringify(Object.values(forged()))) }),
    malformed,
  ],
  ['a text of JSON', () => ({ ...one, securityToken: JSON.stringify(forged()) }), malformed],
  ['a megabyte', () => ({ ...one, securityToken: 'A'.repeat(900_000) }), malformed],
];
for (const [title, session, code] of rows)
  test(`a token that is ${title} -> ${code}`, () => {
    now += 6000;
    return changesNothing(server, async () => {
      for (const scheme of ['v1', 'v3'] as const) {
        const sent = session();
        assert.equal(refusalOf(await client(sent, 'CreateSecurityGroup', {}, scheme)), code, scheme);
      }
    });
  });

test('a token ends when it says, to the second, in both schemes', async () => {
  const start = now;
  const { AccountId, AccessKeyId: accessKeyId, AccessKeySecret: accessKeySecret } = await done(server.root('CreateAccount', {}, { now }));
  const { assume } = await makeAssumer(server.clientOf({ accessKeyId, accessKeySecret }), AccountId);
  const session = await assume();
  for (const scheme of ['v1', 'v3'] as const) {
    now = start + 899_000;
    assert.equal((await client(session, 'CreateSecurityGroup', {}, scheme)).status, 200);
    now = start + 900_000;
    await changesNothing(server, async () =>
      assert.equal(refusalOf(await client(session, 'CreateSecurityGroup', {}, scheme)), 'InvalidSecurityToken.Expired'),
    );
  }
});
test('a key that was disabled is refused within a second, and changes nothing from then on', async () => {
  await done(
    server.root('UpdateAccessKey', { UserName: 'me', UserAccessKeyId: user.accessKeyId, Status: 'Inactive' }, { ...version, now }),
  );
  now += 1000;
  await changesNothing(server, async () => {
    for (const scheme of ['v1', 'v3'] as const)
      assert.equal(refusalOf(await client(user, 'CreateSecurityGroup', {}, scheme)), 'InvalidAccessKeyId.Inactive');
  });
  await done(server.root('DeleteAccessKey', { UserName: 'me', UserAccessKeyId: user.accessKeyId }, { ...version, now }));
  now += 1000;
  assert.equal(refusalOf(await client(user)), 'InvalidAccessKeyId.NotFound');
});
