import { commonFaults, type FaultCodes, faultTable, modifyFaults } from '#actions/ecs/rules/fault-codes.ts';
import { modifyRows } from '#actions/ecs/rules/modify-rows.ts';
import { modifyTexts } from '#actions/ecs/rules/modify-texts.ts';
import { rowMaker } from '#actions/ecs/rules/rule-error-texts.ts';
import { type ModifyStage, modifyStages, type StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import type { ErrorTable } from '#kit/error-row.ts';

const t = modifyTexts('ingress');
const documented = rowMaker('documented');

/**
 * The error table of ModifySecurityGroupRule. Of the published one these are left out, since no state here can reach them: InternalError,
 * MissingParameter.Source (MissingParameter says it; by ID a rule keeps its peer), InvalidSourceGroup.NotFound (InvalidSourceGroupId.NotFound says it).
 * No row tells of too many group peers: a modify makes none, as the kind of a peer is fixed.
 */
export const modifyIngressErrors = {
  ...modifyRows('ingress', t),
  'InvalidSourceCidrIp.Malformed': documented(400, 'The specified parameter SourceCidrIp is not valid.', t.peerCidr.top),
  MissingParameter: documented(403, 'The input parameter SourceGroupId or SourceCidrIp cannot be both blank.', t.peerMissing.top),
  'InvalidSourceGroupId.Mismatch#vpc': documented(400, 'Specified security group and source group are not in the same VPC.', t.peerVpc),
  'InvalidSourceGroupId.Mismatch#nic': documented(403, 'NicType is required or NicType expects intrnet.', t.peerNic),
  'InvalidNetworkType.Mismatch': documented(
    403,
    'The specified SecurityGroup network type should be same with SourceGroup network type (vpc or classic).',
    t.peerNetwork,
  ),
  'InvalidSourceGroupId.NotFound': documented(404, 'The SourceGroupId provided does not exist in our records.', t.peerUnknown),
} as const satisfies ErrorTable;

type Code = keyof typeof modifyIngressErrors;

/** The row of each fault of an entry. */
export const modifyIngressFaults = faultTable(modifyIngressErrors, {
  ...commonFaults('ingress'),
  ...modifyFaults,
  ownV4: 'InvalidParam.DestCidrIp',
} as const satisfies FaultCodes<Code>);

/** The codes of what is wrong beside the entries. */
export const modifyIngressStages = {
  ...modifyStages('ingress'),
  peerIsSelf: 'InvalidParamter.Conflict#self',
  peerVpc: 'InvalidSourceGroupId.Mismatch#vpc',
  peerNic: 'InvalidSourceGroupId.Mismatch#nic',
  peerNetwork: 'InvalidNetworkType.Mismatch',
} as const satisfies StageCodes<ModifyStage, Code>;
