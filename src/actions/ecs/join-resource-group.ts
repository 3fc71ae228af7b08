import { action, here } from '#actions/action.ts';
import { documented } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { optional, ramRow } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { type KeyOf, root } from '#domain/finding.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import type { Loaded } from '#kit/deciding.ts';

/** The types that exist here; of the others there is no resource to move. */
const kinds = { instance: 'instance', securitygroup: 'group', eni: 'interface', keypair: 'keyPair' } as const;
const types = [
  ...['instance', 'disk', 'snapshot', 'image', 'securitygroup', 'ddh', 'ddhcluster', 'eni', 'keypair', 'launchtemplate', 'command'],
  ...['activation', 'managedinstance'],
];
type Kind = (typeof kinds)[keyof typeof kinds];

const absent = (name: string) =>
  documented(
    403,
    `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
    `${name} is absent.`,
    `缺少参数 ${name}。`,
    { en: `No ${name}.`, zh: `不传 ${name}。` },
  );

/**
 * InvalidResourceGroup.Duplicate, which the page does not explain, is read as "in that group already". Left out, as no state here can reach
 * them: EntityExists.AssociatedTransferTasks, InvalidRegionId.ResourceGroup, InvalidStatus.ResourceGroup. Inferred: InvalidRegionId.NotFound.
 */
export default action({
  product: 'Ecs',
  name: 'JoinResourceGroup',
  summary: { en: 'Moves a resource of ECS to another resource group.', zh: '将一个 ECS 资源加入指定的资源组。' },
  mode: 'change',
  params: {
    ResourceType: stringParam(
      'The type of the resource, in this case. Here only `instance`, `securitygroup`, `eni` and `keypair` exist.',
      '资源类型，区分大小写。此处仅有 `instance`、`securitygroup`、`eni`、`keypair` 类型的资源。',
      { values: types, example: 'securitygroup' },
    ),
    ResourceId: stringParam('ID of the resource; of a key pair its name.', '资源 ID；密钥对为其名称。', {
      example: 'sg-bp67acfmxazb4p0000',
    }),
    RegionId: { ...regionId, required: false },
    ResourceGroupId: stringParam('The resource group to move it to.', '目标资源组 ID。', { example: 'rg-bp67acfmxazb4p000' }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'MissingParameter#region': absent('RegionId'),
    'MissingParameter#resource': absent('ResourceId'),
    'MissingParameter#group': absent('ResourceGroupId'),
    'InvalidRegionId.NotFound': { ...invalidRegion, source: 'inferred' },
    'InvalidResourceType.NotFound': documented(
      404,
      'The ResourceType provided does not exist in our records.',
      'ResourceType is absent or none of its values.',
      '未指定 ResourceType，或取值无效。',
      'ResourceType=SecurityGroup',
    ),
    'InvalidResourceGroup.NotFound': documented(
      404,
      'The ResourceGroup provided does not exist in our records.',
      'The account has no such resource group.',
      '该账号没有此资源组。',
      'ResourceGroupId=rg-none',
    ),
    'InvalidResourceId.NotFound': documented(
      404,
      'The ResourceId provided does not exist in our records.',
      'The account has no such resource in this region. Of types that do not exist here there is none.',
      '该账号在此地域中没有该资源。此处不存在的资源类型没有任何资源。',
      'ResourceType=securitygroup&ResourceId=sg-none',
    ),
    'InvalidResourceGroup.Duplicate': documented(
      403,
      'The ResourceId provided has a ResourceGroup in our records.',
      'The resource is in that resource group already.',
      '该资源已在此资源组中。',
      { en: 'The same request twice.', zh: '重复发送相同的请求。' },
    ),
  },
  ram: ramRow('ecs:JoinResourceGroup', 'update', [
    optional('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{ResourceId|*}'),
    optional('Instance', 'acs:ecs:{region}:{account}:instance/{ResourceId|*}'),
    optional('KeyPair', 'acs:ecs:{region}:{account}:keypair/{ResourceId|*}'),
    optional('SecurityGroup', 'acs:ecs:{region}:{account}:securitygroup/{ResourceId|*}'),
  ]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      ResourceType: 'securitygroup',
      ResourceId: 'sg-bp67acfmxazb4p0000',
      ResourceGroupId: 'rg-bp67acfmxazb4p000',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    if (p.RegionId === undefined) return ctx.fail('MissingParameter#region');
    if (p.ResourceId === undefined) return ctx.fail('MissingParameter#resource');
    if (p.ResourceGroupId === undefined) return ctx.fail('MissingParameter#group');
    const type = p.ResourceType ?? '';
    if (!types.includes(type)) return ctx.fail('InvalidResourceType.NotFound');
    if (!(yield* root(resourceGroupKey(ctx.account, p.ResourceGroupId), 'keep'))) return ctx.fail('InvalidResourceGroup.NotFound');
    const kind = (kinds as { readonly [type: string]: Kind })[type] ?? ctx.fail('InvalidResourceId.NotFound');
    const key: KeyOf<Kind> = here(ctx, kind, p.ResourceId);
    const found: Loaded<{ readonly resourceGroup: string }> = (yield* root(key, 'change')) ?? ctx.fail('InvalidResourceId.NotFound');
    if (found.head.resourceGroup === p.ResourceGroupId) return ctx.fail('InvalidResourceGroup.Duplicate');
    return { reply: {}, effects: [{ put: key, head: { ...found.head, resourceGroup: p.ResourceGroupId } }] };
  },
});
