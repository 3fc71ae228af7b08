import { accountKey, type KeyOf, regionKey, root } from '#domain/finding.ts';
import type { Heads, Kind } from '#domain/kinds.ts';
import type { VpcHead, VSwitchHead } from '#domain/network-heads.ts';
import { zonesOf } from '#domain/regions.ts';
import { defaultGroupName, defaultResourceGroup, resourceGroupKey } from '#domain/resource-group.ts';
import { defaultVpcBlock, plainNetwork } from '#domain/vpc.ts';
import type { Deciding, Effect, Scope } from '#kit/deciding.ts';

/** Clock and ids, as a handler's context has them. */
export type Maker = { readonly now: number; newId(prefix: string): string };

/** The name by which Terraform's published examples look the default VPC up, and which asks people not to delete it. */
export const defaultVpcName = 'default-NODELETING';

/** A default VPC as a region has one from the start. */
export const defaultVpcHead = (make: Maker, resourceGroup: string): VpcHead => ({
  ...plainNetwork,
  name: defaultVpcName,
  description: '',
  cidr: defaultVpcBlock,
  isDefault: true,
  router: make.newId('vrt'),
  routeTable: make.newId('vtb'),
  resourceGroup,
  tags: {},
  created: make.now,
});

/** A default VSwitch; its name is that of the default VPC. */
export const defaultVSwitchHead = (
  own: Pick<VSwitchHead, 'vpc' | 'zone' | 'cidr' | 'resourceGroup' | 'created'> & { readonly ipv6Cidr?: string },
): VSwitchHead => ({ ipv6Cidr: '', ...own, name: defaultVpcName, description: '', isDefault: true, tags: {} });

/**
 * What an account needs before it can use a region: a default VPC with one VSwitch, and the first time two resource groups.
 * No effects where the region is known already, even if its default VPC is gone: what a user deleted does not come back.
 */
export function* seed({ account, region }: Scope, make: Maker): Deciding<readonly Effect[]> {
  if (yield* root(regionKey({ account, region }), 'change')) return [];
  // Held although it does not change, because two regions seeded at once would otherwise both find no resource group.
  yield* root(accountKey(account), 'change');

  const effects: Effect[] = [];
  const put = <K extends Kind>(key: KeyOf<K>, head: Heads[K]): string => {
    effects.push({ put: key, head });
    return key.id;
  };
  const created = make.now;
  const putResourceGroup = (name: string): string =>
    put(resourceGroupKey(account, make.newId('rg')), { name, displayName: `${name} resource group`, created });

  let resourceGroup = yield* defaultResourceGroup(account);
  if (resourceGroup === undefined) {
    resourceGroup = putResourceGroup(defaultGroupName);
    putResourceGroup('secondary');
  }
  const vpc = put({ account, region, kind: 'vpc', id: make.newId('vpc') }, defaultVpcHead(make, resourceGroup));
  put(
    { account, region, kind: 'vswitch', id: make.newId('vsw') },
    defaultVSwitchHead({ vpc, zone: zonesOf(region)[0] ?? region, cidr: '172.16.0.0/20', resourceGroup, created }),
  );
  put(regionKey({ account, region }), { defaultVpc: vpc, created });
  return effects;
}
