import { action, here } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { booleanParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { createVpcErrors } from '#actions/vpc/create-vpc-errors.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { regionKey, root } from '#domain/finding.ts';
import { defaultResourceGroup, resourceGroupKey } from '#domain/resource-group.ts';
import { defaultVpcHead } from '#domain/seed.ts';
import { ipv6BlockOf, readVpcIpv6 } from '#domain/vpc.ts';

/** Inferred: all rows, after those of CreateVpc; the public page says that a region has one default VPC, and names no code for a second. */
export default action({
  product: 'Vpc',
  name: 'CreateDefaultVpc',
  summary: {
    en: 'Creates the default VPC of a region whose default VPC was deleted. Groups that name no VPC are made in it again.',
    zh: '在默认 VPC 已被删除的地域中重新创建默认 VPC。此后未指定 VPC 的安全组将创建在该 VPC 中。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    EnableIpv6: booleanParam('Gives the VPC an IPv6 block.', '是否开启 IPv6 网段。', { example: 'false' }),
    Ipv6CidrBlock: stringParam(
      'The /56 that it gets; one of the private range fd00::/8 if absent.',
      '指定的 IPv6 网段，掩码长度为 56。未指定时分配一个 fd00::/8 私有网段。',
      { example: '2001:db8:0:6a00::/56' },
    ),
    ResourceGroupId: stringParam("The resource group; the account's default one if absent.", '资源组 ID。未指定时为默认资源组。', {
      example: 'rg-bp67acfmxazb4p000',
    }),
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    VpcId: text('The ID of the VPC.', '专有网络 VPC 的 ID。'),
    VRouterId: text('The ID of its router.', '自动创建的路由器 ID。'),
    RouteTableId: text('The ID of its system route table.', '自动创建的系统路由表 ID。'),
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'MissingParam.EnableIpv6': asInferred(createVpcErrors['MissingParam.EnableIpv6']),
    'InvalidIpv6CidrBlock.Malformed': asInferred(createVpcErrors['InvalidIpv6CidrBlock.Malformed']),
    InvalidResourceGroupId: asInferred(createVpcErrors.InvalidResourceGroupId),
    'OperationDenied.DefaultVpcExist': inferred(
      400,
      'The operation is not allowed because the region has a default VPC.',
      'The region has a default VPC.',
      '该地域已有默认 VPC。',
      { en: 'A region whose default VPC was not deleted.', zh: '默认 VPC 未被删除的地域。' },
    ),
  },
  ram: ramRow('vpc:CreateDefaultVpc', 'create', [required('VPC', 'acs:vpc:{region}:{account}:vpc/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou' },
    reply: {
      RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0',
      VpcId: 'vpc-bp1opxu1zkhn00gzv0000',
      VRouterId: 'vrt-bp1lhl0taikrteen80000',
      RouteTableId: 'vtb-bp145q7glnuzdv0000000',
    },
  },
  *handle(p, ctx) {
    if (p.Ipv6CidrBlock !== undefined && !p.EnableIpv6)
      return ctx.fail('MissingParam.EnableIpv6', 'The parameter EnableIpv6 is mandatory.');
    const own = p.Ipv6CidrBlock === undefined ? undefined : (readVpcIpv6(p.Ipv6CidrBlock) ?? ctx.fail('InvalidIpv6CidrBlock.Malformed'));
    const wanted = p.ResourceGroupId;
    if (wanted !== undefined && !(yield* root(resourceGroupKey(ctx.account, wanted), 'keep'))) return ctx.fail('InvalidResourceGroupId');
    const region = yield* root(regionKey(ctx), 'change');
    if (region !== undefined && region.head.defaultVpc !== '') return ctx.fail('OperationDenied.DefaultVpcExist');

    const vpc = here(ctx, 'vpc', ctx.newId('vpc'));
    const head = {
      ...defaultVpcHead(ctx, wanted ?? (yield* defaultResourceGroup(ctx.account)) ?? ''),
      ipv6Cidr: p.EnableIpv6 ? (own ?? ipv6BlockOf(vpc.id)) : '',
    };
    return {
      reply: { VpcId: vpc.id, VRouterId: head.router, RouteTableId: head.routeTable },
      effects: [
        { put: vpc, head },
        { put: regionKey(ctx), head: { created: ctx.now, ...region?.head, defaultVpc: vpc.id } },
      ],
    };
  },
});
