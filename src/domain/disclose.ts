import type { Heads, Kind } from '#domain/kinds.ts';
import type { Key } from '#kit/deciding.ts';

/**
 * What of a change may be told, decided here and nowhere else: feed, activity log and exports show what this gives.
 *   record -> rows that the account may see -> without secrets
 */
type Row = { readonly key: Key; readonly part?: string; readonly before: unknown; readonly after: unknown };
/** A change record, as far as telling it takes. */
export type Told = {
  readonly account: string;
  readonly from: string;
  readonly keyId: string;
  readonly nonce: string;
  readonly changes: readonly Row[];
};

/** Fields of heads that a change does not show, since reading them takes a permission of its own or none is enough. Every kind is listed, so that who adds one has to decide. */
const secrets: { readonly [K in Kind]: readonly (keyof Heads[K])[] } = {
  group: [],
  prefixList: [],
  portRangeList: [],
  vpc: [],
  vswitch: [],
  interface: [],
  interfacePermission: [],
  instance: ['userData'],
  keyPair: [],
  resourceGroup: [],
  region: [],
  account: [],
  accountName: [],
  accessKey: ['sealed'],
  masterKey: ['sealed'],
  ramUser: [],
  ramGroup: [],
  ramRole: [],
  ramPolicy: [],
  ramName: [],
};

function shown({ key, part }: Row, value: unknown): unknown {
  // A kind that this version does not know is not shown at all.
  const hidden = Object.hasOwn(secrets, key.kind) ? (secrets[key.kind as Kind] as readonly string[]) : undefined;
  if (value === null || !hidden) return null;
  if (part !== undefined || hidden.length === 0) return value;
  return Object.fromEntries(Object.entries(value as object).filter(([name]) => !hidden.includes(name)));
}

/** What lies in the directory belongs to the account that it is about. */
function ownerOf({ key, before, after }: Row): string {
  if (key.account !== '') return key.account;
  if (key.kind === 'account') return key.id;
  return ((after ?? before) as { account?: string }).account ?? '';
}

/**
 * A record as an account may see it; undefined where it may see nothing of it. It sees rows of its own; of what the operator did to them not from
 * where. Whole is what an account did to others for its root only (`asRoot`): a policy in the operator's account opens no other one. `account`
 * undefined is the operator, who sees all.
 */
export function disclose<R extends Told>(record: R, account: string | undefined, asRoot = false): R | undefined {
  const isOwn = account === undefined || record.account === account;
  const isWhole = account === undefined || (isOwn && asRoot);
  const rows = isWhole ? record.changes : record.changes.filter((row) => ownerOf(row) === account);
  if (rows.length === 0) return undefined;
  const changes = rows.map((row) => ({ ...row, before: shown(row, row.before), after: shown(row, row.after) }));
  return { ...record, ...(!isOwn && { from: '', keyId: '' }), nonce: '', changes };
}
