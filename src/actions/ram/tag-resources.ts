import { action } from '#actions/action.ts';
import { ramTagsOf } from '#actions/ram/tags/ram-tags.ts';
import { absentRows, findTagged, resourceNames, resourceType, tooManyTags, wrongType } from '#actions/ram/tags/tagged-resources.ts';
import { ramTags } from '#actions/ram/texts/ram-params.ts';
import { ramTagRows } from '#actions/ram/texts/ram-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { retagged } from '#actions/tags/change-tags.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { withTags } from '#domain/tags.ts';

/** Inferred: the rows about types and tags. */
export default action({
  product: 'Ram',
  name: 'TagResources',
  summary: {
    en: 'Puts tags on RAM users, roles or custom policies, on all of them or on none.',
    zh: '为多个 RAM 用户、RAM 角色或自定义权限策略绑定标签，要么全部成功，要么全部不生效。',
  },
  mode: 'change',
  params: {
    ResourceType: resourceType,
    ResourceNames: { ...resourceNames, required: true },
    Tag: { ...ramTags, required: true, doc: { en: 'Up to 20 tags.', zh: '要绑定的标签，最多 20 个。' } },
  },
  returns: requestIdField,
  errors: { ...wrongType, ...ramTagRows, ...absentRows, ...tooManyTags },
  ram: ramRow('ram:TagResources', 'create', [required('All Resources', '*')]),
  example: {
    request: { ResourceType: 'role', 'ResourceNames.1': 'ECSAdmin', 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' },
    reply: { RequestId: 'C46FF5A8-C5F0-4024-8262-B16B639225A0' },
  },
  *handle(p, ctx) {
    const more = ramTagsOf(ctx, p.Tag);
    const found = yield* findTagged(ctx, p.ResourceType, p.ResourceNames);
    const effects = retagged(found, (tags) => withTags(tags, more));
    return effects ? { reply: {}, effects } : ctx.fail('LimitExceeded.Tag');
  },
});
