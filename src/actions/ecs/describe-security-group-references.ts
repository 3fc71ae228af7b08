import { action } from '#actions/action.ts';
import { findGroup, noSuchGroup } from '#actions/ecs-group.ts';
import { documented } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField, securityGroupId } from '#actions/vocabulary.ts';
import { everyReference, refs } from '#domain/finding.ts';
import type { Key } from '#kit/deciding.ts';

const ids = 'InvalidSecurityGroupId.Malformed';
const most = 100;
const byId = (a: Key, b: Key): number => (a.id < b.id ? -1 : 1);

/** Every documented row is reached. A group that nobody names is listed with an empty list, which the page leaves open. */
export default action({
  product: 'Ecs',
  name: 'DescribeSecurityGroupReferences',
  summary: {
    en: 'Tells which other security groups have a rule, inbound or outbound, that names a group; only when there are none can it be deleted.',
    zh: '查询指定安全组被哪些其他安全组的入方向或出方向规则引用。存在引用时无法删除安全组。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    SecurityGroupId: stringsParam(10, 'IDs of 1 to 10 security groups.', '安全组 ID，1～10 个。', {
      ...{ required: true, pattern: securityGroupId.pattern, wrong: ids, missing: ids, example: 'sg-bp67acfmxazb4p0000' },
    }),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    SecurityGroupReferences: wrapped(
      'SecurityGroupReference',
      {
        SecurityGroupId: text('The group that was asked about.', '被查询的安全组 ID。'),
        ReferencingSecurityGroups: wrapped(
          'ReferencingSecurityGroup',
          {
            AliUid: text('The account of the group that names it.', '引用方安全组所属的阿里云账号 ID。'),
            SecurityGroupId: text('The group that names it.', '引用方安全组 ID。'),
          },
          'The groups that name it, of any account, at most 100.',
          '引用该安全组的安全组（包括其他账号的安全组），最多 100 个。',
        ),
      },
      'The groups that were asked about, each once.',
      '被查询的安全组，每个安全组一条。',
    ),
  },
  errors: {
    [ids]: documented(
      400,
      'The specified parameter SecurityGroupId is essential and size should less than 10',
      'There is no SecurityGroupId, there are more than 10, or one does not have the form of an ID.',
      '未指定 SecurityGroupId，数量超过 10 个，或其中的 ID 格式不正确。',
      {
        en: 'No SecurityGroupId.1; SecurityGroupId.1 to SecurityGroupId.11.',
        zh: '不传 SecurityGroupId.1；或传入 SecurityGroupId.1 至 SecurityGroupId.11。',
      },
    ),
    'InvalidRegionId.NotFound': { ...invalidRegion, message: 'The RegionId provided does not exist in our records.' },
    'InvalidSecurityGroupId.NotFound': { ...noSuchGroup, message: 'The SecurityGroupId provided does not exist in our records.' },
  },
  ram: ramRow('ecs:DescribeSecurityGroupReferences', 'get', [
    required('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{SecurityGroupId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', 'SecurityGroupId.1': 'sg-bp67acfmxazb4p0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      SecurityGroupReferences: {
        SecurityGroupReference: [
          {
            SecurityGroupId: 'sg-bp67acfmxazb4p0000',
            ReferencingSecurityGroups: {
              ReferencingSecurityGroup: [{ AliUid: '1234567890123456', SecurityGroupId: 'sg-bp67acfmxazb4j0000' }],
            },
          },
        ],
      },
    },
  },
  *handle(p, ctx) {
    const SecurityGroupReference: unknown[] = [];
    for (const SecurityGroupId of new Set(p.SecurityGroupId)) {
      const group = yield* findGroup(ctx, SecurityGroupId, 'look', { absent: 'InvalidSecurityGroupId.NotFound' });
      // Members name a group too; no rule can name the group that it is in.
      const naming = (yield* refs(group.key, everyReference)).filter(({ kind }) => kind === 'group').sort(byId);
      const ReferencingSecurityGroup = naming.slice(0, most).map(({ account, id }) => ({ AliUid: account, SecurityGroupId: id }));
      SecurityGroupReference.push({ SecurityGroupId, ReferencingSecurityGroups: { ReferencingSecurityGroup } });
    }
    return { reply: { SecurityGroupReferences: { SecurityGroupReference } }, effects: [] };
  },
});
