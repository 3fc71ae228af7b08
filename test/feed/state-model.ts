import type { InterfaceHead } from '#domain/interface-head.ts';
import type { GroupHead, ListEntry, PrefixListHead } from '#domain/kinds.ts';
import type { Rule } from '#domain/rule.ts';
import { keyText } from '#kit/deciding.ts';
import type { Recorded } from '#store/store.ts';

/** What a host must have, worked out anew from all rows as they are at one moment, without a thought for cost. */
export class Rows {
  readonly heads = new Map<string, unknown>();
  readonly parts = new Map<string, Map<string, unknown>>();

  apply({ changes }: Recorded): void {
    for (const { key, part, after } of changes) {
      const name = keyText(key);
      if (part === undefined) this.heads.set(name, after);
      else {
        if (!this.parts.has(name)) this.parts.set(name, new Map());
        this.parts.get(name)!.set(part, after);
      }
    }
  }
  head<H>(place: string, kind: string, id: string): H | null {
    return (this.heads.get(`${place}/${kind}/${id}`) ?? null) as H | null;
  }
  rows<R>(place: string, kind: string, id: string): readonly (readonly [string, R])[] {
    const rows = [...(this.parts.get(`${place}/${kind}/${id}`) ?? [])].filter(([, row]) => row !== null);
    return rows.sort(([a], [b]) => (a < b ? -1 : 1)) as [string, R][];
  }

  /** By `kind/account/region/id` the body. */
  expected(interfaces: readonly string[]): Map<string, unknown> {
    const all = new Map<string, unknown>();
    for (const at of interfaces) {
      const [account, region, id] = at.split('/') as [string, string, string];
      const place = `${account}/${region}`;
      const head = this.head<InterfaceHead>(place, 'interface', id);
      all.set(`interface/${at}`, head && interfaceBody(head));
      for (const group of head?.groups ?? []) this.#addGroup(all, account, region, group);
    }
    return all;
  }

  #addGroup(all: Map<string, unknown>, account: string, region: string, id: string): void {
    const place = `${account}/${region}`;
    const head = this.head<GroupHead>(place, 'group', id);
    if (!head) {
      all.set(`group/${place}/${id}`, null);
      return;
    }
    const rules = this.rows<Rule>(place, 'group', id);
    all.set(`group/${place}/${id}`, {
      vpc: head.vpc,
      type: head.type,
      innerAccess: head.innerAccess,
      rules: rules.map(([ruleId, { description: _, created: __, ...rule }]) => ({ id: ruleId, ...rule })),
    });
    if (head.type === 'normal' && head.innerAccess === 'Accept') all.set(`members/${place}/${id}`, this.#members(place, id));
    for (const [, { peer, portList }] of rules) {
      if (portList) {
        const list = this.head(place, 'portRangeList', portList);
        all.set(`portRangeList/${place}/${portList}`, list && { entries: this.#values(place, 'portRangeList', portList) });
      }
      if (peer.kind === 'list') {
        const list = this.head<PrefixListHead>(place, 'prefixList', peer.id);
        const entries = this.#values(place, 'prefixList', peer.id);
        all.set(`prefixList/${place}/${peer.id}`, list && { family: list.family, entries });
      }
      if (peer.kind === 'group') {
        const theirs = `${peer.owner || account}/${region}`;
        all.set(`members/${theirs}/${peer.id}`, this.#members(theirs, peer.id));
      }
    }
  }

  #values(place: string, kind: string, id: string): string[] {
    return this.rows<ListEntry>(place, kind, id).map(([, { value }]) => value);
  }

  #members(place: string, id: string): unknown {
    const group = this.head<GroupHead>(place, 'group', id);
    if (!group) return null;
    const addresses = new Set<string>();
    for (const [name, head] of this.heads) {
      if (!name.startsWith(`${place}/interface/`) || !(head as InterfaceHead | null)?.groups.includes(id)) continue;
      const { addresses: v4, ipv6, ipv4Prefixes, ipv6Prefixes } = head as InterfaceHead;
      for (const address of [...v4, ...ipv6, ...ipv4Prefixes, ...ipv6Prefixes]) addresses.add(address);
    }
    return { vpc: group.vpc, addresses: [...addresses].sort() };
  }
}

function interfaceBody(h: InterfaceHead): unknown {
  const { vpc, vswitch, mac, status, instance, groups, addresses, ipv6, primaryIpv6, ipv4Prefixes, ipv6Prefixes } = h;
  const { sourceDestCheck, timeouts } = h;
  return {
    vpc,
    vswitch,
    mac,
    status,
    instance,
    groups,
    addresses,
    ipv6,
    primaryIpv6,
    ipv4Prefixes,
    ipv6Prefixes,
    sourceDestCheck,
    timeouts,
  };
}

/** What a resource names that has to be there with it. */
export function namedBy(name: string, body: unknown): readonly string[] {
  const [kind, account, region, id] = name.split('/') as [string, string, string, string];
  const at = `${account}/${region}`;
  if (body === null) return [];
  if (kind === 'interface') return (body as InterfaceHead).groups.map((group) => `group/${at}/${group}`);
  if (kind !== 'group') return [];
  const { type, innerAccess, rules } = body as GroupHead & { rules: readonly Rule[] };
  return [
    ...(type === 'normal' && innerAccess === 'Accept' ? [`members/${at}/${id}`] : []),
    ...rules.flatMap(({ peer, portList }) => [
      ...(portList ? [`portRangeList/${at}/${portList}`] : []),
      ...(peer.kind === 'list' ? [`prefixList/${at}/${peer.id}`] : []),
      ...(peer.kind === 'group' ? [`members/${peer.owner || account}/${region}/${peer.id}`] : []),
    ]),
  ];
}
