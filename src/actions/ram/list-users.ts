import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { markedPage, markerFields, markerParams, markerRows } from '#actions/ram/marker-pages.ts';
import { userFields, userOf, userSample } from '#actions/ram/users/user-view.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** Inferred: both rows. */
export default action({
  product: 'Ram',
  name: 'ListUsers',
  summary: { en: 'Lists the RAM users of the account, in order of creation.', zh: '查询账号的 RAM 用户列表，按创建顺序返回。' },
  mode: 'read',
  params: markerParams,
  returns: { ...requestIdField, ...markerFields, Users: wrapped('User', userFields, 'The users.', 'RAM 用户列表。') },
  errors: markerRows,
  ram: ramRow('ram:ListUsers', 'list', [required('User', 'acs:ram:*:{account}:user/*')]),
  example: {
    request: { MaxItems: '100' },
    reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E', IsTruncated: false, Users: { User: [userSample] } },
  },
  *handle(p, ctx) {
    const { rows, paging } = yield* markedPage(ctx, 'ramUser', [], p);
    return { reply: { ...paging, Users: { User: rows.map(userOf) } }, effects: [] };
  },
});
