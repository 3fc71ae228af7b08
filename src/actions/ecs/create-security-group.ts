import { action, here } from '#actions/action.ts';
import { createSecurityGroupErrors } from '#actions/ecs/create-security-group-errors.ts';
import { text } from '#actions/fields.ts';
import { optional, required } from '#actions/ram-resources.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { clientToken, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { accountKey, page, regionKey, root } from '#domain/finding.ts';
import type { GroupHead } from '#domain/kinds.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import { limitOf } from '#domain/quota.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { maxTags, readTags } from '#domain/tags.ts';

const tagCode = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;

export default action({
  product: 'Ecs',
  name: 'CreateSecurityGroup',
  summary: { en: 'Creates a security group without rules.', zh: '创建一个安全组，初始不含任何规则。' },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    SecurityGroupName: {
      kind: 'string',
      doc: {
        en: 'Name: 2 to 128 letters of any script, digits, `:`, `_`, `.` or `-`, a letter first.',
        zh: '安全组名称：2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号、下划线、点号和短划线。',
      },
      example: 'web',
    },
    Description: {
      kind: 'string',
      doc: { en: 'Description: 2 to 256 characters, no web address first.', zh: '描述：2～256 个字符，不能以 http:// 或 https:// 开头。' },
      example: 'front ends',
    },
    VpcId: {
      kind: 'string',
      doc: {
        en: "The VPC of the group. Without it: the region's default VPC, or no VPC where the account is on the classic network.",
        zh: '安全组所属的专有网络 VPC。未指定时为该地域的默认 VPC；账号为经典网络类型时创建经典网络安全组。',
      },
      example: 'vpc-bp1opxu1zkhn00gzv0000',
    },
    SecurityGroupType: {
      kind: 'enum',
      values: ['normal', 'enterprise'],
      wrong: 'InvalidParams.GroupType',
      doc: {
        en: '`normal` (basic, the default) or `enterprise`.',
        zh: '安全组类型：`normal`（普通安全组，默认）或 `enterprise`（企业级安全组）。',
      },
      example: 'normal',
    },
    ResourceGroupId: {
      kind: 'string',
      doc: { en: 'The resource group of the group.', zh: '安全组所属的资源组 ID。' },
      example: 'rg-bp67acfmxazb4p000',
    },
    // Decoding lets more through than may be, because too many have a code of their own here.
    Tag: { ...tagRows, max: 100, doc: { en: 'Up to 20 tags.', zh: '标签，最多 20 个。' } },
    ClientToken: clientToken,
    ServiceManaged: { kind: 'boolean', doc: { en: 'Not open to users: accepted and ignored.', zh: '暂未对用户开放：接受但忽略。' } },
    ...ownerParams,
  },
  returns: { ...requestIdField, SecurityGroupId: text('The ID of the security group.', '安全组 ID。') },
  errors: createSecurityGroupErrors,
  ram: {
    action: 'ecs:CreateSecurityGroup',
    level: 'create',
    resources: [
      required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/*'),
      optional('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId|*}'),
    ],
    conditions: ['ecs:tag'],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', SecurityGroupName: 'web', 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', SecurityGroupId: 'sg-bp67acfmxazb4p0000' },
  },
  *handle(p, ctx) {
    if (p.SecurityGroupName !== undefined && !isGroupName(p.SecurityGroupName)) return ctx.fail('InvalidSecurityGroupName.Malformed');
    if (p.Description !== undefined && !isPlainText(p.Description, 2, 256)) return ctx.fail('InvalidSecurityGroupDiscription.Malformed');
    const pairs = pairsOf(p.Tag);
    if (pairs.length > maxTags) return ctx.fail('QuotaExceed.Tags', `The number of tags exceeds the limit of ${maxTags}.`);
    const read = readTags(pairs);
    if ('fault' in read) return ctx.fail(tagCode[read.fault]);

    const type = p.SecurityGroupType ?? 'normal';
    const account = (yield* root(accountKey(ctx.account)))?.head;
    const classic = account?.networkType === 'classic';
    const vpc = p.VpcId ?? (classic ? '' : (yield* root(regionKey(ctx)))?.head.defaultVpc) ?? '';
    if (vpc === '' && !classic) return ctx.fail('InvalidVpcId.NotFound#empty');
    if (vpc === '' && type === 'enterprise') return ctx.fail('InvalidParams.VpcIdGroupType');
    if (vpc !== '' && !(yield* root(here(ctx, 'vpc', vpc), 'keep'))) return ctx.fail('InvalidVpcId.NotFound');
    const resourceGroup = p.ResourceGroupId ?? '';
    if (resourceGroup !== '' && !(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep')))
      return ctx.fail('InvalidResourceGroup.NotFound');

    const scope = { account: ctx.account, region: ctx.region };
    const { total = 0 } = yield* page(scope, 'group', { limit: 1, total: true });
    if (total >= limitOf('groupsPerRegion', account?.quotas ?? {})) return ctx.fail('QuotaExceed.SecurityGroup');

    const group = here(ctx, 'group', ctx.newId('sg'));
    const head = {
      name: p.SecurityGroupName ?? '',
      description: p.Description ?? '',
      type,
      vpc,
      resourceGroup,
      innerAccess: type === 'enterprise' ? 'Drop' : 'Accept',
      tags: read.tags,
      service: '',
      created: ctx.now,
    } satisfies GroupHead;
    return { reply: { SecurityGroupId: group.id }, effects: [{ put: group, head }] };
  },
});
