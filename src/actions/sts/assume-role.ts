import { action, type Ctx } from '#actions/action.ts';
import { object, text } from '#actions/fields.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { assumeRows } from '#actions/sts/roles/assume-rows.ts';
import { isTrusted } from '#actions/sts/roles/judge-caller.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { wireTime } from '#actions/wire-time.ts';
import { identityNamed } from '#domain/ram-keys.ts';
import { mostCharacters } from '#ram/policy.ts';
import { readPolicy } from '#ram/read-policy.ts';

const least = 900;
const usual = 3600;
const lengthText = (seconds: number): string => (seconds % 3600 === 0 ? `${seconds / 3600}hr` : `${Math.floor(seconds / 60)}min`);

type Asked = { readonly SourceIdentity?: unknown; readonly ExternalId?: unknown };
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who a session was first made for stays so in every session that it makes (RAM user guide, SourceIdentity). */
const sourceIdentityOf = ({ SourceIdentity }: Asked, keys: Ctx['conditions']): string =>
  keys['acs:SourceIdentity'] ?? textIn(SourceIdentity);

/** What the request says for the condition keys of STS, to the caller's policies as to the trust policy. */
function broughtKeys(p: Asked, keys: Ctx['conditions']): Readonly<Record<string, string>> {
  const [externalId, sourceIdentity] = [textIn(p.ExternalId), sourceIdentityOf(p, keys)];
  return {
    ...(externalId !== '' && { 'sts:ExternalId': externalId }),
    ...(sourceIdentity !== '' && { 'sts:SourceIdentity': sourceIdentity }),
  };
}

/** Inferred: InvalidParameter.SourceIdentity. SerialNumber and TokenCode are no parameters of the SDK; the gateway answers about content types. */
export default action({
  product: 'Sts',
  name: 'AssumeRole',
  summary: {
    en: "Gives a RAM user or role the temporary credentials of a role. Its own policies and the role's trust policy must both allow it.",
    zh: '扮演 RAM 角色并获取临时凭证。调用者自身的权限策略和角色的信任策略须同时允许。',
  },
  mode: 'read',
  params: {
    RoleArn: stringParam('The ARN of the role, which may be of another account.', '角色的 ARN，可以是其他账号的角色。', {
      required: true,
      pattern: '^acs:ram::\\d{1,20}:role/[A-Za-z0-9.@-]{1,64}$',
      wrong: 'InvalidParameter.RoleArn',
      example: 'acs:ram::1234567890123456:role/ECSAdmin',
    }),
    RoleSessionName: stringParam('A name for the session, which shows in the activity log.', '会话名称，会出现在操作记录中。', {
      required: true,
      pattern: '^[A-Za-z0-9.@_-]{2,64}$',
      wrong: 'InvalidParameter.RoleSessionName',
      example: 'alice',
    }),
    DurationSeconds: integerParam(`How long the credentials are valid; ${usual} by default.`, `凭证的有效期，单位：秒，默认为 ${usual}。`, {
      example: String(usual),
    }),
    Policy: stringParam(
      'A policy that the session must also have: it may do what both this and the policies of the role allow.',
      '会话策略；临时凭证的权限为会话策略与角色权限策略的交集。',
    ),
    ExternalId: stringParam('The condition key sts:ExternalId of the trust policy.', '外部 ID，即信任策略中的条件键 sts:ExternalId。', {
      pattern: '^[\\w+=,.@:/-]{2,1224}$',
      wrong: 'InvalidParameter.ExternalId',
      example: 'abcd1234',
    }),
    SourceIdentity: stringParam(
      'Who it is really for: the condition key sts:SourceIdentity here, and acs:SourceIdentity of all that the session does. A session that has one hands it on and cannot change it.',
      '源身份：在扮演角色时为条件键 sts:SourceIdentity，在会话的后续请求中为条件键 acs:SourceIdentity。会话已有源身份时自动沿用，且不可更改。',
      {
        pattern: '^(?!acs:|aliyun:|alibabacloud:)[\\w+=,.@-]{2,64}$',
        wrong: 'InvalidParameter.SourceIdentity',
        example: 'Alice',
      },
    ),
  },
  returns: {
    ...requestIdField,
    AssumedRoleUser: object(
      {
        Arn: text('The ARN of the session.', '会话的 ARN。'),
        AssumedRoleId: text('The ID of the role and the name of the session.', '角色 ID 和会话名称。'),
      },
      'Who one is with the credentials.',
      '扮演角色后的身份。',
    ),
    Credentials: object(
      {
        AccessKeyId: text('The ID of the access key.', '访问密钥 ID。'),
        AccessKeySecret: text('Its secret.', '访问密钥的密钥。'),
        SecurityToken: text('The token that must come with the key.', '安全令牌，须与访问密钥一起使用。'),
        Expiration: text('When they expire, UTC.', '过期时间（UTC）。'),
      },
      'The credentials.',
      '临时凭证。',
    ),
    SourceIdentity: text('Who the session is really for; only where that was said.', '源身份，仅在已设置时返回。'),
  },
  errors: assumeRows,
  ram: ramRow('sts:AssumeRole', 'get', [required('Role', '{RoleArn}')]),
  example: {
    request: { RoleArn: 'acs:ram::1234567890123456:role/ECSAdmin', RoleSessionName: 'alice' },
    reply: {
      RequestId: '6894B13B-6D71-4EF5-88FA-F32781734A7F',
      AssumedRoleUser: { Arn: 'acs:ram::1234567890123456:role/ECSAdmin/alice', AssumedRoleId: '222748924538000003:alice' },
      Credentials: {
        AccessKeyId: 'STS.NexampleExampleExample0000',
        AccessKeySecret: 'exampleSecretExampleSecret0000',
        SecurityToken: 'CAISexample',
        Expiration: '2026-11-24T09:30:15Z',
      },
    },
  },
  brings: (p, keys) => [broughtKeys(p, keys)],
  *handle(p, ctx) {
    const { RoleSessionName: sessionName, DurationSeconds: duration = usual, Policy: policy = '' } = p;
    const session = policy === '' ? undefined : readPolicy(policy, mostCharacters.session);
    if (session && 'faults' in session)
      return ctx.fail(session.faults[0]?.code === 'size' ? 'InvalidParameter.PolicySize' : 'InvalidParameter.PolicyGrammar');
    const given = ctx.conditions['acs:SourceIdentity'];
    if (given !== undefined && p.SourceIdentity !== undefined && p.SourceIdentity !== given)
      return ctx.fail('InvalidParameter.SourceIdentity');
    if (duration < least) return ctx.fail('InvalidParameter.DurationSeconds', lengthText(usual));
    if (ctx.identity.type === 'Account') return ctx.fail('NoPermission#root');

    const [, account = '', name = ''] = /^acs:ram::(\d+):role\/(.+)$/.exec(p.RoleArn) ?? [];
    const role = yield* identityNamed(account, 'role', name, 'look');
    // Whether another account has such a role is nobody's business whom it does not trust.
    if (!role) return ctx.fail(account === ctx.account ? 'EntityNotExist.Role' : 'NoPermission#trust');
    const sourceIdentity = sourceIdentityOf(p, ctx.conditions);
    if (!isTrusted(ctx, role.head.trust, broughtKeys(p, ctx.conditions))) return ctx.fail('NoPermission#trust');
    if (duration > role.head.maxSession) return ctx.fail('InvalidParameter.DurationSeconds', lengthText(role.head.maxSession));

    const { name: roleName } = role.head;
    const expires = ctx.now + duration * 1000;
    const made = ctx.newSession({ account, roleId: role.key.id, roleName, sessionName, policy, sourceIdentity, expires });
    const reply = {
      AssumedRoleUser: { Arn: `${p.RoleArn}/${sessionName}`, AssumedRoleId: `${role.key.id}:${sessionName}` },
      Credentials: {
        AccessKeyId: made.accessKeyId,
        AccessKeySecret: made.accessKeySecret,
        SecurityToken: made.securityToken,
        Expiration: wireTime(expires),
      },
      ...(sourceIdentity !== '' && { SourceIdentity: sourceIdentity }),
    };
    return { reply, effects: [] };
  },
});
