import { text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { ResourceGroupHead } from '#domain/kinds.ts';
import { regions } from '#domain/regions.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** What `resourceGroupOf` gives. */
export const resourceGroupFields: Returns = {
  Id: text('The ID of the resource group.', '资源组 ID。'),
  Name: text('Its unique identifier.', '资源组唯一标识。'),
  DisplayName: text('Its display name.', '资源组显示名称。'),
  AccountId: text('The account that it belongs to.', '资源组所属的账号 ID。'),
  Status: text('`OK`; `PendingDelete` in the reply that deletes it.', '资源组状态：`OK`；删除资源组时返回 `PendingDelete`。'),
  CreateDate: text('When it was made, UTC.', '创建时间，UTC。'),
};
export const regionStatusesField: Returns = {
  RegionStatuses: wrapped(
    'RegionStatus',
    { RegionId: text('The region.', '地域 ID。'), Status: text('Its status there.', '资源组在该地域的状态。') },
    'Its status in every region, which is the same in all of them.',
    '各地域的资源组状态，均相同。',
  ),
};
export const resourceGroupTagsField: Returns = {
  Tags: wrapped(
    'Tag',
    { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') },
    'Its tags; empty unless asked for.',
    '标签列表；未要求返回标签时为空。',
  ),
};

type Status = 'OK' | 'PendingDelete';
type Shown = Readonly<Record<string, unknown>>;

export const resourceGroupOf = ({ key, head }: Loaded<ResourceGroupHead>, status: Status = 'OK'): Shown => ({
  Id: key.id,
  Name: head.name,
  DisplayName: head.displayName,
  AccountId: key.account,
  Status: status,
  CreateDate: wireTime(head.created),
});

export const regionStatusesOf = (status: Status = 'OK'): Shown => ({
  RegionStatuses: { RegionStatus: regions.map(({ id }) => ({ RegionId: id, Status: status })) },
});

export const resourceGroupTagsOf = ({ tags = {} }: ResourceGroupHead, wanted: boolean): Shown => ({
  Tags: { Tag: wanted ? Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) : [] },
});

/** What examples show. */
export const resourceGroupSample = {
  Id: 'rg-bp67acfmxazb4p0000',
  Name: 'my-project',
  DisplayName: 'my-project',
  AccountId: '1234567890123456',
  Status: 'OK',
  CreateDate: '2026-11-24T08:30:15Z',
};
