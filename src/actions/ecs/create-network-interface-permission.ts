import { action, here } from '#actions/action.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { invalidParameter, malformedInterfaceId, missingParameter, noSuchInterface } from '#actions/ecs/interfaces/interface-rows.ts';
import { permissionFields, permissionOf, permissionSample } from '#actions/ecs/interfaces/permission-view.ts';
import { asInferred } from '#actions/error-rows.ts';
import { object } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { enumParam, integerParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField } from '#actions/vocabulary.ts';
import { page } from '#domain/finding.ts';
import type { InterfacePermissionHead } from '#domain/interface-head.ts';

/** Inferred: all rows, from the actions on interfaces. No public page lists codes of this one, which is open on request only. */
export default action({
  product: 'Ecs',
  name: 'CreateNetworkInterfacePermission',
  summary: {
    en: 'Records that another account may attach an elastic network interface. Attaching across accounts is not part of this service.',
    zh: '记录允许其他账号绑定弹性网卡的授权。本服务不支持跨账号绑定弹性网卡。',
  },
  mode: 'change',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    AccountId: integerParam('The other account.', '被授权的账号 ID。', {
      required: true,
      missing: 'MissingParameter',
      wrong: 'InvalidParameter',
      min: 1,
      example: '1234567890123456',
    }),
    Permission: enumParam(['InstanceAttach'], 'What it may do: `InstanceAttach`.', '授予的权限：`InstanceAttach`。', {
      required: true,
      missing: 'MissingParameter',
      wrong: 'InvalidParameter',
      example: 'InstanceAttach',
    }),
    ...ownerParams,
  },
  returns: { ...requestIdField, NetworkInterfacePermission: object(permissionFields, 'The permission.', '弹性网卡权限。') },
  errors: {
    MissingParameter: asInferred(missingParameter),
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: asInferred(invalidParameter('Permission=All')),
    'InvalidParams.EniId': asInferred(malformedInterfaceId),
    'InvalidEniId.NotFound': asInferred(noSuchInterface),
  },
  ram: ramRow('ecs:CreateNetworkInterfacePermission', 'create', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
  ]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000',
      AccountId: '1234567890123456',
      Permission: 'InstanceAttach',
    },
    reply: { RequestId: '0FCD3DEF-63D3-4605-A818-805C8BD7DB87', NetworkInterfacePermission: permissionSample },
  },
  *handle(p, ctx) {
    const grantee = String(p.AccountId);
    if (grantee === ctx.account) return ctx.fail('InvalidParameter', 'AccountId');
    yield* find(ctx, 'interface', p.NetworkInterfaceId, 'keep', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    const same = [
      ['interface', p.NetworkInterfaceId],
      ['grantee', grantee],
    ] as const;
    // An account is permitted once: asking again shows the permission that it has.
    const known = (yield* page({ account: ctx.account, region: ctx.region }, 'interfacePermission', { where: same, limit: 1 })).rows[0];
    if (known) return { reply: { NetworkInterfacePermission: permissionOf(known) }, effects: [] };
    const key = here(ctx, 'interfacePermission', ctx.newId('eni-perm'));
    const head: InterfacePermissionHead = { interface: p.NetworkInterfaceId, grantee, permission: p.Permission, created: ctx.now };
    return { reply: { NetworkInterfacePermission: permissionOf({ key, head }) }, effects: [{ put: key, head }] };
  },
});
