import { action } from '#actions/action.ts';
import { enumParam } from '#actions/params.ts';
import { accessKeyId, ownerName } from '#actions/ram/texts/ram-params.ts';
import { incorrect, noKey, noUser } from '#actions/ram/texts/ram-rows.ts';
import { textRows } from '#actions/ram/texts/ram-texts.ts';
import { findKey, ownerOf } from '#actions/ram/users/access-keys.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

const statuses = ['Active', 'Inactive'] as const;

/** Inferred: InvalidParameter.Status. */
export default action({
  product: 'Ram',
  name: 'UpdateAccessKey',
  summary: {
    en: 'Switches an access key off or on again. What is signed with an inactive key is refused within a second.',
    zh: '禁用或启用访问密钥。使用已禁用的访问密钥签名的请求在一秒内即被拒绝。',
  },
  mode: 'change',
  params: {
    UserName: ownerName,
    UserAccessKeyId: accessKeyId,
    Status: enumParam(statuses, 'The new status.', '新的状态。', {
      required: true,
      wrong: 'InvalidParameter.Status',
      example: 'Inactive',
    }),
  },
  returns: requestIdField,
  errors: { ...textRows('UserName'), 'InvalidParameter.Status': incorrect('Status', statuses), ...noUser, ...noKey },
  ram: ramRow('ram:UpdateAccessKey', 'update', [required('User', 'acs:ram:*:{account}:user/{UserName|*}')]),
  example: {
    request: { UserName: 'alice', UserAccessKeyId: 'LTAI5tExampleExample0000', Status: 'Inactive' },
    reply: { RequestId: '4B450CA1-36E8-4AA2-8461-86B42BF4CC4E' },
  },
  *handle(p, ctx) {
    const user = yield* ownerOf(ctx, p, 'keep');
    const { key, head } = yield* findKey(ctx, user, p.UserAccessKeyId);
    return { reply: {}, effects: [{ put: key, head: { ...head, active: p.Status === 'Active' } }] };
  },
});
