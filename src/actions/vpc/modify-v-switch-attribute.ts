import { action, here } from '#actions/action.ts';
import { asInferred, inferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { booleanParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { missingOneOf, unsupportedRegion, vpcRegion } from '#actions/vpc-params.ts';
import { judgeTexts } from '#actions/vpc-texts.ts';
import {
  ipv6CidrOf,
  ipv6Errors,
  ipv6Params,
  noSuchVSwitch,
  vswitchId,
  vswitchTextCodes,
  vswitchTextErrors,
  vswitchTexts,
} from '#actions/vswitch-params.ts';
import { all, root } from '#domain/finding.ts';
import { vswitchesOf } from '#domain/vswitch.ts';

/** Inferred: the rows about the region and IPv6; the public table is about names only. */
export default action({
  product: 'Vpc',
  name: 'ModifyVSwitchAttribute',
  summary: {
    en: 'Changes name, description and IPv6 of a VSwitch. What is not sent stays.',
    zh: '修改交换机的名称、描述和 IPv6 设置。未传入的属性保持不变。',
  },
  mode: 'change',
  params: {
    RegionId: vpcRegion,
    VSwitchId: vswitchId,
    ...vswitchTexts,
    EnableIPv6: booleanParam(
      'true: needs Ipv6CidrBlock where the VSwitch has no IPv6. false: takes IPv6 away where no address is in use; Ipv6CidrBlock is then ignored.',
      'true：交换机未开启 IPv6 时须传入 Ipv6CidrBlock。false：没有使用中的 IPv6 地址时关闭 IPv6，并忽略 Ipv6CidrBlock。',
      { example: 'true' },
    ),
    ...ipv6Params,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(unsupportedRegion),
    ...vswitchTextErrors,
    'InvalidVSwitchId.NotFound': noSuchVSwitch,
    MissingParameter: asInferred(
      missingOneOf('Ipv6CidrBlock', { en: 'EnableIPv6=true without Ipv6CidrBlock.', zh: '传入 EnableIPv6=true 但未传入 Ipv6CidrBlock。' }),
    ),
    ...ipv6Errors,
    'OperationDenied.Ipv6CidrBlockExist': inferred(
      400,
      'The operation is not allowed because the VSwitch has an IPv6 CIDR block.',
      'The VSwitch has another IPv6 block, which cannot be changed.',
      '交换机已有其他 IPv6 网段，且不支持修改。',
      { en: 'Another Ipv6CidrBlock than that of the VSwitch.', zh: 'Ipv6CidrBlock 与交换机已有的网段不同。' },
    ),
    DependencyViolation: inferred(
      400,
      'Specified object has dependent resources.',
      'IPv6 addresses of the VSwitch are in use.',
      '交换机的 IPv6 地址仍在使用。',
      { en: 'EnableIPv6=false while an interface has an IPv6 address.', zh: '弹性网卡仍在使用 IPv6 地址时传入 EnableIPv6=false。' },
    ),
  },
  ram: ramRow('vpc:ModifyVSwitchAttribute', 'update', [required('VSwitch', 'acs:vpc:{region}:{account}:vswitch/{VSwitchId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', VSwitchId: 'vsw-bp1nhbnpv2blyz8dl0000', VSwitchName: 'web' },
    reply: { RequestId: '0ED8D006-F706-4D23-88ED-E11ED28DCAC0' },
  },
  *handle(p, ctx) {
    judgeTexts(ctx, { name: p.VSwitchName, description: p.Description }, vswitchTextCodes);
    const vswitch = here(ctx, 'vswitch', p.VSwitchId);
    const { head } = yield* find(ctx, 'vswitch', p.VSwitchId, 'change', 'InvalidVSwitchId.NotFound');

    let { ipv6Cidr } = head;
    if (p.EnableIPv6 === false) {
      for (const [address] of (yield* all(vswitch)).entries()) if (address.includes(':')) return ctx.fail('DependencyViolation');
      ipv6Cidr = '';
    } else if (p.Ipv6CidrBlock !== undefined) {
      // For change, as CreateVSwitch holds it: who chooses a block of a VPC is alone.
      const vpc = (yield* root(here(ctx, 'vpc', head.vpc), 'change'))?.head ?? { ipv6Cidr: '' };
      const others = (yield* vswitchesOf(ctx, head.vpc)).filter(({ key }) => key.id !== p.VSwitchId).map((other) => other.head);
      ipv6Cidr = ipv6CidrOf(ctx, vpc, others, p);
      if (head.ipv6Cidr !== '' && head.ipv6Cidr !== ipv6Cidr) return ctx.fail('OperationDenied.Ipv6CidrBlockExist');
    } else if (p.EnableIPv6 && ipv6Cidr === '') return ctx.fail('MissingParameter');

    const changed = { ...head, name: p.VSwitchName ?? head.name, description: p.Description ?? head.description, ipv6Cidr };
    return { reply: {}, effects: [{ put: vswitch, head: changed }] };
  },
});
