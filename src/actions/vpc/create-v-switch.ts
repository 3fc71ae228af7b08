import { action, here } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { createVSwitchErrors } from '#actions/vpc/create-v-switch-errors.ts';
import { vpcId, vpcRegion } from '#actions/vpc-params.ts';
import { vpcTagsOf } from '#actions/vpc-tags.ts';
import { judgeTexts } from '#actions/vpc-texts.ts';
import { ipv6CidrOf, ipv6Params, vswitchTextCodes, vswitchTexts, zoneId } from '#actions/vswitch-params.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { zonesOf } from '#domain/regions.ts';
import { freeVSwitchBlock, longestMask, shortestMask, vswitchesOf, vswitchFormFault, vswitchPlaceFault } from '#domain/vswitch.ts';

const formCode = { malformed: 'InvalidCidrBlock.Malformed', length: 'InvalidCirdrBlock.MaskLength' } as const;
const placeCode = { outside: 'InvalidParameter#cidr', overlap: 'InvalidCidrBlock.Overlapped' } as const;

export default action({
  product: 'Vpc',
  name: 'CreateVSwitch',
  summary: {
    en: 'Creates a VSwitch in a zone, with a part of the blocks of its VPC. It is available at once.',
    zh: '在可用区中创建一个交换机，使用 VPC 网段的一部分。创建后立即可用。',
  },
  mode: 'change',
  params: {
    RegionId: vpcRegion,
    VpcId: vpcId,
    ZoneId: zoneId,
    CidrBlock: stringParam(
      'IPv4 block in a block of the VPC, its length 16 to 29, over no other VSwitch.',
      'IPv4 网段，须在 VPC 的网段内，掩码长度为 16～29，且不能与其他交换机重叠。',
      { example: '172.16.0.0/24' },
    ),
    CidrMask: integerParam(
      'Instead of CidrBlock: the length of the block; the first free one is taken.',
      '代替 CidrBlock：网段的掩码长度，使用第一个空闲网段。',
      { min: shortestMask, max: longestMask, example: '24' },
    ),
    ...vswitchTexts,
    ...ipv6Params,
    Tag: tagRows,
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: { ...requestIdField, VSwitchId: text('The ID of the VSwitch.', '交换机 ID。') },
  errors: createVSwitchErrors,
  ram: ramRow(
    'vpc:CreateVSwitch',
    'create',
    [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/*'), required('VPC', 'acs:vpc:{region}:{account}:vpc/{VpcId}')],
    ['vpc:tag'],
  ),
  example: {
    request: { RegionId: 'cn-hangzhou', VpcId: 'vpc-bp1opxu1zkhn00gzv0000', ZoneId: 'cn-hangzhou-b', CidrBlock: '172.16.0.0/24' },
    reply: { RequestId: '861E6630-AEC0-4B2D-B214-6CB5E44B7F04', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, { name: p.VSwitchName, description: p.Description }, vswitchTextCodes);
    if (p.CidrBlock === undefined && p.CidrMask === undefined) return ctx.fail('MissingParameter');
    const form = p.CidrBlock === undefined ? undefined : vswitchFormFault(p.CidrBlock);
    if (form) return ctx.fail(formCode[form]);
    const tags = vpcTagsOf(ctx, p.Tag);

    // For change although it stays as it is, so that no two VSwitches choose the same block of it at once.
    const { head: vpc } = yield* find(ctx, 'vpc', p.VpcId, 'change', 'InvalidVpcId.NotFound');
    if (!zonesOf(ctx.region).includes(p.ZoneId)) return ctx.fail('InvalidZoneId.NotFound');
    const others = (yield* vswitchesOf(ctx, p.VpcId)).map(({ head }) => head);
    const taken = others.map((other) => other.cidr);
    const blocks = [vpc.cidr, ...vpc.secondaryCidrs];
    const cidr = p.CidrBlock ?? freeVSwitchBlock(blocks, p.CidrMask ?? shortestMask, taken) ?? ctx.fail('InvalidCidrBlock.Overlapped');
    const place = vswitchPlaceFault(cidr, blocks, taken);
    if (place) return ctx.fail(placeCode[place]);

    const vswitch = here(ctx, 'vswitch', ctx.newId('vsw'));
    const head: VSwitchHead = {
      name: p.VSwitchName ?? '',
      description: p.Description ?? '',
      vpc: p.VpcId,
      zone: p.ZoneId,
      cidr,
      ipv6Cidr: ipv6CidrOf(ctx, vpc, others, p),
      isDefault: false,
      resourceGroup: vpc.resourceGroup,
      tags,
      created: ctx.now,
    };
    return { reply: { VSwitchId: vswitch.id }, effects: [{ put: vswitch, head }] };
  },
});
