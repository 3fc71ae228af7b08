import { object, text } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { RamUserHead } from '#domain/ram-heads.ts';
import type { Loaded } from '#kit/deciding.ts';

/** A RAM user as each action shows it; CreateUser shows no time of an update. */
const newFields = {
  UserId: text('The ID of the user.', 'RAM 用户 ID。'),
  UserName: text('The name of the user.', 'RAM 用户名称。'),
  DisplayName: text('The display name.', '显示名称。'),
  MobilePhone: text('The mobile phone number.', '手机号码。'),
  Email: text('The email address.', '邮箱地址。'),
  Comments: text('The description.', '备注。'),
  CreateDate: text('When the user was created, UTC.', '创建时间（UTC）。'),
} as const;
export const userFields = { ...newFields, UpdateDate: text('When the user was last changed, UTC.', '最近一次修改时间（UTC）。') } as const;

export const newUserField = object(newFields, 'The user.', 'RAM 用户信息。');
export const userField = object(userFields, 'The user.', 'RAM 用户信息。');
export const userWithLoginField = object(
  {
    ...userFields,
    LastLoginDate: text('Always empty: there is no console login here.', '最近一次登录时间；此处没有控制台登录，始终为空。'),
  },
  'The user.',
  'RAM 用户信息。',
);

export const newUserOf = ({ key, head }: Loaded<RamUserHead>) => ({
  UserId: key.id,
  UserName: head.name,
  DisplayName: head.displayName,
  MobilePhone: head.mobilePhone,
  Email: head.email,
  Comments: head.comments,
  CreateDate: wireTime(head.created),
});
export const userOf = (user: Loaded<RamUserHead>) => ({ ...newUserOf(user), UpdateDate: wireTime(user.head.updated) });

/** What examples show. */
export const newUserSample = {
  UserId: '222748924538000001',
  UserName: 'alice',
  DisplayName: 'Alice',
  MobilePhone: '86-18600000000',
  Email: 'alice@example.com',
  Comments: 'Cloud computing engineer',
  CreateDate: '2026-11-24T08:30:15Z',
};
export const userSample = { ...newUserSample, UpdateDate: '2026-11-24T08:30:15Z' };
