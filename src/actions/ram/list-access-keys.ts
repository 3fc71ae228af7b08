import { action } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { ownerName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { textRows } from '#actions/ram/texts/ram-texts.ts';
import { accessKeysOf, keyFields, keyOf, keySample, ownerOf } from '#actions/ram/users/access-keys.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListAccessKeys',
  summary: {
    en: 'Lists the access keys of a user or of the account itself, without secrets.',
    zh: '查询用户或主账号的访问密钥列表，不返回密钥。',
  },
  mode: 'read',
  params: { UserName: ownerName },
  returns: { ...requestIdField, AccessKeys: wrapped('AccessKey', keyFields, 'The access keys.', '访问密钥列表。') },
  errors: { ...textRows('UserName'), ...noUser },
  ram: ramRow('ram:ListAccessKeys', 'list', [required('User', 'acs:ram:*:{account}:user/{UserName|*}')]),
  example: {
    request: { UserName: 'alice' },
    reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E', AccessKeys: { AccessKey: [keySample] } },
  },
  *handle(p, ctx) {
    const user = yield* ownerOf(ctx, p, 'look');
    return { reply: { AccessKeys: { AccessKey: (yield* accessKeysOf(ctx.account, user)).map(keyOf) } }, effects: [] };
  },
});
