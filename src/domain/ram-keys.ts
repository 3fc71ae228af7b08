import { type KeyOf, root } from '#domain/finding.ts';
import type { Heads } from '#domain/kinds.ts';
import type { Deciding, Effect, Hold, Key, Loaded } from '#kit/deciding.ts';

/** Where RAM's resources are kept, and how they are found: `ramName` leads from a name to an id, the id to the resource. */
export const kindOf = { user: 'ramUser', group: 'ramGroup', role: 'ramRole' } as const;
/** What has a name of its own, and policies. */
export type Identity = keyof typeof kindOf;
type IdentityKind<W extends Identity> = (typeof kindOf)[W];
export type LoadedIdentity<W extends Identity = Identity> = Loaded<Heads[IdentityKind<W>]> & { readonly key: KeyOf<IdentityKind<W>> };

const keyOf = <K extends KeyOf<'ramUser'>['kind'] | 'ramGroup' | 'ramRole' | 'ramPolicy' | 'ramName'>(
  account: string,
  kind: K,
  id: string,
): KeyOf<K> => ({ account, region: '', kind, id });

export const identityKey = <W extends Identity>(account: string, what: W, id: string): KeyOf<IdentityKind<W>> =>
  keyOf(account, kindOf[what], id) as KeyOf<IdentityKind<W>>;
export const policyKey = (account: string, name: string): KeyOf<'ramPolicy'> => keyOf(account, 'ramPolicy', name);
/** What refs of attachments name: a custom policy, or one of the system, which is no root of any account. */
export const attachableKey = (account: string, type: 'System' | 'Custom', name: string): Key =>
  type === 'Custom' ? policyKey(account, name) : { account, region: '', kind: 'systemPolicy', id: name };
const ramNameKey = (account: string, what: Identity, name: string): KeyOf<'ramName'> =>
  keyOf(account, 'ramName', `${what}/${name.toLowerCase()}`);

/** A user, group or role by its name, in any case. */
export function* identityNamed<W extends Identity>(
  account: string,
  what: W,
  name: string,
  hold: Hold,
): Deciding<LoadedIdentity<W> | undefined> {
  const found = yield* root(ramNameKey(account, what, name));
  if (!found) return undefined;
  return (yield* root(identityKey(account, what, found.head.id), hold)) as LoadedIdentity<W> | undefined;
}

/** Whether a name is taken; nobody else can take it before this decision ends. */
export function* isTaken(account: string, what: Identity, name: string): Deciding<boolean> {
  return (yield* root(ramNameKey(account, what, name), 'change')) !== undefined;
}

/** How names are written and dropped: '' before is a new resource, '' after one that goes. A name that only changes its case stays the same root. */
export function nameEffects(account: string, what: Identity, id: string, before: string, after: string): readonly Effect[] {
  if (before.toLowerCase() === after.toLowerCase()) return [];
  const effects: Effect[] = [];
  if (before !== '') effects.push({ drop: ramNameKey(account, what, before) });
  if (after !== '') effects.push({ put: ramNameKey(account, what, after), head: { id } });
  return effects;
}

/** The ARN of a RAM role, as GetRole shows it and AssumeRole takes it. */
export const roleArnOf = (account: string, name: string): string => `acs:ram::${account}:role/${name}`;
