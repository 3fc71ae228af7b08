import { integer, object, text } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { RamRoleHead } from '#domain/ram-heads.ts';
import { roleArnOf } from '#domain/ram-keys.ts';
import type { Loaded } from '#kit/deciding.ts';

/** A RAM role as each action shows it: a list leaves the trust policy out, CreateRole the time of an update. */
const listedFields = {
  RoleId: text('The ID of the role.', 'RAM 角色 ID。'),
  RoleName: text('The name of the role.', 'RAM 角色名称。'),
  Arn: text('The ARN of the role.', 'RAM 角色的 ARN。'),
  Description: text('The description.', '描述。'),
  MaxSessionDuration: integer('The longest session, in seconds.', '最大会话时间，单位：秒。'),
  CreateDate: text('When the role was created, UTC.', '创建时间（UTC）。'),
} as const;
const updated = { UpdateDate: text('When the role was last changed, UTC.', '最近一次修改时间（UTC）。') } as const;
const trust = { AssumeRolePolicyDocument: text('The trust policy, as it was sent.', '信任策略内容。') } as const;

export const roleFields = { ...listedFields, ...updated } as const;
export const newRoleField = object({ ...listedFields, ...trust }, 'The role.', 'RAM 角色信息。');
export const roleField = object({ ...roleFields, ...trust }, 'The role.', 'RAM 角色信息。');

const listedOf = ({ key, head }: Loaded<RamRoleHead>) => ({
  RoleId: key.id,
  RoleName: head.name,
  Arn: roleArnOf(key.account, head.name),
  Description: head.description,
  MaxSessionDuration: head.maxSession,
  CreateDate: wireTime(head.created),
});
const updatedOf = ({ head }: Loaded<RamRoleHead>) => ({ UpdateDate: wireTime(head.updated) });

export const roleInListOf = (role: Loaded<RamRoleHead>) => ({ ...listedOf(role), ...updatedOf(role) });
export const newRoleOf = (role: Loaded<RamRoleHead>) => ({ ...listedOf(role), AssumeRolePolicyDocument: role.head.trust });
export const roleOf = (role: Loaded<RamRoleHead>) => ({ ...newRoleOf(role), ...updatedOf(role) });

/** What examples show. */
export const trustSample =
  '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":"acs:ram::1234567890123456:root"}}]}';
const listedSample = {
  RoleId: '222748924538000003',
  RoleName: 'ECSAdmin',
  Arn: 'acs:ram::1234567890123456:role/ECSAdmin',
  Description: 'ECS administrator',
  MaxSessionDuration: 3600,
  CreateDate: '2026-11-24T08:30:15Z',
};
export const roleInListSample = { ...listedSample, UpdateDate: '2026-11-24T08:30:15Z' };
export const newRoleSample = { ...listedSample, AssumeRolePolicyDocument: trustSample };
export const roleSample = { ...newRoleSample, UpdateDate: '2026-11-24T08:30:15Z' };
