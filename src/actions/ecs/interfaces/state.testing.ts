import { here } from '#actions/action.ts';
import { takeEffects } from '#domain/addresses.ts';
import type { State } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { AccountHead, GroupHead, Heads, Kind } from '#domain/kinds.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { created, groupHead, interfaceHead, ruleOf, scope, vswitchHead } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';

/** For tests of the actions on interfaces: what a VPC has in it, as effects. */
const put = <K extends Kind>(kind: K, id: string, head: Heads[K]): Effect => ({ put: here(scope, kind, id), head });

export const group = (id: string, over: Partial<GroupHead> = {}): Effect => put('group', id, groupHead(over));
/** Rules of a group, which weigh 1 each. */
export const rules = (id: string, count: number): readonly Effect[] =>
  Array.from({ length: count }, (_, n) => ({ part: here(scope, 'group', id), id: `sgr-${n}`, row: ruleOf({ priority: (n % 100) + 1 }) }));
export const vswitch = (id: string, over: Partial<VSwitchHead> = {}): Effect => put('vswitch', id, vswitchHead(over));

/** An interface of vsw-1, with its addresses there. */
export function eni(id: string, over: Partial<InterfaceHead> = {}): readonly Effect[] {
  const head = interfaceHead(over);
  const taken = [...head.addresses, ...head.ipv6, ...head.ipv4Prefixes, ...head.ipv6Prefixes];
  return [put('interface', id, head), ...takeEffects(here(scope, 'vswitch', head.vswitch), id, taken)];
}
/** An instance with a primary interface `eni-of-…` whose address is given. */
export function instance(
  id: string,
  address: string,
  over: Partial<InstanceHead> = {},
  of: Partial<InterfaceHead> = {},
): readonly Effect[] {
  const primaryInterface = `eni-of-${id}`;
  const head = { name: '', status: 'Running', type: 'ecs.g6.large', vpc: 'vpc-1', zone: 'cn-hangzhou-b', primaryInterface, ...over };
  return [
    put('instance', id, head as InstanceHead),
    ...eni(primaryInterface, { type: 'Primary', status: 'InUse', instance: id, addresses: [address], ...of }),
  ];
}
export const account = (quotas: Readonly<Record<string, number>>): Effect => ({
  put: accountKey(scope.account),
  head: { name: 'one', networkType: 'vpc', missingRule: '', quotas, first: true, created } as AccountHead,
});

/** What the state holds of an interface. */
export const headOf = (state: State, id: string): InterfaceHead => state.get(keyText(here(scope, 'interface', id)))?.head as InterfaceHead;
/** The addresses in use in a VSwitch, and by whom. */
export const usedIn = (state: State, id: string): Readonly<Record<string, string>> => {
  const rows = [...(state.get(keyText(here(scope, 'vswitch', id)))?.parts ?? [])] as [string, { interface: string }][];
  return Object.fromEntries(rows.map(([address, row]) => [address, row.interface]));
};
