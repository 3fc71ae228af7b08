import { flag, integer, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import { serviceNumberOf, type Tally } from '#domain/group.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { Returns } from '#kit/shape.ts';

/** What `groupOf` gives. */
export const groupFields: Returns = {
  SecurityGroupId: text('ID of the security group.', '安全组 ID。'),
  SecurityGroupName: text('Name of the security group.', '安全组名称。'),
  Description: text('Description of the security group.', '安全组描述。'),
  SecurityGroupType: text('`normal` (basic) or `enterprise`.', '安全组类型：`normal`（普通安全组）或 `enterprise`（企业级安全组）。'),
  VpcId: text('ID of the VPC; empty on the classic network.', '专有网络 VPC ID；经典网络为空。'),
  ResourceGroupId: text('ID of the resource group; empty where none was given.', '资源组 ID；未指定时为空。'),
  CreationTime: text('When the group was made, UTC.', '创建时间，UTC。'),
  RuleCount: integer('How many rules it has.', '安全组规则数量。'),
  GroupToGroupRuleCount: integer('How many of its rules name a security group.', '以安全组为授权对象的规则数量。'),
  EcsCount: integer('How many members it has; 0 unless IsQueryEcsCount is set.', '成员数量；未设置 IsQueryEcsCount 时为 0。'),
  AvailableInstanceAmount: integer(
    'How many more members fit; 0 unless IsQueryEcsCount is set.',
    '剩余可加入的成员数量；未设置 IsQueryEcsCount 时为 0。',
  ),
  ServiceManaged: flag('Whether a cloud product manages the group.', '是否为托管安全组。'),
  ServiceID: integer('Number of that product, or 0.', '托管方云产品编号；无编号时为 0。'),
  Tags: wrapped('Tag', { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

/** A group as DescribeSecurityGroups lists it. Tags are TagKey/TagValue here and nowhere else: Terraform panics on any other spelling. */
export function groupOf(
  { key, head }: Loaded<GroupHead>,
  { rules, groupRules }: Tally,
  capacity: number,
): Readonly<Record<string, unknown>> {
  return {
    SecurityGroupId: key.id,
    SecurityGroupName: head.name,
    Description: head.description,
    SecurityGroupType: head.type,
    VpcId: head.vpc,
    ResourceGroupId: head.resourceGroup,
    CreationTime: wireTime(head.created),
    RuleCount: rules,
    GroupToGroupRuleCount: groupRules,
    EcsCount: 0,
    AvailableInstanceAmount: capacity,
    ServiceManaged: head.service !== '',
    ServiceID: serviceNumberOf(head),
    Tags: { Tag: Object.entries(head.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
  };
}
