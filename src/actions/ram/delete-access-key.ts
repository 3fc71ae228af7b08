import { action } from '#actions/action.ts';
import { accessKeyId, ownerName } from '#actions/ram/texts/ram-params.ts';
import { noKey, noUser } from '#actions/ram/texts/ram-rows.ts';
import { textRows } from '#actions/ram/texts/ram-texts.ts';
import { findKey, ownerOf } from '#actions/ram/users/access-keys.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'DeleteAccessKey',
  summary: { en: 'Deletes an access key, active or not.', zh: '删除访问密钥，无论其是否启用。' },
  mode: 'change',
  params: { UserName: ownerName, UserAccessKeyId: accessKeyId },
  returns: requestIdField,
  errors: { ...textRows('UserName'), ...noUser, ...noKey },
  ram: ramRow('ram:DeleteAccessKey', 'delete', [required('User', 'acs:ram:*:{account}:user/{UserName|*}')]),
  example: {
    request: { UserName: 'alice', UserAccessKeyId: 'LTAI5tExampleExample0000' },
    reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' },
  },
  *handle(p, ctx) {
    const user = yield* ownerOf(ctx, p, 'keep');
    const { key } = yield* findKey(ctx, user, p.UserAccessKeyId);
    return { reply: {}, effects: [{ drop: key }] };
  },
});
