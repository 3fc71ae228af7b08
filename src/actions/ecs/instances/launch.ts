import { type Ctx, here } from '#actions/action.ts';
import type { LaunchCode } from '#actions/ecs/instances/launch-errors.ts';
import type { Launch, LaunchForm } from '#actions/ecs/instances/launch-form.ts';
import { judgeGroups } from '#actions/ecs/interfaces/judge-groups.ts';
import { makeInterface, type OpenVSwitch, openVSwitch, type WantedInterface } from '#actions/ecs/interfaces/make-interface.ts';
import { refuseManaged } from '#actions/ecs-group.ts';
import type { AddressFault } from '#domain/addresses.ts';
import { page, root } from '#domain/finding.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import { endOf } from '#domain/instance-term.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { MembershipFault } from '#domain/membership.ts';
import { zonesOf } from '#domain/regions.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import type { Deciding, Effect, Loaded } from '#kit/deciding.ts';

/**
 * Makes instances with their interfaces: all of them or none.
 *   judged form -> zone and VSwitch -> groups have room -> key pair, resource group -> addresses, heads -> DryRun
 */
/** An interface that each instance is to have; the first one of a list is the primary one. `at` is its wire name, for messages. */
export type WantedNic = Pick<WantedInterface, 'secondary' | 'ipv6'> & {
  readonly at: string;
  /** '' = that of the primary one, or the default one. */
  readonly vswitch: string;
  /** None = those of the primary one. */
  readonly groups: readonly string[];
  readonly address?: string | undefined;
  readonly head?: Partial<InterfaceHead>;
};
/** `instances` has for each what differs; `attach` are interfaces that exist, for the only instance. */
export type Order = {
  readonly nics: readonly [WantedNic, ...WantedNic[]];
  readonly attach: readonly Loaded<InterfaceHead>[];
  readonly instances: readonly { readonly name: string; readonly hostName: string }[];
  readonly head: Pick<InstanceHead, 'status' | 'stoppedMode' | 'started' | 'settings' | 'autoRelease'>;
};
/** How an action tells what its own parameters did wrong. */
export type Refusals = {
  groups(fault: MembershipFault): never;
  address(fault: AddressFault, nic: WantedNic): never;
  /** An interface that exists is in another place. */
  attach(id: string): never;
};
type Placed = { readonly nic: WantedNic; readonly open: OpenVSwitch; readonly groups: readonly string[] };

export function* launch(ctx: Ctx<LaunchCode>, p: Launch, form: LaunchForm, order: Order, refuse: Refusals) {
  const placed = yield* place(ctx, p, order, refuse);
  const { vpc, zone } = placed[0]!.open.vswitch.head;
  const elsewhere = order.attach.find(({ head }) => head.vpc !== vpc || head.zone !== zone);
  if (elsewhere) return refuse.attach(elsewhere.key.id);
  const keyPair = form.image.osType === 'windows' ? '' : (p.KeyPairName ?? '');
  if (keyPair !== '' && !(yield* root(here(ctx, 'keyPair', keyPair), 'keep'))) return ctx.fail('InvalidKeyPairName.NotFound');
  const resourceGroup = p.ResourceGroupId ?? '';
  if (resourceGroup !== '' && !(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep')))
    return ctx.fail('InvalidResourceGroup.NotFound');

  const made: { readonly id: string; readonly effects: readonly Effect[] }[] = [];
  for (let n = 0; n < order.instances.length; n++)
    made.push(yield* makeInstance(ctx, p, form, { order, placed, refuse, n, plain: { keyPair, resourceGroup } }));
  // Last, so that a request that passes has found all its addresses.
  if (p.DryRun) return ctx.fail('DryRunOperation');
  return { ids: made.map(({ id }) => id), effects: made.flatMap(({ effects }) => effects) };
}

function* place(ctx: Ctx<LaunchCode>, p: Launch, { nics, instances }: Order, refuse: Refusals): Deciding<readonly Placed[]> {
  if (p.ZoneId !== undefined && !zonesOf(ctx.region).includes(p.ZoneId)) return ctx.fail('InvalidZoneId.NotFound');
  const [primary] = nics;
  const main = primary.vswitch || (yield* defaultVSwitch(ctx, p.ZoneId)) || ctx.fail('MissingParameter#vswitch');
  const open = new Map<string, OpenVSwitch>();
  const placed: Placed[] = [];
  for (const nic of nics) {
    const id = nic.vswitch || main;
    const found = open.get(id) ?? (yield* openVSwitch(ctx, id)) ?? ctx.fail('InvalidVSwitchId.NotFound');
    open.set(id, found);
    const zone = p.ZoneId ?? open.get(main)?.vswitch.head.zone;
    if (found.vswitch.head.zone !== zone) return ctx.fail('InvalidParameter.Mismatch#zone');
    placed.push({ nic, open: found, groups: nic.groups.length > 0 ? nic.groups : primary.groups });
  }
  // Interfaces of the same groups are judged together, so that they do not share what room there is.
  for (const [groups, alike] of Map.groupBy(placed, ({ groups }) => groups.join())) {
    const addresses = Math.max(...alike.map(({ nic }) => 1 + (nic.secondary?.count ?? 0)));
    const vpc = alike[0]?.open.vswitch.head.vpc ?? '';
    const wanted = { groups: groups === '' ? [] : groups.split(','), vpc, interfaces: instances.length * alike.length, addresses };
    const judged = yield* judgeGroups(ctx, wanted);
    if ('fault' in judged) return refuse.groups(judged);
  }
  return placed;
}

function* defaultVSwitch(ctx: Ctx<LaunchCode>, zone: string | undefined): Deciding<string | undefined> {
  const inZone = zone === undefined ? [] : [['zone', zone] as const];
  const { rows } = yield* page(ctx, 'vswitch', { where: [['isDefault', 'true'], ...inZone], limit: 1 });
  return rows[0]?.key.id;
}

type Making = {
  readonly order: Order;
  readonly placed: readonly Placed[];
  readonly refuse: Refusals;
  readonly n: number;
  readonly plain: Pick<InstanceHead, 'keyPair' | 'resourceGroup'>;
};

function* makeInstance(ctx: Ctx<LaunchCode>, p: Launch, form: LaunchForm, { order, placed, refuse, n, plain }: Making) {
  const key = here(ctx, 'instance', ctx.newId('i'));
  const attached = { instance: key.id, attached: ctx.now, status: 'InUse' } as const;
  const effects: Effect[] = [];
  let primary = '';
  for (const { nic, open, groups } of placed) {
    const isPrimary = primary === '';
    const made = yield* makeInterface(ctx, {
      ...open,
      groups,
      primary: nic.address === undefined ? undefined : addressAfter(nic.address, n),
      ...(nic.secondary && { secondary: nic.secondary }),
      ...(nic.ipv6 && { ipv6: nic.ipv6 }),
      head: { ...nic.head, ...attached, type: isPrimary ? 'Primary' : 'Secondary', ...(isPrimary && { tags: form.tags }) },
    });
    if ('fault' in made) return refuse.address(made, nic);
    primary ||= made.id;
    effects.push(...made.effects);
  }
  for (const { key: put, head } of order.attach) effects.push({ put, head: { ...head, ...attached } });

  const { name, hostName } = order.instances[n] ?? { name: '', hostName: '' };
  const { vswitch } = placed[0]!.open;
  const head: InstanceHead = {
    ...plain,
    ...order.head,
    name: name || key.id,
    description: p.Description ?? '',
    hostName: hostName || `iZ${key.id.slice(2)}Z`,
    type: form.type.id,
    image: form.image.id,
    zone: vswitch.head.zone,
    vpc: vswitch.head.vpc,
    vswitch: vswitch.key.id,
    primaryInterface: primary,
    ...paymentOf(ctx, p, form),
    systemDisk: { id: ctx.newId('d'), ...form.disks.system },
    dataDisks: form.disks.data.map((disk) => ({ id: ctx.newId('d'), ...disk })),
    userData: p.UserData ?? '',
    ramRole: p.RamRoleName ?? '',
    deletionProtection: p.DeletionProtection ?? false,
    creditSpecification: form.type.baselineCredit > 0 ? (p.CreditSpecification ?? 'Standard') : '',
    securityEnhancement: p.SecurityEnhancementStrategy ?? '',
    maintenanceActions: '',
    tags: form.tags,
    created: ctx.now,
  };
  return { id: key.id, effects: [{ put: key, head } satisfies Effect, ...effects] };
}

function paymentOf(ctx: Ctx<LaunchCode>, p: Launch, { unit }: LaunchForm) {
  const isPrepaid = p.InstanceChargeType === 'PrePaid';
  return {
    chargeType: isPrepaid ? 'PrePaid' : 'PostPaid',
    expires: isPrepaid ? endOf(ctx.now, p.Period ?? 1, unit) : 0,
    renewal: { automatic: isPrepaid && p.AutoRenew === true, period: isPrepaid && p.AutoRenew ? (p.AutoRenewPeriod ?? 1) : 0, unit },
    internetChargeType: p.InternetChargeType ?? 'PayByTraffic',
    bandwidthIn: p.InternetMaxBandwidthIn ?? Math.max(10, p.InternetMaxBandwidthOut ?? 0),
    bandwidthOut: p.InternetMaxBandwidthOut ?? 0,
    publicAddresses: [],
    spotStrategy: p.SpotStrategy ?? 'NoSpot',
    spotPriceLimit: p.SpotPriceLimit ?? 0,
    spotDuration: p.SpotDuration ?? 0,
    spotInterruption: p.SpotInterruptionBehavior ?? (p.SpotStrategy === undefined || p.SpotStrategy === 'NoSpot' ? '' : 'Terminate'),
  } as const;
}

/** The n-th IPv4 address after one, as instances made together get theirs in a row. What is none stays as it was sent. */
function addressAfter(address: string, n: number): string {
  const bytes = address.split('.');
  if (n === 0 || bytes.length !== 4) return address;
  const next = bytes.reduce((sum, byte) => sum * 256 + Number(byte), 0) + n;
  return [24, 16, 8, 0].map((bits) => Math.floor(next / 2 ** bits) % 256).join('.');
}

/** For whoever has one group and one interface; others say first what only they have. */
export function failGroups(ctx: Ctx<LaunchCode>, fault: MembershipFault): never {
  switch (fault.fault) {
    case 'absent':
      return ctx.fail('InvalidSecurityGroupId.NotFound');
    case 'managed':
      refuseManaged(ctx, fault.group, 'InvalidOperation.ResourceManagedByCloudProduct');
      break;
    case 'vpc':
      return ctx.fail('InvalidParameter.Mismatch#vpc');
    case 'full':
      return ctx.fail('SecurityGroupInstanceLimitExceed');
    case 'rules':
      return ctx.fail('AclLimitExceed', `The rules of the security groups exceed the limit at ${fault.group.key.id}.`);
    case 'limit':
      return ctx.fail('JoinedGroupLimitExceed', 'The number of security groups of an elastic network interface exceeds the limit.');
  }
  return ctx.fail('InvalidSecurityGroupId');
}

const addressCode = {
  malformed: 'InvalidPrivateIpAddress.Malformed',
  outside: 'InvalidPrivateIpAddress',
  reserved: 'InvalidPrivateIpAddress',
  used: 'InvalidPrivateIpAddress.Duplicated',
  repeated: 'InvalidPrivateIpAddress.Duplicated',
  full: 'QuotaExceeded.PrivateIpAddress',
  noBlock: 'InvalidPrivateIpAddress',
} as const;
export const failAddress = (ctx: Ctx<LaunchCode>, { fault }: AddressFault): never => ctx.fail(addressCode[fault]);
