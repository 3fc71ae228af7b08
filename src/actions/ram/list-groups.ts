import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { groupFields, groupOf, groupSample } from '#actions/ram/groups/group-view.ts';
import { markedPage, markerFields, markerParams, markerRows } from '#actions/ram/marker-pages.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Inferred: both rows. */
export default action({
  product: 'Ram',
  name: 'ListGroups',
  summary: { en: 'Lists the user groups of the account, in order of creation.', zh: '查询账号的用户组列表，按创建顺序返回。' },
  mode: 'read',
  params: markerParams,
  returns: { ...requestIdField, ...markerFields, Groups: wrapped('Group', groupFields, 'The groups.', '用户组列表。') },
  errors: markerRows,
  ram: ramRow('ram:ListGroups', 'list', [required('Group', 'acs:ram:*:{account}:group/*')]),
  example: {
    request: { MaxItems: '100' },
    reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E', IsTruncated: false, Groups: { Group: [groupSample] } },
  },
  *handle(p, ctx) {
    const { rows, paging } = yield* markedPage(ctx, 'ramGroup', [], p);
    return { reply: { ...paging, Groups: { Group: rows.map(groupOf) } }, effects: [] };
  },
});
