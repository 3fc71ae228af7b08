import { object, text } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { RamGroupHead } from '#domain/ram-heads.ts';
import type { Loaded } from '#kit/deciding.ts';

/** A user group as each action shows it; CreateGroup shows no time of an update. */
const newFields = {
  GroupId: text('The ID of the group.', '用户组 ID。'),
  GroupName: text('The name of the group.', '用户组名称。'),
  Comments: text('The description.', '备注。'),
  CreateDate: text('When the group was created, UTC.', '创建时间（UTC）。'),
} as const;
export const groupFields = {
  ...newFields,
  UpdateDate: text('When the group was last changed, UTC.', '最近一次修改时间（UTC）。'),
} as const;

export const newGroupField = object(newFields, 'The group.', '用户组信息。');
export const groupField = object(groupFields, 'The group.', '用户组信息。');

export const newGroupOf = ({ key, head }: Loaded<RamGroupHead>) => ({
  GroupId: key.id,
  GroupName: head.name,
  Comments: head.comments,
  CreateDate: wireTime(head.created),
});
export const groupOf = (group: Loaded<RamGroupHead>) => ({ ...newGroupOf(group), UpdateDate: wireTime(group.head.updated) });

/** What examples show. */
export const newGroupSample = {
  GroupId: '222748924538000002',
  GroupName: 'Dev-Team',
  Comments: 'Developers',
  CreateDate: '2026-11-24T08:30:15Z',
};
export const groupSample = { ...newGroupSample, UpdateDate: '2026-11-24T08:30:15Z' };
