import { optional, ramRow, required } from '#actions/ram-resources.ts';

/** The public RAM tables of RunInstances and CreateInstance: the instance, and what it is made of. */
export const launchRam = <const A extends string>(action: A) =>
  ramRow(
    action,
    'create',
    [
      required('Instance', 'acs:ecs:{region}:{account}:instance/*'),
      optional('Image', 'acs:ecs:{region}:{account}:image/{ImageId|*}'),
      optional('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId|*}'),
      optional('VSwitch', 'acs:vpc:{region}:{account}:vswitch/{VSwitchId|*}'),
      optional('KeyPair', 'acs:ecs:{region}:{account}:keypair/{KeyPairName|*}'),
      optional('Disk', 'acs:ecs:{region}:{account}:disk/*'),
    ],
    ['ecs:tag'],
  );
