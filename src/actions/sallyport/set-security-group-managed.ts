import { action } from '#actions/action.ts';
import { required } from '#actions/ram-resources.ts';
import { accountId } from '#actions/sallyport/accounts/account-settings.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';
import { root } from '#domain/finding.ts';

export default action({
  product: 'Sallyport',
  name: 'SetSecurityGroupManaged',
  summary: {
    en: 'Hands a security group to a cloud product, after which its account can only read it, or takes it back.',
    zh: '将安全组设为由云产品托管，此后其所属账号只能查看该安全组；或取消托管。',
  },
  mode: 'change',
  operator: true,
  params: {
    AccountId: {
      ...accountId,
      doc: { en: 'The account of the security group. Default: your own.', zh: '安全组所属的账号 ID。默认为当前账号。' },
    },
    RegionId: regionId,
    SecurityGroupId: securityGroupId,
    ServiceId: {
      kind: 'string',
      pattern: '^[A-Za-z0-9_-]{1,64}$',
      doc: {
        en: 'The product that manages the group, as a number or a name of up to 64 letters, digits, _ and -. Absent or empty: no longer managed. DescribeSecurityGroups shows 0 as the ServiceID of a name.',
        zh: '托管安全组的云产品：数字编号，或最长 64 个字符的名称（字母、数字、_ 和 -）。不填或为空表示取消托管。名称在 DescribeSecurityGroups 的 ServiceID 中显示为 0。',
      },
      example: '26842',
    },
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': { ...invalidRegion, source: 'sallyport' },
    'InvalidSecurityGroupId.Malformed': {
      http: 400,
      message: 'The specified parameter SecurityGroupId is not valid.',
      meaning: { en: 'SecurityGroupId does not have the form of an ID.', zh: 'SecurityGroupId 的格式不正确。' },
      trigger: asSent('SecurityGroupId=***'),
      source: 'sallyport',
    },
    'InvalidSecurityGroupId.NotFound': {
      http: 404,
      message: 'The specified SecurityGroupId does not exist.',
      meaning: { en: 'The account has no such security group in the region.', zh: '该账号在此地域中没有该安全组。' },
      trigger: asSent('SecurityGroupId=sg-none'),
      source: 'sallyport',
    },
  },
  ram: {
    action: 'sallyport:SetSecurityGroupManaged',
    level: 'update',
    resources: [required('SecurityGroup', 'acs:ecs:{region}:{AccountId|*}:securitygroup/{SecurityGroupId}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-bp67acfmxazb4p0000', ServiceId: '26842' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const account = p.AccountId ?? ctx.account;
    const group = yield* root({ account, region: ctx.region, kind: 'group', id: p.SecurityGroupId }, 'change');
    if (!group) return ctx.fail('InvalidSecurityGroupId.NotFound');
    return { reply: {}, effects: [{ put: group.key, head: { ...group.head, service: p.ServiceId ?? '' } }] };
  },
});
