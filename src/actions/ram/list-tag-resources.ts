import { action } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { listOf, text } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { nextTokenField } from '#actions/pages.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { namesOf } from '#actions/ram/tags/names-of.ts';
import { kindOfType, resourceNames, resourceType, taggedNamed, wrongType } from '#actions/ram/tags/tagged-resources.ts';
import { tagsToMatch } from '#actions/ram/texts/ram-params.ts';
import { outOfRange, tagForms } from '#actions/ram/texts/ram-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { allTags, askedTags } from '#domain/tag-search.ts';
import { listTags, markOf, markText } from '#domain/tagged.ts';

const tagFields = {
  ResourceName: text('The name of the resource.', '资源名称。'),
  ResourceType: text('The type of the resource.', '资源类型。'),
  TagKey: text('The tag key.', '标签键。'),
  TagValue: text('The tag value.', '标签值。'),
};

/** Inferred: all rows. Names that do not exist are left out. */
export default action({
  product: 'Ram',
  name: 'ListTagResources',
  summary: {
    en: 'Lists the tags of RAM users, roles or custom policies that are named, or found by their tags.',
    zh: '查询指定的 RAM 用户、RAM 角色或自定义权限策略的标签，或按标签查询资源。',
  },
  mode: 'read',
  params: {
    ResourceType: resourceType,
    ResourceNames: resourceNames,
    Tag: tagsToMatch,
    PageSize: integerParam('Tags on a page, 100 by default.', '每页的最大条数，默认为 100。', {
      min: 1,
      max: 100,
      wrong: 'InvalidParameter.PageSize',
      example: '100',
    }),
    NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
  },
  returns: { ...requestIdField, ...nextTokenField, TagResources: listOf(tagFields, 'The tags.', '标签列表。') },
  errors: {
    ...wrongType,
    ...tagForms,
    'InvalidParameter.PageSize': outOfRange('PageSize', 1, 100),
    'InvalidParameter.NextToken': inferred(
      400,
      'The parameter - "NextToken" is incorrect.',
      'NextToken is not one that a page gave.',
      'NextToken 不是此前返回的值。',
      'NextToken=!',
    ),
  },
  ram: ramRow('ram:ListTagResources', 'list', [required('All Resources', '*')]),
  example: {
    request: { ResourceType: 'role', 'ResourceNames.1': 'ECSAdmin' },
    reply: {
      RequestId: '484256DA-D816-44D2-9D86-B6EE4D5BA78C',
      NextToken: '',
      TagResources: [{ ResourceName: 'ECSAdmin', ResourceType: 'role', TagKey: 'env', TagValue: 'test' }],
    },
  },
  *handle(p, ctx) {
    const { ResourceType, ResourceNames, Tag, NextToken, PageSize = 100 } = p;
    const after = NextToken === undefined ? undefined : (markOf(NextToken) ?? ctx.fail('InvalidParameter.NextToken'));
    let ids: string[] | undefined;
    for (const name of ResourceNames ?? []) {
      ids ??= [];
      const found = yield* taggedNamed(ctx.account, ResourceType, name, 'look');
      if (found) ids.push(found.key.id);
    }
    const asked = Tag?.map(({ Key = '', Value }) => ({ key: Key, value: Value }));
    const tagsOf = ({ tags }: { readonly tags: Parameters<typeof allTags>[0] }) => (asked ? askedTags(tags, asked) : allTags(tags));
    const scope = { account: ctx.account, region: '' };
    const filter = { where: whereTagged(Tag), ids, keep: (head: Parameters<typeof tagsOf>[0]) => tagsOf(head).length > 0 };
    const { rows, more } = yield* listTags(scope, kindOfType[ResourceType], filter, tagsOf, after, PageSize);
    const names = yield* namesOf(
      ctx.account,
      ResourceType,
      rows.map(({ id }) => id),
    );
    const TagResources = rows.map(({ id, key, value }) => ({ ResourceName: names.get(id), ResourceType, TagKey: key, TagValue: value }));
    const last = rows.at(-1);
    return { reply: { NextToken: more && last ? markText(last) : '', TagResources }, effects: [] };
  },
});
