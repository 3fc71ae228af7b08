import { action } from '#actions/action.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { attachedField, attachedSample, attachedTo } from '#actions/ram/policies/attached.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

export default action({
  product: 'Ram',
  name: 'ListPoliciesForUser',
  summary: { en: 'Lists the policies that are attached to a RAM user itself.', zh: '查询直接绑定在 RAM 用户上的权限策略列表。' },
  mode: 'read',
  params: { UserName: userName },
  returns: { ...requestIdField, Policies: attachedField },
  errors: { ...textRows('UserName'), ...noUser },
  ram: ramRow('ram:ListPoliciesForUser', 'list', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: {
    request: { UserName: 'alice' },
    reply: { RequestId: '697852FB-50D7-44D9-9774-530C31EAC572', Policies: { Policy: [attachedSample] } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    const user = yield* findIdentity(ctx, 'user', p.UserName, 'look');
    return { reply: { Policies: { Policy: yield* attachedTo(ctx, user) } }, effects: [] };
  },
});
