import type { Ctx } from '#actions/action.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { badDescription, badName, descriptionParam, nameParam } from '#actions/vpc-texts.ts';
import type { VpcHead, VSwitchHead } from '#domain/network-heads.ts';
import { chooseIpv6 } from '#domain/vswitch.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { Shape } from '#kit/shape.ts';

/**
 * Parameters and error rows that the VSwitch actions share. Public source of the documented rows: Alibaba Cloud VPC API reference,
 * CreateVSwitch, ModifyVSwitchAttribute and DeleteVSwitch.
 */
export const vswitchId = stringParam('The ID of the VSwitch.', '交换机 ID。', { required: true, example: 'vsw-bp1nhbnpv2blyz8dl0000' });
export const zoneId = stringParam('A zone of the region.', '地域中的可用区 ID。', { required: true, example: 'cn-hangzhou-b' });

export const vswitchTexts = { VSwitchName: nameParam('web'), Description: descriptionParam('front ends') } as const satisfies Shape;

export const ipv6Number = integerParam(
  "Gives the VSwitch a /64 of the VPC's IPv6 block: the last eight bits of it, 0 to 255.",
  '为交换机分配 VPC IPv6 网段中的一个 /64 网段：网段的最后 8 位，取值 0～255。',
  { min: 0, max: 255, example: '12' },
);
export const ipv6Params = {
  Ipv6CidrBlock: ipv6Number,
  Ipv6CidrMask: integerParam('Only 64.', '仅支持 64。', { min: 64, max: 64, example: '64' }),
  VpcIpv6CidrBlock: stringParam(
    "The VPC's IPv6 block, of which it has one only.",
    '交换机 IPv6 网段所属的 VPC IPv6 网段；VPC 仅有一个 IPv6 网段。',
    { example: '2001:db8:0:6a00::/56' },
  ),
} as const satisfies Shape;

const noVSwitch = ['The account has no such VSwitch in this region.', '该账号在此地域中没有该交换机。', 'VSwitchId=vsw-none'] as const;
export const noSuchVSwitch = documented(404, 'The specified virtual switch does not exists.', ...noVSwitch);
/** DeleteVSwitch has a message of its own. */
export const noVSwitchToDelete = documented(404, 'VSwitch not exist.', ...noVSwitch);

export const noSuchZone = documented(
  404,
  'Specified zone does not exist.',
  'The region has no such zone.',
  '该地域中没有此可用区。',
  'ZoneId=cn-hangzhou-none',
);

export const vswitchTextErrors = {
  'InvalidVSwitchName.Malformed': {
    http: 400,
    message: 'Specified virtual switch name is not valid.',
    ...badName('VSwitchName'),
    source: 'documented',
  },
  'InvalidVSwitchDiscription.Malformed': {
    http: 400,
    message: 'Specified virtual switch description is not valid.',
    ...badDescription,
    source: 'documented',
  },
} as const satisfies ErrorTable;
/** For `judgeTexts`. */
export const vswitchTextCodes = { name: 'InvalidVSwitchName.Malformed', description: 'InvalidVSwitchDiscription.Malformed' } as const;

const ipv6Off = inferred(
  400,
  'The operation is not allowed because IPv6 is not enabled for the VPC.',
  'The VPC has no IPv6 block.',
  'VPC 未开启 IPv6。',
  { en: 'Ipv6CidrBlock=1 in a VPC without IPv6.', zh: '在未开启 IPv6 的 VPC 中传入 Ipv6CidrBlock=1。' },
);
const ipv6Taken = inferred(
  400,
  'Specified Ipv6CidrBlock overlapped with other subnets.',
  'Another VSwitch of the VPC has that /64.',
  'VPC 中的其他交换机已使用该 /64 网段。',
  { en: 'Ipv6CidrBlock of another VSwitch.', zh: 'Ipv6CidrBlock 与其他交换机相同。' },
);
/** The pages document no codes about IPv6. */
export const ipv6Errors = {
  'OperationDenied.VpcIpv6Disabled': ipv6Off,
  'InvalidIpv6CidrBlock.Overlapped': ipv6Taken,
  'InvalidVpcIpv6CidrBlock.NotFound': inferred(
    404,
    'Specified VpcIpv6CidrBlock does not exist.',
    "VpcIpv6CidrBlock is not the VPC's IPv6 block.",
    'VpcIpv6CidrBlock 不是该 VPC 的 IPv6 网段。',
    {
      en: 'Ipv6CidrBlock=1&VpcIpv6CidrBlock=x in a VPC with IPv6.',
      zh: '在已开启 IPv6 的 VPC 中传入 Ipv6CidrBlock=1&VpcIpv6CidrBlock=x。',
    },
  ),
} as const satisfies ErrorTable;
/** Of actions that cannot name a block of the VPC. */
export const plainIpv6Errors = {
  'OperationDenied.VpcIpv6Disabled': ipv6Off,
  'InvalidIpv6CidrBlock.Overlapped': ipv6Taken,
} as const satisfies ErrorTable;

const ipv6Code = {
  off: 'OperationDenied.VpcIpv6Disabled',
  taken: 'InvalidIpv6CidrBlock.Overlapped',
  foreign: 'InvalidVpcIpv6CidrBlock.NotFound',
} as const;
type Ipv6Asked = { readonly Ipv6CidrBlock?: number | undefined; readonly VpcIpv6CidrBlock?: string | undefined };

/** The /64 that was asked for, '' where none was; or the end of the decision with one of `ipv6Errors`. */
export function ipv6CidrOf(
  ctx: Pick<Ctx<keyof typeof ipv6Errors>, 'fail'>,
  vpc: Pick<VpcHead, 'ipv6Cidr'>,
  others: readonly Pick<VSwitchHead, 'ipv6Cidr'>[],
  asked: Ipv6Asked,
): string {
  if (asked.Ipv6CidrBlock === undefined) return '';
  const wanted = { number: asked.Ipv6CidrBlock, block: asked.VpcIpv6CidrBlock };
  const chosen = chooseIpv6(
    vpc.ipv6Cidr,
    wanted,
    others.map(({ ipv6Cidr }) => ipv6Cidr),
  );
  return 'cidr' in chosen ? chosen.cidr : ctx.fail(ipv6Code[chosen.fault]);
}
