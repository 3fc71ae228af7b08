import { action } from '#actions/action.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { object } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { noSuchRegion, seedRegion } from '#actions/resource-group-params.ts';
import {
  regionStatusesField,
  regionStatusesOf,
  resourceGroupFields,
  resourceGroupOf,
  resourceGroupSample,
} from '#actions/resource-group-view.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { requestIdField, tagRows } from '#actions/vocabulary.ts';
import { accountKey, page, root } from '#domain/finding.ts';
import type { ResourceGroupHead } from '#domain/kinds.ts';
import { limitOf } from '#domain/quota.ts';
import { isResourceGroupDisplayName, resourceGroupKey, resourceGroupNameFault } from '#domain/resource-group.ts';
import { readTags } from '#domain/tags.ts';

const tagCode = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;
const nameCode = { length: 'InvalidParameter.Name.Length', characters: 'InvalidParameter.Name.InvalidChars' } as const;

/**
 * Inferred: the rows on tags, the message of EntityAlreadyExists.ResourceGroup and all of LimitExceeded.ResourceGroup, whose limit is documented.
 * No request here gets InvalidParameter.DisplayName: any text will do.
 */
export default action({
  product: 'ResourceManager',
  name: 'CreateResourceGroup',
  summary: { en: 'Creates a resource group, which can be used at once in every region.', zh: '创建一个资源组，可立即在所有地域中使用。' },
  mode: 'change',
  seeds: true,
  params: {
    Name: stringParam(
      'The unique identifier: 2 to 50 letters, digits and hyphens, a letter first.',
      '资源组唯一标识，长度为 2～50 个字符，可包含英文字母、数字和短划线（-），以英文字母开头。',
      { required: true, example: 'my-project' },
    ),
    DisplayName: stringParam('The display name: 1 to 50 characters.', '资源组显示名称，长度为 1～50 个字符。', {
      required: true,
      missing: 'MissingParameter.DisplayName',
      example: 'my-project',
    }),
    Tag: tagRows,
    RegionId: seedRegion,
  },
  returns: {
    ...requestIdField,
    ResourceGroup: object({ ...resourceGroupFields, ...regionStatusesField }, 'The new resource group.', '新建的资源组信息。'),
  },
  errors: {
    'MissingParameter.DisplayName': documented(400, 'You must specify DisplayName.', 'DisplayName is absent.', '缺少参数 DisplayName。', {
      en: 'No DisplayName.',
      zh: '不传 DisplayName。',
    }),
    'InvalidRegionId.NotFound': noSuchRegion,
    'InvalidParameter.Name.Length': documented(
      400,
      'The maximum length of Name is exceeded.',
      'The name is not 2 to 50 characters.',
      '名称的长度不在 2～50 个字符之间。',
      'Name=a',
    ),
    'InvalidParameter.Name.InvalidChars': documented(
      400,
      'The Name is invalid.',
      'The name has other characters than letters, digits and hyphens, or does not start with a letter.',
      '名称包含英文字母、数字和短划线以外的字符，或未以英文字母开头。',
      'Name=my_project',
    ),
    'InvalidParameter.DisplayName.Length': documented(
      400,
      'The maximum length of DisplayName is exceeded.',
      'The display name is longer than 50 characters.',
      '显示名称超过 50 个字符。',
      { en: 'A DisplayName of 51 characters.', zh: '传入 51 个字符的 DisplayName。' },
    ),
    'InvalidTagKey.Malformed': asInferred({
      http: 400,
      message: 'The specified Tag.n.Key is not valid.',
      ...tagTexts.key,
      source: 'documented',
    }),
    'InvalidTagValue.Malformed': asInferred({
      http: 400,
      message: 'The specified Tag.n.Value is not valid.',
      ...tagTexts.value,
      source: 'documented',
    }),
    'Duplicate.TagKey': asInferred({
      http: 400,
      message: 'The Tag.N.Key contain duplicate key.',
      ...tagTexts.duplicate,
      source: 'documented',
    }),
    'EntityAlreadyExists.ResourceGroup': inferred(
      409,
      'The specified resource group already exists.',
      'The account has a resource group of that name.',
      '该账号已有同名资源组。',
      'Name=default',
    ),
    'LimitExceeded.ResourceGroup': inferred(
      409,
      'The maximum number of resource groups is exceeded.',
      'The account has as many resource groups as its quota allows (30 by default).',
      '资源组数量已达到账号配额上限（默认 30 个）。',
      { en: 'The 31st resource group of an account.', zh: '创建第 31 个资源组。' },
    ),
  },
  ram: ramRow('ram:CreateResourceGroup', 'create', [required('ResourceGroup', 'acs:ram:*:{account}:resourcegroup/*')]),
  example: {
    request: { Name: 'my-project', DisplayName: 'my-project' },
    reply: {
      RequestId: '04F0F334-1335-436C-A1D7-6C044FE73368',
      ResourceGroup: { ...resourceGroupSample, RegionStatuses: { RegionStatus: [{ RegionId: 'cn-qingdao', Status: 'OK' }] } },
    },
  },
  *handle(p, ctx) {
    const fault = resourceGroupNameFault(p.Name);
    if (fault) return ctx.fail(nameCode[fault]);
    if (!isResourceGroupDisplayName(p.DisplayName)) return ctx.fail('InvalidParameter.DisplayName.Length');
    const read = readTags(pairsOf(p.Tag));
    if ('fault' in read) return ctx.fail(tagCode[read.fault]);

    // Held although it does not change, because two groups of one name made at once would otherwise not see each other.
    const quotas = (yield* root(accountKey(ctx.account), 'change'))?.head.quotas ?? {};
    const scope = { account: ctx.account, region: '' };
    if ((yield* page(scope, 'resourceGroup', { where: [['name', p.Name]], limit: 1 })).rows.length > 0)
      return ctx.fail('EntityAlreadyExists.ResourceGroup');
    const { total = 0 } = yield* page(scope, 'resourceGroup', { limit: 1, total: true });
    if (total >= limitOf('resourceGroupsPerAccount', quotas)) return ctx.fail('LimitExceeded.ResourceGroup');

    const key = resourceGroupKey(ctx.account, ctx.newId('rg'));
    const head: ResourceGroupHead = { name: p.Name, displayName: p.DisplayName, tags: read.tags, created: ctx.now };
    const ResourceGroup = { ...resourceGroupOf({ key, version: 0, head }), ...regionStatusesOf() };
    return { reply: { ResourceGroup }, effects: [{ put: key, head }] };
  },
});
