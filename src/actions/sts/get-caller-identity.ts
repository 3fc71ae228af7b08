import { action } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { ramRow } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/**
 * No resource in its RAM row: anyone who can sign a request may ask who they are, whatever their policies say. The documented row is InternalError
 * alone, which is the gateway's.
 */
export default action({
  product: 'Sts',
  name: 'GetCallerIdentity',
  summary: { en: 'Says who signed the request.', zh: '查询当前调用者的身份信息。' },
  mode: 'read',
  params: {},
  returns: {
    ...requestIdField,
    AccountId: text('The account.', '调用者所属的账号 ID。'),
    Arn: text('The ARN of the caller.', '调用者的 ARN。'),
    IdentityType: text('`Account`, `RAMUser` or `AssumedRoleUser`.', '身份类型：`Account`、`RAMUser` 或 `AssumedRoleUser`。'),
    PrincipalId: text('The ID of the caller.', '身份标识。'),
    UserId: text('The ID of the account or the RAM user; absent for a role.', '账号或 RAM 用户的 ID；以角色调用时不返回。'),
    RoleId: text('The ID of the role; only for a role.', 'RAM 角色 ID，仅以角色调用时返回。'),
  },
  errors: {},
  ram: ramRow('sts:GetCallerIdentity', 'get', []),
  example: {
    request: {},
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      AccountId: '1234567890123456',
      Arn: 'acs:ram::1234567890123456:root',
      IdentityType: 'Account',
      PrincipalId: '1234567890123456',
      UserId: '1234567890123456',
    },
  },
  // biome-ignore lint/correctness/useYield: what it says needs nothing from the store
  *handle(_, { account, identity }) {
    const { arn, type, principalId, userId, roleId } = identity;
    const reply = { AccountId: account, Arn: arn, IdentityType: type, PrincipalId: principalId };
    return { reply: { ...reply, ...(userId && { UserId: userId }), ...(roleId && { RoleId: roleId }) }, effects: [] };
  },
});
