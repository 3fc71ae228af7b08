import { commonFaults, type FaultCodes, faultTable, modifyFaults } from '#actions/ecs/rules/fault-codes.ts';
import { modifyRows } from '#actions/ecs/rules/modify-rows.ts';
import { modifyTexts } from '#actions/ecs/rules/modify-texts.ts';
import { rowMaker } from '#actions/ecs/rules/rule-error-texts.ts';
import { type ModifyStage, modifyStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = modifyTexts('egress');
const documented = rowMaker('documented');

/**
 * The error table of ModifySecurityGroupEgressRule. Left out, as no state here can reach them: InternalError, VPCDisabled,
 * InvalidSecurityGroup.InvalidNetworkType (there is no ClassicLink), NotSupported.GrayFunction, MissingParameter.Dest (MissingParameter says it;
 * by ID a rule keeps its peer), InvalidDestGroup.NotFound (InvalidDestGroupId.NotFound says it), ILLEGAL_IPV6_CIDR (InvalidParameter.Ipv6CidrIp
 * says it), and second wordings of one code and status.
 */
export const modifyEgressErrors = {
  ...modifyRows('egress', t),
  'InvalidDestCidrIp.Malformed': documented(400, 'The specified parameter DestCidrIp is not valid.', t.peerCidr.top),
  MissingParameter: documented(403, 'The input parameter DestGroupId or DestCidrIp cannot be both blank.', t.peerMissing.top),
  'InvalidDestGroupId.Mismatch#vpc': documented(400, 'Specified security group and destination group are not in the same VPC.', t.peerVpc),
  'InvalidDestGroupId.Mismatch#nic': documented(403, 'NicType is required or NicType expects intranet.', t.peerNic),
  'InvalidNetworkType.Conflict': documented(
    403,
    'The specified SecurityGroup network type should be same with SourceGroup network type (vpc or classic).',
    t.peerNetwork,
  ),
  'InvalidSecurityGroup.IsSame': documented(
    403,
    'The authorized SecurityGroupId should be different from the DestGroupId.',
    t.peerIsSelf.permission,
  ),
  'InvalidDestGroupId.NotFound': documented(404, 'The DestGroupId provided does not exist in our records.', t.peerUnknown),
} as const satisfies ErrorTable;

type Code = keyof typeof modifyEgressErrors;

/** The row of each fault of an entry. */
export const modifyEgressFaults = faultTable(modifyEgressErrors, {
  ...commonFaults('egress'),
  ...modifyFaults,
  ownV4: 'InvalidParam.SourceCidrIp',
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const modifyEgressStages = {
  ...modifyStages('egress'),
  peerIsSelf: { permission: 'InvalidSecurityGroup.IsSame', top: 'InvalidParamter.Conflict#self' },
  peerVpc: 'InvalidDestGroupId.Mismatch#vpc',
  peerNic: 'InvalidDestGroupId.Mismatch#nic',
  peerNetwork: 'InvalidNetworkType.Conflict',
} as const satisfies StageCodes<ModifyStage, Code>;
