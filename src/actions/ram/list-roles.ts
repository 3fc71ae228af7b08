import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { whereTagged } from '#actions/filters.ts';
import { markedPage, markerFields, markerParams, markerRows } from '#actions/ram/marker-pages.ts';
import { roleFields, roleInListOf, roleInListSample } from '#actions/ram/roles/role-view.ts';
import { shownTags, tagsField } from '#actions/ram/tags/ram-tags.ts';
import { tagsToMatch } from '#actions/ram/texts/ram-params.ts';
import { tagForms } from '#actions/ram/texts/ram-rows.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Inferred: the rows about paging. */
export default action({
  product: 'Ram',
  name: 'ListRoles',
  summary: { en: 'Lists the RAM roles of the account, in order of creation.', zh: '查询账号的 RAM 角色列表，按创建顺序返回。' },
  mode: 'read',
  params: { Tag: tagsToMatch, ...markerParams },
  returns: {
    ...requestIdField,
    ...markerFields,
    Roles: wrapped('Role', { ...roleFields, Tags: tagsField }, 'The roles.', 'RAM 角色列表。'),
  },
  errors: { ...tagForms, ...markerRows },
  ram: ramRow('ram:ListRoles', 'list', [required('Role', 'acs:ram:*:{account}:role/*')]),
  example: {
    request: { MaxItems: '100' },
    reply: {
      RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E',
      IsTruncated: false,
      Roles: { Role: [{ ...roleInListSample, Tags: { Tag: [] } }] },
    },
  },
  *handle(p, ctx) {
    const { rows, paging } = yield* markedPage(ctx, 'ramRole', whereTagged(p.Tag), p);
    const Role = rows.map((role) => ({ ...roleInListOf(role), Tags: shownTags(role.head.tags) }));
    return { reply: { ...paging, Roles: { Role } }, effects: [] };
  },
});
