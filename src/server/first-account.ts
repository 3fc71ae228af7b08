import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootOf } from '#actions/action.ts';
import { accountIdPattern, makeAccount } from '#domain/account.ts';
import { accessKeyKey, directory, page, root } from '#domain/finding.ts';
import type { AccessKeyHead } from '#domain/kinds.ts';
import type { Decided, Deciding, Effect } from '#kit/deciding.ts';
import type { MakeContext } from '#server/context.ts';
import { judgeMasterKey } from '#server/master-key.ts';
import { lost, type Place, type Vault } from '#server/vault.ts';
import { StoreProblem } from '#store/problem.ts';
import type { Store } from '#store/store.ts';

/** What the person who starts the server may choose of the first account; what is not given is made, once. */
export type Wanted = { readonly accountId?: string; readonly accessKeyId?: string; readonly accessKeySecret?: string };
export type Credentials = { readonly accountId: string; readonly accessKeyId: string; readonly accessKeySecret: string };

const origin = { requestId: '', account: '', by: 'acs:sallyport::serve', from: '', action: 'Serve', keyId: '', nonce: '' };

/** Throws StoreProblem where what was asked for cannot be, whatever the folder holds. */
export function judgeWanted(wanted: Wanted): void {
  if (wanted.accountId && !new RegExp(accountIdPattern).test(wanted.accountId)) throw new StoreProblem('--account-id takes 16 digits.');
  if (!wanted.accessKeyId !== !wanted.accessKeySecret)
    throw new StoreProblem('--access-key-id and --access-key-secret are given together or not at all.');
}

/**
 * Makes the first account with one access key where there is none, and adds or changes the key that was asked for. Gives the credentials, and
 * whether they are new. Throws StoreProblem where what was asked for does not fit what the folder holds, or the master key does not open it.
 */
export async function ensureFirstAccount(
  store: Store,
  vault: Vault,
  makeContext: MakeContext,
  wanted: Wanted,
  now: number,
  place: Place = 'data folder',
): Promise<{ readonly credentials: Credentials; readonly isNew: boolean }> {
  let found: { credentials: Credentials; isNew: boolean } | undefined;
  const settled = await store.write({
    origin: { ...origin, at: now },
    deadline: Number.POSITIVE_INFINITY,
    decide: function* (): Deciding<Decided> {
      const first = yield* firstAccount();
      const checks = yield* judgeMasterKey(vault, place, () => aSecretOf(first));
      const made = yield* decide(first);
      found = made;
      return { reply: {}, effects: [...checks, ...made.effects] };
    },
  });
  if (settled.is === 'broken') throw settled.cause;
  if (settled.is !== 'done' || !found)
    throw new StoreProblem(`The first account cannot be stored: ${settled.is === 'unavailable' ? settled.why : settled.is}.`);
  return found;

  function* decide(first: string | undefined): Deciding<{ credentials: Credentials; isNew: boolean; effects: readonly Effect[] }> {
    const { accessKeyId, accessKeySecret } = wanted;
    const given =
      accessKeyId && accessKeySecret ? { id: accessKeyId, secret: accessKeySecret, sealed: vault.seal(accessKeySecret) } : undefined;
    const ctx = makeContext({ account: '', identity: rootOf('') }, '', now, '');
    if (!first) {
      const key = given ?? ctx.newAccessKey();
      const accountId = wanted.accountId ?? ctx.newAccountId();
      const effects = makeAccount({ id: accountId, name: '', networkType: 'vpc', missingRule: '', quotas: {}, first: true, key, now });
      return { credentials: { accountId, accessKeyId: key.id, accessKeySecret: key.secret }, isNew: true, effects };
    }
    if (wanted.accountId && wanted.accountId !== first)
      throw new StoreProblem(`This ${place} belongs to the account ${first}, not ${wanted.accountId}.`);
    if (!given) return { credentials: yield* firstKey(first), isNew: false, effects: [] };
    const known = (yield* root(accessKeyKey(given.id)))?.head;
    if (known && (known.account !== first || known.user !== ''))
      throw new StoreProblem(`The access key ${given.id} belongs to another account or to a RAM user.`);
    const credentials = { accountId: first, accessKeyId: given.id, accessKeySecret: given.secret };
    if (known && open(known) === given.secret) return { credentials, isNew: false, effects: [] };
    const head: AccessKeyHead = { account: first, user: '', sealed: given.sealed, active: true, created: now };
    return { credentials, isNew: true, effects: [{ put: accessKeyKey(given.id), head }] };
  }

  function* firstAccount(): Deciding<string | undefined> {
    let after = '';
    for (;;) {
      const { rows } = yield* page(directory, 'account', { after, limit: 100 });
      const first = rows.find((row) => row.head.first);
      if (first || rows.length < 100) return first?.key.id;
      after = rows.at(-1)!.key.id;
    }
  }

  function* aSecretOf(account: string | undefined): Deciding<string | undefined> {
    if (!account) return undefined;
    return (yield* page(directory, 'accessKey', { where: [['account', account]], limit: 1 })).rows[0]?.head.sealed;
  }

  function* firstKey(account: string): Deciding<Credentials> {
    const { rows } = yield* page(directory, 'accessKey', { where: [['owner', `${account}/`]], limit: 100 });
    const key = rows.find((row) => row.head.active);
    if (!key)
      throw new StoreProblem(`The account ${account} has no active access key; give one with --access-key-id and --access-key-secret.`);
    return { accountId: account, accessKeyId: key.key.id, accessKeySecret: open(key.head) };
  }

  function open(key: AccessKeyHead): string {
    try {
      return vault.open(key.sealed);
    } catch (cause) {
      throw new StoreProblem(lost(place), { cause });
    }
  }
}

/** Writes `<folder>/credentials.json`, mode 0600, whole or not at all. */
export function writeCredentials(folder: string, credentials: Credentials): string {
  const file = join(folder, 'credentials.json');
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(part, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(part, file);
  return file;
}
