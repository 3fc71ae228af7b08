import { tagTexts } from '#actions/tag-texts.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import { noSuchVpc } from '#actions/vpc-params.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * Rows of the public table that no request here gets: InvalidDescription.Malformed (the description has the more specific code, which
 * ModifySecurityGroupAttribute documents alone), IncorrectVpcStatus (a VPC is available as soon as it is there), IdempotentProcessing,
 * InvalidOperation.ResourceManagedByCloudProduct.
 */
export const createSecurityGroupErrors = {
  'InvalidSecurityGroupName.Malformed': {
    http: 400,
    message: 'The specified parameter SecurityGroupName is not valid.',
    meaning: {
      en: 'The name is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
      zh: '名称须为 2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
    },
    trigger: asSent('SecurityGroupName=1st'),
    source: 'documented',
  },
  'InvalidSecurityGroupDiscription.Malformed': {
    http: 400,
    message: 'Specified security group description is not valid.',
    meaning: {
      en: 'The description is not 2 to 256 characters, or starts with http:// or https://.',
      zh: '描述须为 2～256 个字符，不能以 http:// 或 https:// 开头。',
    },
    trigger: asSent('Description=x'),
    source: 'documented',
  },
  'InvalidParams.GroupType': {
    http: 400,
    message: 'The specified security group type is not valid.',
    meaning: { en: 'SecurityGroupType is neither normal nor enterprise.', zh: 'SecurityGroupType 既不是 normal 也不是 enterprise。' },
    trigger: asSent('SecurityGroupType=basic'),
    source: 'documented',
  },
  'InvalidTagKey.Malformed': { http: 400, message: 'Specified tag key is not valid.', ...tagTexts.key, source: 'documented' },
  'InvalidTagValue.Malformed': { http: 400, message: 'Specified tag value is not valid.', ...tagTexts.value, source: 'documented' },
  'Duplicate.TagKey': { http: 400, message: 'The Tag.N.Key contain duplicate key.', ...tagTexts.duplicate, source: 'documented' },
  'QuotaExceed.Tags': {
    http: 403,
    message: '%s',
    meaning: { en: 'There are more than 20 tags.', zh: '标签数量超过 20 个。' },
    trigger: { en: 'Tag.1.Key to Tag.21.Key', zh: '同时传入 Tag.1.Key 至 Tag.21.Key' },
    source: 'documented',
  },
  'InvalidRegionId.NotFound': { ...invalidRegion, message: 'The specified region does not exist.' },
  'InvalidVpcId.NotFound#empty': {
    http: 403,
    message: 'The VpcId must not empty when only support vpc vm.',
    meaning: { en: 'VpcId is absent, and the region has no default VPC.', zh: '未指定 VpcId，且该地域没有默认专有网络 VPC。' },
    trigger: { en: 'No VpcId, after the default VPC was deleted.', zh: '删除默认 VPC 后，不传 VpcId 创建安全组。' },
    source: 'documented',
  },
  'InvalidParams.VpcIdGroupType': {
    http: 400,
    message: 'Only VPC instance supports enterprise level security group.',
    meaning: { en: 'An enterprise group needs a VPC.', zh: '企业级安全组仅支持专有网络 VPC。' },
    trigger: {
      en: 'SecurityGroupType=enterprise without VpcId, in an account on the classic network.',
      zh: '经典网络账号传入 SecurityGroupType=enterprise 且不传 VpcId。',
    },
    source: 'documented',
  },
  'InvalidVpcId.NotFound': noSuchVpc,
  'InvalidResourceGroup.NotFound': {
    http: 404,
    message: 'The ResourceGroup provided does not exist in our records.',
    meaning: { en: 'The account has no such resource group.', zh: '该账号没有此资源组。' },
    trigger: asSent('ResourceGroupId=rg-none'),
    source: 'documented',
  },
  'QuotaExceed.SecurityGroup': {
    http: 403,
    message: 'The maximum number of security groups is reached.',
    meaning: {
      en: 'The account has as many groups in this region as it may have: 100 by default.',
      zh: '该账号在此地域的安全组数量已达上限，默认为 100 个。',
    },
    trigger: { en: 'The 101st group of a region.', zh: '在同一地域创建第 101 个安全组。' },
    source: 'documented',
  },
} as const satisfies ErrorTable;
