import { action } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { object, text } from '#actions/fields.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { userName } from '#actions/ram/texts/ram-params.ts';
import { noUser } from '#actions/ram/texts/ram-rows.ts';
import { judgeTexts, textRows } from '#actions/ram/texts/ram-texts.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** There are no MFA devices here. Terraform asks before it deletes a user with `force`, and waits for this code. */
export default action({
  product: 'Ram',
  name: 'UnbindMFADevice',
  summary: {
    en: 'Takes the MFA device from a RAM user. No user has one here, so it always answers EntityNotExist.User.MFADevice.',
    zh: '解绑 RAM 用户的多因素认证设备。此处的用户均无此设备，因此始终返回 EntityNotExist.User.MFADevice。',
  },
  mode: 'change',
  params: { UserName: userName },
  returns: {
    ...requestIdField,
    MFADevice: object({ SerialNumber: text('The serial number.', '设备序列号。') }, 'The MFA device.', '多因素认证设备信息。'),
  },
  errors: {
    ...textRows('UserName'),
    ...noUser,
    'EntityNotExist.User.MFADevice': documented(
      404,
      'The user has not bound any MFA device.',
      'The user has no MFA device, as nobody has here.',
      '该用户未绑定多因素认证设备；此处的用户均未绑定。',
      { en: 'Any user.', zh: '任意 RAM 用户。' },
    ),
  },
  ram: ramRow('ram:UnbindMFADevice', 'update', [required('User', 'acs:ram:*:{account}:user/{UserName}')]),
  example: {
    request: { UserName: 'alice' },
    reply: { RequestId: '04F0F334-1335-436C-A1D7-6C044FE73368', MFADevice: { SerialNumber: 'acs:ram::1234567890123456:mfa/device002' } },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, p, 'UserName');
    yield* findIdentity(ctx, 'user', p.UserName, 'look');
    return ctx.fail('EntityNotExist.User.MFADevice');
  },
});
