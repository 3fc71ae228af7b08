import { accessKeyKey, accountKey, accountNameKey } from '#domain/finding.ts';
import type { AccessKeyHead, AccountHead } from '#domain/kinds.ts';
import type { Effect } from '#kit/deciding.ts';

/** An account id: 16 digits, as Alibaba Cloud's. */
export const accountIdPattern = '^[0-9]{16}$';

/** An account name, such as Test@aliyun.com. Not digits alone, because where an account is named, digits are an id (docs/decisions/0001 10). */
export const accountNamePattern = '^(?=.*[^0-9])[A-Za-z0-9._@+-]{2,64}$';

/** What an operator may set. `name` '' = the account has none and is known by its id only. */
export type AccountSettings = Pick<AccountHead, 'name' | 'networkType' | 'missingRule' | 'quotas'>;

/** `key` is its first access key, the secret sealed; `now` in milliseconds since the epoch. */
export type NewAccount = AccountSettings & {
  readonly id: string;
  readonly first: boolean;
  readonly key: { readonly id: string; readonly sealed: string };
  readonly now: number;
};

/** An account with one access key of its root, as the first start and CreateAccount make it. Whoever calls has checked that id and name are free. */
export function makeAccount({ id, first, key, now, ...settings }: NewAccount): readonly Effect[] {
  const account: AccountHead = { ...settings, first, created: now };
  const accessKey: AccessKeyHead = { account: id, user: '', sealed: key.sealed, active: true, created: now };
  return [{ put: accountKey(id), head: account }, ...nameEffects(id, '', settings.name), { put: accessKeyKey(key.id), head: accessKey }];
}

/** The account with what is set changed: quotas that are not named keep their limits. Whoever calls has checked that a new name is free. */
export function changeAccount(id: string, account: AccountHead, change: Partial<AccountSettings>): readonly Effect[] {
  const changed: AccountHead = { ...account, ...change, quotas: { ...account.quotas, ...change.quotas } };
  return [{ put: accountKey(id), head: changed }, ...nameEffects(id, account.name, changed.name)];
}

/** Names are found in any case, so a name that only changes its case stays the same root. */
function nameEffects(id: string, before: string, after: string): readonly Effect[] {
  if (before.toLowerCase() === after.toLowerCase()) return [];
  const effects: Effect[] = [];
  if (before !== '') effects.push({ drop: accountNameKey(before) });
  if (after !== '') effects.push({ put: accountNameKey(after), head: { account: id } });
  return effects;
}
