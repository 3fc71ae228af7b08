import { action, here } from '#actions/action.ts';
import { dryRun } from '#actions/dry-run.ts';
import { text } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { createVpcErrors, vpcTextCodes } from '#actions/vpc/create-vpc-errors.ts';
import { vpcTagsOf } from '#actions/vpc-tags.ts';
import { descriptionParam, judgeTexts, nameParam } from '#actions/vpc-texts.ts';
import { root } from '#domain/finding.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import { defaultResourceGroup, resourceGroupKey } from '#domain/resource-group.ts';
import { defaultVpcBlock, ipv6BlockOf, plainNetwork, readUserCidrs, readVpcIpv6, vpcBlockFault } from '#domain/vpc.ts';

const blockCode = {
  malformed: 'InvalidParameter#cidr',
  length: 'IllegalParam.CidrBlockMask',
  kept: 'OperationDenied.CidrInExcludeCidrs',
} as const;
const userCode = {
  malformed: 'InvalidParameter#userCidr',
  length: 'InvalidParameter#userCidrMask',
  count: 'InvalidUserCidr.Quota',
  shared: 'InvalidUserCidr.Malformed',
} as const;

export default action({
  product: 'Vpc',
  name: 'CreateVpc',
  summary: {
    en: 'Creates a VPC with a router and a system route table. It is available at once.',
    zh: '创建一个专有网络 VPC，并自动创建路由器和系统路由表。创建后立即可用。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    CidrBlock: {
      kind: 'string',
      doc: {
        en: 'IPv4 block, 172.16.0.0/12 by default. Its length is 8 to 28; outside 100.64.0.0/10, 224.0.0.0/4, 127.0.0.0/8 and 169.254.0.0/16.',
        zh: 'IPv4 网段，默认为 172.16.0.0/12。掩码长度为 8～28；不能使用 100.64.0.0/10、224.0.0.0/4、127.0.0.0/8 和 169.254.0.0/16。',
      },
      example: '172.16.0.0/12',
    },
    VpcName: nameParam('abc'),
    Description: descriptionParam('This is my first VPC'),
    ResourceGroupId: {
      kind: 'string',
      doc: { en: "The resource group; the account's default one if absent.", zh: '资源组 ID。未指定时为默认资源组。' },
      example: 'rg-bp67acfmxazb4p000',
    },
    UserCidr: {
      kind: 'string',
      doc: { en: 'Up to three user CIDR blocks, joined by commas.', zh: '用户侧网段，最多 3 个，以半角逗号分隔。' },
      example: '192.168.0.0/12',
    },
    EnableIpv6: { kind: 'boolean', doc: { en: 'Gives the VPC an IPv6 block.', zh: '是否开启 IPv6 网段。' }, example: 'false' },
    Ipv6CidrBlock: {
      kind: 'string',
      doc: {
        en: 'The /56 that it gets; one of the private range fd00::/8 if absent. Needs no reservation here.',
        zh: '指定的 IPv6 网段，掩码长度为 56。未指定时分配一个 fd00::/8 私有网段。此处无需预留。',
      },
      example: '2001:db8:0:6a00::/56',
    },
    Ipv6Isp: {
      kind: 'enum',
      values: ['BGP', 'ChinaMobile', 'ChinaUnicom', 'ChinaTelecom'],
      wrong: 'IllegalParam.Ipv6Isp',
      doc: { en: 'Only `BGP` is offered.', zh: 'IPv6 网段类型，仅支持 `BGP`。' },
      example: 'BGP',
    },
    EnableDnsHostname: { kind: 'boolean', doc: { en: 'Turns DNS host names on.', zh: '是否开启 DNS 主机名功能。' }, example: 'false' },
    Tag: tagRows,
    DryRun: dryRun,
    ClientToken: clientToken,
    Ipv4IpamPoolId: { kind: 'string', doc: { en: 'Not offered here.', zh: '此处不支持。' } },
    Ipv6IpamPoolId: { kind: 'string', doc: { en: 'Not offered here.', zh: '此处不支持。' } },
    Ipv4CidrMask: { kind: 'integer', doc: { en: 'Belongs to an IPAM pool; accepted and ignored.', zh: '用于 IPAM 地址池；接受但忽略。' } },
    Ipv6CidrMask: { kind: 'integer', doc: { en: 'Belongs to an IPAM pool; accepted and ignored.', zh: '用于 IPAM 地址池；接受但忽略。' } },
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    VpcId: text('The ID of the VPC.', '专有网络 VPC 的 ID。'),
    VRouterId: text('The ID of its router.', '自动创建的路由器 ID。'),
    RouteTableId: text('The ID of its system route table.', '自动创建的系统路由表 ID。'),
    ResourceGroupId: text('Its resource group.', 'VPC 所属的资源组 ID。'),
  },
  errors: createVpcErrors,
  ram: {
    action: 'vpc:CreateVpc',
    level: 'create',
    resources: [required('VPC', 'acs:vpc:{region}:{account}:vpc/*')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', VpcName: 'abc', CidrBlock: '172.16.0.0/12' },
    reply: {
      RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0',
      VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
      VRouterId: 'vrt-bp1lhl0taikrteen80000',
      RouteTableId: 'vtb-bp145q7glnuzdv0000000',
      ResourceGroupId: 'rg-bp67acfmxazb4p000',
    },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, { name: p.VpcName, description: p.Description }, vpcTextCodes);
    if (p.Ipv4IpamPoolId !== undefined || p.Ipv6IpamPoolId !== undefined) return ctx.fail('UnsupportedFeature.IPAM');
    const cidr = p.CidrBlock ?? defaultVpcBlock;
    const fault = vpcBlockFault(cidr);
    if (fault) return ctx.fail(blockCode[fault], cidr);
    const user = p.UserCidr === undefined ? { cidrs: [] } : readUserCidrs(p.UserCidr);
    if ('fault' in user) return ctx.fail(userCode[user.fault]);
    if (p.Ipv6CidrBlock !== undefined && !p.EnableIpv6)
      return ctx.fail('MissingParam.EnableIpv6', 'The parameter EnableIpv6 is mandatory.');
    const own = p.Ipv6CidrBlock === undefined ? undefined : (readVpcIpv6(p.Ipv6CidrBlock) ?? ctx.fail('InvalidIpv6CidrBlock.Malformed'));
    if (p.Ipv6Isp !== undefined && p.Ipv6Isp !== 'BGP') return ctx.fail('UnsupportedFeature.Ipv6Isp');
    const tags = vpcTagsOf(ctx, p.Tag);

    const wanted = p.ResourceGroupId;
    if (wanted !== undefined && !(yield* root(resourceGroupKey(ctx.account, wanted), 'keep'))) return ctx.fail('InvalidResourceGroupId');
    const resourceGroup = wanted ?? (yield* defaultResourceGroup(ctx.account)) ?? '';
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const vpc = here(ctx, 'vpc', ctx.newId('vpc'));
    const head: VpcHead = {
      ...plainNetwork,
      name: p.VpcName ?? '',
      description: p.Description ?? '',
      cidr,
      ipv6Cidr: p.EnableIpv6 ? (own ?? ipv6BlockOf(vpc.id)) : '',
      userCidrs: user.cidrs,
      isDefault: false,
      router: ctx.newId('vrt'),
      routeTable: ctx.newId('vtb'),
      resourceGroup,
      dnsHostnames: p.EnableDnsHostname ?? false,
      tags,
      created: ctx.now,
    };
    const reply = { VpcId: vpc.id, VRouterId: head.router, RouteTableId: head.routeTable, ResourceGroupId: resourceGroup };
    return { reply, effects: [{ put: vpc, head }] };
  },
});
