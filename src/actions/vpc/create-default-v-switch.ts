import { action, type Ctx, here } from '#actions/action.ts';
import { asInferred, documented, inferred } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { unsupportedRegion } from '#actions/vpc-params.ts';
import { ipv6CidrOf, ipv6Number, noSuchZone, plainIpv6Errors, zoneId } from '#actions/vswitch-params.ts';
import { regionKey, root } from '#domain/finding.ts';
import { zonesOf } from '#domain/regions.ts';
import { defaultVSwitchHead } from '#domain/seed.ts';
import { defaultMask, freeVSwitchBlock, vswitchesOf } from '#domain/vswitch.ts';

/**
 * Inferred: all rows but ResourceNotFound.VPC, which is among the public error codes of VPC. The public page says that a default VPC must exist
 * and that a zone has one default VSwitch, and names no code for it.
 */
export default action({
  product: 'Vpc',
  name: 'CreateDefaultVSwitch',
  summary: {
    en: 'Creates the default VSwitch of a zone: the first free /20 of the default VPC.',
    zh: '创建可用区的默认交换机，使用默认 VPC 中第一个空闲的 /20 网段。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    ZoneId: zoneId,
    Ipv6CidrBlock: ipv6Number,
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: { ...requestIdField, VSwitchId: text('The ID of the VSwitch.', '交换机 ID。') },
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    'InvalidZoneId.NotFound': asInferred(noSuchZone),
    'ResourceNotFound.VPC': documented(
      404,
      'The specified resource of %s is not found.',
      'The region has no default VPC.',
      '该地域没有默认 VPC。',
      { en: 'A region whose default VPC was deleted.', zh: '默认 VPC 已被删除的地域。' },
    ),
    'OperationDenied.DefaultVSwitchExist': inferred(
      400,
      'The operation is not allowed because the zone has a default VSwitch.',
      'The zone has a default VSwitch.',
      '该可用区已有默认交换机。',
      { en: 'ZoneId of a zone with a default VSwitch.', zh: 'ZoneId 为已有默认交换机的可用区。' },
    ),
    'InvalidCidrBlock.Overlapped': inferred(
      400,
      'Specified CIDR block overlapped with other subnets.',
      'The default VPC has no free /20.',
      '默认 VPC 中没有空闲的 /20 网段。',
      { en: 'A default VPC that is full of VSwitches.', zh: '默认 VPC 的网段已被交换机占满。' },
    ),
    ...plainIpv6Errors,
  },
  ram: ramRow('vpc:CreateDefaultVSwitch', 'create', [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/*')]),
  example: {
    request: { RegionId: 'cn-hangzhou', ZoneId: 'cn-hangzhou-g' },
    reply: { RequestId: '861E6630-AEC0-4B2D-B214-6CB5E44B7F04', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000' },
  },
  *handle(p, ctx) {
    if (!zonesOf(ctx.region).includes(p.ZoneId)) return ctx.fail('InvalidZoneId.NotFound');
    const id = (yield* root(regionKey(ctx)))?.head.defaultVpc || ctx.fail('ResourceNotFound.VPC', 'default VPC');
    const vpc = (yield* root(here(ctx, 'vpc', id), 'change'))?.head ?? ctx.fail('ResourceNotFound.VPC', 'default VPC');
    const others = (yield* vswitchesOf(ctx, id)).map(({ head }) => head);
    if (others.some(({ isDefault, zone }) => isDefault && zone === p.ZoneId)) return ctx.fail('OperationDenied.DefaultVSwitchExist');
    const taken = others.map(({ cidr }) => cidr);
    const cidr = freeVSwitchBlock([vpc.cidr], defaultMask, taken) ?? ctx.fail('InvalidCidrBlock.Overlapped');
    // It names no block of the VPC, so the code for a wrong one, which its table does not have, cannot come.
    const ipv6Cidr = ipv6CidrOf(ctx as Ctx, vpc, others, { Ipv6CidrBlock: p.Ipv6CidrBlock });

    const vswitch = here(ctx, 'vswitch', ctx.newId('vsw'));
    const own = { vpc: id, zone: p.ZoneId, cidr, ipv6Cidr, resourceGroup: vpc.resourceGroup, created: ctx.now };
    return { reply: { VSwitchId: vswitch.id }, effects: [{ put: vswitch, head: defaultVSwitchHead(own) }] };
  },
});
