import { action } from '#actions/action.ts';
import { observed } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { pageFields, pageParams } from '#actions/pages.ts';
import { booleanParam, enumParam, stringParam, stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { noSuchRegion, resourceGroupIdForm, seedRegion } from '#actions/resource-group-params.ts';
import {
  resourceGroupFields,
  resourceGroupOf,
  resourceGroupSample,
  resourceGroupTagsField,
  resourceGroupTagsOf,
} from '#actions/resource-group-view.ts';
import { requestIdField, tagRows } from '#actions/vocabulary.ts';
import { list } from '#domain/paging.ts';

const idDoc = ['Only these; IDs that do not exist are left out.', '仅返回这些资源组；不存在的 ID 会被忽略。'] as const;

/** Observed: the row of InvalidParameter.ResourceGroupId, which openshift-install expects of this action. */
export default action({
  product: 'ResourceManager',
  name: 'ListResourceGroups',
  summary: {
    en: 'Lists the resource groups of the account in order of creation. All filters must hold.',
    zh: '查询账号的资源组列表，按创建顺序返回。需同时满足所有过滤条件。',
  },
  mode: 'read',
  seeds: true,
  params: {
    Name: stringParam('A part of the identifier.', '资源组唯一标识，支持模糊匹配。', { example: 'my-project' }),
    DisplayName: stringParam('A part of the display name.', '资源组显示名称，支持模糊匹配。', { example: 'my-project' }),
    Status: enumParam(['Creating', 'OK', 'PendingDelete'], 'Every resource group is `OK`.', '资源组状态；此处的资源组均为 `OK`。', {
      example: 'OK',
    }),
    ResourceGroupId: stringParam(`${idDoc[0]} Ignored beside ResourceGroupIds.`, `${idDoc[1]}传入 ResourceGroupIds 时忽略此参数。`, {
      ...resourceGroupIdForm,
      example: 'rg-bp67acfmxazb4p0000',
    }),
    ResourceGroupIds: stringsParam(100, ...idDoc, { ...resourceGroupIdForm, example: 'rg-bp67acfmxazb4p0000' }),
    Tag: tagRows,
    IncludeTags: booleanParam('Whether tags are shown; they are where Tag is set.', '是否返回标签信息；传入 Tag 时总是返回。', {
      example: 'false',
    }),
    ...pageParams(100, 10),
    RegionId: seedRegion,
  },
  returns: {
    ...requestIdField,
    ResourceGroups: wrapped('ResourceGroup', { ...resourceGroupFields, ...resourceGroupTagsField }, 'The resource groups.', '资源组列表。'),
    ...pageFields,
  },
  errors: {
    'InvalidParameter.ResourceGroupId': observed(
      400,
      'The ResourceGroupId is invalid.',
      'An ID does not have the form of one, or there are more than 100.',
      'ID 的格式不正确，或超过 100 个。',
      'ResourceGroupId=default',
    ),
    'InvalidRegionId.NotFound': noSuchRegion,
  },
  ram: ramRow('ram:ListResourceGroups', 'list', [required('ResourceGroup', 'acs:ram:*:{account}:resourcegroup/*')]),
  example: {
    request: { PageSize: '50' },
    reply: {
      RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E',
      ResourceGroups: { ResourceGroup: [{ ...resourceGroupSample, Tags: { Tag: [] } }] },
      PageNumber: 1,
      PageSize: 50,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const { Name = '', DisplayName = '', PageNumber = 1, PageSize = 10 } = p;
    const ids = p.Status !== undefined && p.Status !== 'OK' ? [] : (p.ResourceGroupIds ?? (p.ResourceGroupId && [p.ResourceGroupId]));
    const keep =
      Name === '' && DisplayName === ''
        ? undefined
        : (head: { name: string; displayName: string }) => head.name.includes(Name) && head.displayName.includes(DisplayName);
    const scope = { account: ctx.account, region: '' };
    const window = { skip: (PageNumber - 1) * PageSize, limit: PageSize, total: true };
    const found = yield* list(scope, 'resourceGroup', { where: whereTagged(p.Tag), ids: ids || undefined, keep }, window);
    const tagged = p.IncludeTags === true || p.Tag !== undefined;
    const ResourceGroup = found.rows.map((row) => ({ ...resourceGroupOf(row), ...resourceGroupTagsOf(row.head, tagged) }));
    return { reply: { ResourceGroups: { ResourceGroup }, PageNumber, PageSize, TotalCount: found.total }, effects: [] };
  },
});
