import type { Peer } from '#domain/rule.ts';
import { interfaceHead } from '#domain/samples.testing.ts';
import type { Decided, Deciding, Effect, Key, Scope } from '#kit/deciding.ts';
import type { Store } from '#store/store.ts';
import { between, type Random } from '../faults/seed.ts';
import { entry, groupHead, here, listHead, part, put, rule, theirs, writeOf } from '../store/samples.ts';

/** A small world of two accounts in which everything that a host may need changes at random. */
const scopes: readonly Scope[] = [here, theirs];
const GROUPS = 8;
const LISTS = 4;
const INTERFACES = 10;
const pick = <T>(random: Random, from: readonly T[]): T => from[between(random, 0, from.length - 1)]!;
const chance = (random: Random, of: number): boolean => random() < of;
const key = ({ account, region }: Scope, kind: string, id: string): Key => ({ account, region, kind, id });
const groupId = (random: Random) => `sg-${between(random, 1, GROUPS)}`;
const prefixId = (random: Random) => `pl-${between(random, 1, LISTS)}`;
const portId = (random: Random) => `prl-${between(random, 1, LISTS)}`;
const ruleId = (random: Random) => `sgr-${between(random, 1, 9)}`;

export const interfaceAt = (random: Random): string => {
  const { account, region } = pick(random, scopes);
  return `${account}/${region}/eni-${between(random, 1, INTERFACES)}`;
};

function randomPeer(random: Random, scope: Scope): Peer {
  const kind = between(random, 0, 3);
  const net = `10.${between(random, 0, 9)}.0.0/16`;
  if (kind === 0) return { kind: 'v4', text: net, net };
  if (kind === 1) return { kind: 'list', id: prefixId(random) };
  const other = pick(random, scopes).account;
  return { kind: 'group', id: groupId(random), owner: other === scope.account ? '' : other };
}

type Drawn = { readonly root: Key; readonly effects: readonly Effect[]; readonly needsRoot: boolean };

function drawOne(random: Random, scope: Scope): Drawn {
  const at = (kind: string, id: string) => key(scope, kind, id);
  const lists = chance(random, 0.5) ? at('prefixList', prefixId(random)) : at('portRangeList', portId(random));
  const group = at('group', groupId(random));
  switch (between(random, 0, 11)) {
    case 0: {
      const head = groupHead({
        type: chance(random, 0.2) ? 'enterprise' : 'normal',
        innerAccess: chance(random, 0.7) ? 'Accept' : 'Drop',
        description: String(random()),
      });
      return { root: group, effects: [put(group, head)], needsRoot: false };
    }
    case 1:
      return { root: group, effects: chance(random, 0.3) ? [{ drop: group }] : [], needsRoot: true };
    case 2:
    case 3:
      return { root: group, effects: [part(group, ruleId(random), null)], needsRoot: true };
    case 4:
      return { root: lists, effects: [put(lists, listHead({ family: chance(random, 0.5) ? 'IPv4' : 'IPv6' }))], needsRoot: false };
    case 5: {
      const value = `10.${between(random, 0, 5)}.0.0/16`;
      return { root: lists, effects: [part(lists, value, chance(random, 0.5) ? null : entry(value))], needsRoot: true };
    }
    case 6:
      return { root: lists, effects: chance(random, 0.2) ? [{ drop: lists }] : [], needsRoot: true };
    case 7:
    case 8: {
      const id = `eni-${between(random, 1, INTERFACES)}`;
      const groups = [...new Set([groupId(random), groupId(random), groupId(random)])].slice(0, between(random, 1, 3));
      const addresses = [`10.9.0.${between(random, 1, 20)}`, `10.9.1.${between(random, 1, 20)}`].slice(0, between(random, 1, 2));
      const ipv6 = chance(random, 0.2) ? ['fd00::1'] : [];
      const eni = at('interface', id);
      return { root: eni, effects: [put(eni, interfaceHead({ groups, addresses, ipv6, name: String(random()) }))], needsRoot: false };
    }
    case 9: {
      const eni = at('interface', `eni-${between(random, 1, INTERFACES)}`);
      return { root: eni, effects: chance(random, 0.3) ? [{ drop: eni }] : [], needsRoot: true };
    }
    default: {
      const row = rule({
        peer: randomPeer(random, scope),
        portList: chance(random, 0.3) ? portId(random) : '',
        priority: between(random, 1, 100),
        description: String(random()),
      });
      return { root: group, effects: [part(group, ruleId(random), row)], needsRoot: true };
    }
  }
}

/** One write of one to four things that belong together. */
export async function changeAtRandom(store: Store, random: Random): Promise<void> {
  const scope = pick(random, scopes);
  const drawn = Array.from({ length: chance(random, 0.3) ? between(random, 2, 4) : 1 }, () => drawOne(random, scope));
  const settled = await store.write(
    writeOf(function* (): Deciding<Decided> {
      const effects: Effect[] = [];
      const gone = new Set<string>();
      for (const { root, effects: more, needsRoot } of drawn) {
        const name = `${root.kind}/${root.id}`;
        if (needsRoot && (gone.has(name) || !(yield { need: 'root', key: root, hold: 'change' }))) continue;
        if (more.some((effect) => 'drop' in effect)) gone.add(name);
        else if (!needsRoot) gone.delete(name);
        effects.push(...more);
      }
      return { reply: {}, effects };
    }),
  );
  if (settled.is !== 'done') throw new Error(`not written: ${JSON.stringify(settled)}`);
}
