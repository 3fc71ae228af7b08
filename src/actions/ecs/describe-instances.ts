import { action, type Ctx } from '#actions/action.ts';
import { describeErrors, describeParams } from '#actions/ecs/instances/describe-params.ts';
import { inAll, instancesBy } from '#actions/ecs/instances/find-instances.ts';
import { instanceFields } from '#actions/ecs/instances/instance-fields.ts';
import { instanceSample } from '#actions/ecs/instances/instance-sample.ts';
import { instanceOf, interfacesOf } from '#actions/ecs/instances/instance-view.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, nextTokenField, pageFields } from '#actions/pages.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { instanceTypeOf } from '#domain/instance-types.ts';
import { matchesName } from '#domain/key-pair.ts';
import type { Deciding } from '#kit/deciding.ts';
import type { Values } from '#kit/shape.ts';

type Request = Values<typeof describeParams>;
type Code = keyof typeof describeErrors;

/**
 * Inferred: a malformed list of IDs, a token that was never given, times that are none, DryRunOperation, the region. No request here gets
 * InvalidTagCount (decoding counts) or InvalidHpcClusterId.Creating.
 */
export default action({
  product: 'Ecs',
  name: 'DescribeInstances',
  summary: {
    en: 'Lists instances in order of creation. All filters must hold; what is not found is left out without an error.',
    zh: '查询实例列表，按创建顺序返回。需同时满足所有过滤条件；不存在的实例不会报错。',
  },
  mode: 'read',
  params: describeParams,
  returns: {
    ...requestIdField,
    Instances: wrapped('Instance', instanceFields, 'The instances.', '实例列表。'),
    ...nextTokenField,
    ...pageFields,
  },
  errors: describeErrors,
  ram: ramRow('ecs:DescribeInstances', 'get', [required('Instance', 'acs:ecs:{region}:{account}:instance/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', InstanceIds: '["i-bp67acfmxazb4p0000"]' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Instances: { Instance: [instanceSample] },
      NextToken: '',
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    if (p.HpcClusterId !== undefined) return ctx.fail('InvalidHpcClusterId.NotFound');
    if (p.Tag?.some(({ Key, key, Value, value }) => (Key ?? key) === undefined && (Value ?? value) !== undefined))
      return ctx.fail('InvalidTag.Mismatch');
    const keep = keepOf(p, ctx);
    const asked = { ...p, ...(p.MaxResults !== undefined && { MaxResults: Math.min(Math.max(p.MaxResults, 10), 100) }) };
    if (p.DryRun) return ctx.fail('DryRunOperation');

    const where = whereOf(
      {
        status: p.Status,
        type: p.InstanceType,
        chargeType: p.InstanceChargeType,
        image: p.ImageId,
        keyPair: p.KeyPairName,
        resourceGroup: p.ResourceGroupId,
        vpc: p.VpcId,
        vswitch: p.VSwitchId,
        zone: p.ZoneId,
      },
      p.Tag,
    );
    const ids = yield* idsOf(p, ctx);
    const how = { by: 'either', size: 10, badToken: 'InvalidParameter.NextToken', total: true } as const;
    const { rows, paging } = yield* listPage(ctx, 'instance', { where, ids, keep }, asked, how);
    const Instance: unknown[] = [];
    for (const instance of rows) Instance.push(instanceOf({ instance, interfaces: yield* interfacesOf(ctx, instance) }));
    return { reply: { Instances: { Instance }, ...paging }, effects: [] };
  },
});

/** The IDs that may be, by what is not in an instance's own head; undefined = any. */
function* idsOf(p: Request, ctx: Ctx<Code>): Deciding<readonly string[] | undefined> {
  const none = [p.PublicIpAddresses, p.EipAddresses, p.InnerIpAddresses, p.RdmaIpAddresses, p.LockReason].some((one) => one !== undefined);
  if (none || p.InstanceNetworkType === 'classic' || p.IoOptimized === false) return [];
  const byGroup = p.SecurityGroupId === undefined ? undefined : yield* instancesBy(ctx, [['group', p.SecurityGroupId]], true);
  let byAddress: string[] | undefined;
  for (const address of [...(p.PrivateIpAddresses ?? []), ...(p.Ipv6Address ?? [])])
    byAddress = [...(byAddress ?? []), ...(yield* instancesBy(ctx, [['address', address]], false))];
  return inAll([p.InstanceIds, byGroup, byAddress]);
}

/** What facets cannot say; undefined where nothing of it was asked for. */
function keepOf(p: Request, ctx: Ctx<Code>): ((head: InstanceHead) => boolean) | undefined {
  const tests: ((head: InstanceHead) => boolean)[] = [];
  const { InstanceName: name, InstanceTypeFamily: family, InternetChargeType: internet, HttpEndpoint: endpoint, HttpTokens: tokens } = p;
  if (name !== undefined) tests.push((head) => matchesName(head.name, name));
  if (family !== undefined) tests.push((head) => instanceTypeOf(head.type)?.family.id === family);
  if (internet !== undefined) tests.push((head) => head.internetChargeType === internet);
  if (endpoint !== undefined) tests.push((head) => head.settings.metadataEndpoint === endpoint);
  if (tokens !== undefined) tests.push((head) => head.settings.metadataTokens === tokens);
  for (const { Key, Value = '' } of p.Filter ?? []) {
    if (Key !== 'CreationStartTime' && Key !== 'CreationEndTime') return ctx.fail('InvalidFilterKey.NotFound');
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(Value) ? Date.parse(Value) : Number.NaN;
    if (Number.isNaN(at)) return ctx.fail('InvalidFilterValue');
    tests.push(Key === 'CreationStartTime' ? ({ created }) => created >= at : ({ created }) => created <= at);
  }
  return tests.length === 0 ? undefined : (head) => tests.every((holds) => holds(head));
}
