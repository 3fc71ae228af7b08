import { all, type KeyOf, page, refs, root, some } from '#domain/finding.ts';
import type { GroupHead, Kind, ListEntry, PartRows, PrefixListHead } from '#domain/kinds.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import type { Peer, Rule } from '#domain/rule.ts';
import { plainNetwork } from '#domain/vpc.ts';
import { type Decided, type Deciding, type Effect, type Key, Refusal, type Scope } from '#kit/deciding.ts';
import type { Settled, Store, TokenClaim, Write } from '#store/store.ts';

/** Rows, decisions and writes for the suites of the store. */
export const START = Date.UTC(2026, 10, 24);
export const here: Scope = { account: '1000000000000001', region: 'cn-hangzhou' };
export const elsewhere: Scope = { account: '1000000000000001', region: 'cn-beijing' };
export const theirs: Scope = { account: '1000000000000002', region: 'cn-hangzhou' };

const keyOf =
  <K extends Kind>(kind: K) =>
  (id: string, { account, region }: Scope = here): KeyOf<K> => ({ account, region, kind, id });
export const groupKey = keyOf('group');
export const vpcKey = keyOf('vpc');
export const listKey = keyOf('prefixList');
export const portListKey = keyOf('portRangeList');
export const foreignKey = (id: string, { account, region }: Scope = here): Key => ({ account, region, kind: 'foreignGroup', id });

export const groupHead = (over: Partial<GroupHead> = {}): GroupHead => ({
  name: '',
  description: '',
  type: 'normal',
  vpc: 'vpc-1',
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: {},
  service: '',
  created: START,
  ...over,
});
export const vpcHead = (over: Partial<VpcHead> = {}): VpcHead => ({
  name: 'net',
  description: '',
  ...plainNetwork,
  cidr: '10.0.0.0/8',
  isDefault: false,
  router: 'vrt-1',
  routeTable: 'vtb-1',
  resourceGroup: '',
  tags: {},
  created: START,
  ...over,
});
export const listHead = (over: Partial<PrefixListHead> = {}): PrefixListHead => ({
  name: 'list',
  description: '',
  family: 'IPv4',
  maxEntries: 10,
  resourceGroup: '',
  tags: {},
  created: START,
  ...over,
});
export const entry = (value: string, description = ''): ListEntry => ({ value, description });
export const anywhere: Peer = { kind: 'v4', text: '0.0.0.0/0', net: '0.0.0.0/0' };
export const rule = (over: Partial<Rule> = {}): Rule => ({
  direction: 'egress',
  protocol: 'tcp',
  ports: '80/80',
  portList: '',
  sourcePorts: '',
  peer: anywhere,
  nic: 'intranet',
  policy: 'accept',
  priority: 1,
  description: '',
  created: START,
  ...over,
});

export const put = (key: Key, head: unknown): Effect => ({ put: key, head });
export const drop = (key: Key): Effect => ({ drop: key });
export const part = (of: Key, id: string, row: unknown): Effect => ({ part: of, id, row });
export const withoutPart = (of: Key, id: string): Effect => ({ part: of, id, row: null });

/** A decision that asks nothing. */
export const deciding = (effects: readonly Effect[], reply: Decided['reply'] = {}) =>
  function* (): Deciding<Decided> {
    yield* [];
    return { reply, effects };
  };
export const refusing = (code: string, holes: readonly string[] = []) =>
  function* (): Deciding<Decided> {
    yield* [];
    throw new Refusal(code, holes);
  };
export const failing = (cause: unknown) =>
  function* (): Deciding<Decided> {
    yield* [];
    throw cause;
  };
/** Takes one rule out, or refuses where it is not there. */
export const revoking = (group: KeyOf<'group'>, id: string) =>
  function* (): Deciding<Decided> {
    const [found] = yield* some(group, [id]);
    if (!found) throw new Refusal('InvalidSecurityGroupRule.RuleNotExist', [id]);
    return { reply: { took: found.ports }, effects: [withoutPart(group, id)] };
  };

type Over = { readonly requestId?: string; readonly at?: number; readonly token?: TokenClaim; readonly deadline?: number };
let requests = 0;
export const writeOf = (
  decide: Write['decide'],
  { requestId = `R-${++requests}`, at = START, token, deadline = Number.MAX_SAFE_INTEGER }: Over = {},
): Write => ({
  origin: {
    requestId,
    account: here.account,
    by: `acs:ram::${here.account}:root`,
    from: '192.0.2.1',
    action: 'Act',
    at,
    keyId: 'LTAI-1',
    nonce: requestId,
  },
  ...(token && { token }),
  deadline,
  decide,
});
/** The settlements of writes that arrive together. */
export const writeAll = (store: Store, ...writes: readonly Write[]): Promise<Settled[]> => Promise.all(writes.map((w) => store.write(w)));
/** Writes effects that must succeed. */
export async function change(store: Store, ...effects: readonly Effect[]): Promise<void> {
  const settled = await store.write(writeOf(deciding(effects)));
  if (settled.is !== 'done' || !settled.outcome.ok) throw new Error(`not written: ${JSON.stringify(settled)}`);
}
/** What became of a write in one word: 'ok', 'replayed', the code of a refusal, 'broken', or why it is unavailable. */
export function wordOf(settled: Settled): string {
  if (settled.is === 'unavailable') return settled.why;
  if (settled.is !== 'done') return settled.is;
  if (settled.replayed) return 'replayed';
  return settled.outcome.ok ? 'ok' : settled.outcome.code;
}

export const headAt = (store: Store, key: KeyOf<Kind>) => store.read(() => root(key)).then((found) => found?.head);
export const partsAt = <K extends keyof PartRows>(store: Store, of: KeyOf<K>) =>
  store.read(() => all(of)).then((parts) => [...parts.entries()].map(([id, row]) => [id, row] as const));
export const idsAt = (store: Store, of: KeyOf<keyof PartRows>) => partsAt(store, of).then((parts) => parts.map(([id]) => id));
export const refsAt = (store: Store, to: Key, limit?: number) => store.read(() => refs(to, limit)).then((keys) => keys.map(nameOf).sort());
export const nameOf = (key: Key): string => `${key.account}/${key.region}/${key.kind}/${key.id}`;
export const recordsAt = (store: Store) => store.changesAfter(0, 100_000);

const kinds: readonly Kind[] = ['group', 'vpc', 'prefixList', 'portRangeList'];
/** All that can be asked for, apart from versions: what a store says after a restart has to be the same. */
export async function dumpOf(store: Store, scopes: readonly Scope[] = [here, elsewhere, theirs]) {
  const roots: unknown[] = [];
  for (const scope of scopes) {
    for (const kind of kinds) {
      const found = await store.read(() => page(scope, kind, { limit: 1000, total: true }));
      roots.push([scope.account, scope.region, kind, found.total]);
      for (const { key, head } of found.rows) {
        const parts = await partsAt(store, key as KeyOf<'group'>);
        const again = await store.read(() =>
          some(
            key as KeyOf<'group'>,
            parts.map(([id]) => id),
          ),
        );
        roots.push([
          nameOf(key),
          head,
          await headAt(store, key as KeyOf<Kind>),
          parts,
          again,
          await refsAt(store, key),
          await refsAt(store, { ...key, kind: 'foreignGroup' }),
        ]);
      }
    }
  }
  return { roots, records: await recordsAt(store) };
}
