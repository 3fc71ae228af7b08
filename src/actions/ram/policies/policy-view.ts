import { flag, integer, text } from '#actions/fields.ts';
import type { FoundPolicy } from '#actions/ram/policies/find-policy.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { PolicyVersionRow } from '#domain/ram-heads.ts';

/** A policy, and a version of one, as actions show them. */
export const policyFields = {
  PolicyName: text('The name of the policy.', '权限策略名称。'),
  PolicyType: text('`System` or `Custom`.', '权限策略类型：`System` 或 `Custom`。'),
  Description: text('The description.', '权限策略描述。'),
  DefaultVersion: text('The version that counts.', '默认版本。'),
} as const;
export const createdField = { CreateDate: text('When the policy was created, UTC.', '创建时间（UTC）。') } as const;
export const updatedField = { UpdateDate: text('When the policy was last changed, UTC.', '最近一次修改时间（UTC）。') } as const;
export const attachDateField = { AttachDate: text('When the policy was attached, UTC.', '绑定时间（UTC）。') } as const;
export const countField = {
  AttachmentCount: integer('How many users, groups and roles have it.', '绑定该权限策略的 RAM 用户、用户组和 RAM 角色数量。'),
} as const;
export const versionFields = {
  VersionId: text('The version.', '权限策略版本 ID。'),
  IsDefaultVersion: flag('Whether it is the version that counts.', '是否为默认版本。'),
  PolicyDocument: text('The policy, as it was sent.', '权限策略内容。'),
  CreateDate: text('When the version was made, UTC.', '创建时间（UTC）。'),
} as const;

export const policyOf = ({ name, type, description, defaultVersion }: FoundPolicy) => ({
  PolicyName: name,
  PolicyType: type,
  Description: description,
  DefaultVersion: defaultVersion,
});
export const createdOf = ({ created }: FoundPolicy) => ({ CreateDate: wireTime(created) });
export const updatedOf = ({ updated }: FoundPolicy) => ({ UpdateDate: wireTime(updated) });
export const versionOf = ({ version, document, created }: PolicyVersionRow, defaultVersion: string) => ({
  VersionId: version,
  IsDefaultVersion: version === defaultVersion,
  PolicyDocument: document,
  CreateDate: wireTime(created),
});

/** What examples show. */
export const documentSample = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"ecs:Describe*","Resource":"*"}]}';
export const policySample = {
  PolicyName: 'OSS-Administrator',
  PolicyType: 'Custom',
  Description: 'OSS administrator',
  DefaultVersion: 'v1',
};
export const dateSample = '2026-11-24T08:30:15Z';
export const versionSample = { VersionId: 'v1', IsDefaultVersion: true, PolicyDocument: documentSample, CreateDate: dateSample };
