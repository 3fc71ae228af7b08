import { integerParam, rowsParam, stringParam } from '#actions/params.ts';

/**
 * What the public service places instances on and this one does not have. A resource that is named does not exist, and where a code is
 * documented for that it is given; parameters that only say how are accepted and ignored.
 */
const ignored = stringParam('Accepted and ignored.', '接受但忽略。');
const ignoredNumber = integerParam('Accepted and ignored.', '接受但忽略。');

export const absentParams = {
  DedicatedHostId: stringParam('There are no dedicated hosts here.', '专有宿主机 ID；此处没有专有宿主机。'),
  DeploymentSetId: stringParam('There are no deployment sets here.', '部署集 ID；此处没有部署集。'),
  HpcClusterId: stringParam('There are no HPC clusters here.', 'HPC 集群 ID；此处没有 HPC 集群。'),
  DeploymentSetGroupNo: ignoredNumber,
  Affinity: ignored,
  Tenancy: ignored,
  ManagedHostId: ignored,
  StorageSetId: ignored,
  StorageSetPartitionNumber: ignoredNumber,
  'PrivatePoolOptions.Id': ignored,
  'PrivatePoolOptions.MatchCriteria': ignored,
  Arn: rowsParam(20, { AssumeRoleFor: ignoredNumber, RoleType: ignored, Rolearn: ignored }, 'Accepted and ignored.', '接受但忽略。'),
} as const;
