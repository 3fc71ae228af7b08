import { action } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { booleanParam, stringsParam } from '#actions/params.ts';
import { absentRows, findTagged, resourceNames, resourceType, wrongType } from '#actions/ram/tags/tagged-resources.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { retagged } from '#actions/tags/change-tags.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { maxTags, withoutTags } from '#domain/tags.ts';

/** Inferred: the rows about types and tags. */
export default action({
  product: 'Ram',
  name: 'UntagResources',
  summary: {
    en: 'Takes tags off RAM users, roles or custom policies, off all of them or off none.',
    zh: '为多个 RAM 用户、RAM 角色或自定义权限策略解绑标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    ResourceType: resourceType,
    ResourceNames: { ...resourceNames, required: true },
    TagKeys: stringsParam(
      maxTags,
      'Keys of up to 20 tags; those that a resource does not have are ignored.',
      '要解绑的标签键，最多 20 个；资源没有的标签键会被忽略。',
      {
        orJson: true,
        example: 'env',
      },
    ),
    All: booleanParam('Takes all tags off; only where no keys are named.', '是否解绑全部标签，仅在未指定标签键时有效。', {
      example: 'false',
    }),
  },
  returns: requestIdField,
  errors: {
    ...wrongType,
    MissingTagKeys: inferred(
      400,
      'TagKeys is mandatory for this action.',
      'Neither keys are named, nor All.',
      '既未指定标签键，也未设置 All。',
      {
        en: 'Neither TagKeys nor All=true.',
        zh: '既不传 TagKeys，也不传 All=true。',
      },
    ),
    ...absentRows,
  },
  ram: ramRow('ram:UntagResources', 'delete', [required('All Resources', '*')]),
  example: {
    request: { ResourceType: 'role', 'ResourceNames.1': 'ECSAdmin', 'TagKeys.1': 'env' },
    reply: { RequestId: 'C46FF5A8-C5F0-4024-8262-B16B639225A0' },
  },
  *handle(p, ctx) {
    const keys = p.TagKeys ?? [];
    if (keys.length === 0 && !p.All) return ctx.fail('MissingTagKeys');
    const found = yield* findTagged(ctx, p.ResourceType, p.ResourceNames);
    return { reply: {}, effects: retagged(found, (tags) => (keys.length > 0 ? withoutTags(tags, keys) : {})) ?? [] };
  },
});
