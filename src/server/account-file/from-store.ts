import { hash } from 'node:crypto';
import { changeAccount } from '#domain/account.ts';
import { takeEffects } from '#domain/addresses.ts';
import { accountKey, accountNameKey, directory, page, regionKey, root } from '#domain/finding.ts';
import type { Kind } from '#domain/kinds.ts';
import { nameEffects } from '#domain/ram-keys.ts';
import type { Rule } from '#domain/rule.ts';
import type { Deciding, Effect } from '#kit/deciding.ts';
import { FileFault } from '#server/account-file/fields.ts';
import { judgeFile } from '#server/account-file/judge.ts';
import { regionKinds } from '#server/account-file/layout.ts';
import { type FileRoot, type ReadFile, readFile } from '#server/account-file/read.ts';
import { exportAccount } from '#server/account-file/write.ts';
import { ContentSum } from '#store/content-sum.ts';
import { StoreProblem } from '#store/problem.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { openReader, type Reader } from '#store/sqlite/reader.ts';
import type { Store } from '#store/store.ts';

/**
 * Accounts out of and into a store, embedded or PostgreSQL.
 *   store --(one snapshot, beside running servers)--> exportAccount -> file
 *   file -> readFile -> judgeFile -> one write, all or nothing: on a folder whose server is stopped, or beside the servers of a PostgreSQL
 */
export type Moved = { readonly account: string; readonly resources: number; readonly checksum: string };

/** Where the store is: a folder, or the PostgreSQL of `databaseUrl`. */
export type Where = { readonly data: string; readonly databaseUrl?: string | undefined };
export type Exported = (Moved & { readonly file: unknown }) | { readonly file: unknown; readonly fault: string };

/** The account (the first one unless named) as it is now. Throws StoreProblem. */
export async function exportFrom({ data, databaseUrl }: Where, wanted: string | undefined): Promise<Exported> {
  if (databaseUrl) {
    const { readDatabase } = await import('#store/postgres/reading.ts');
    return readDatabase(databaseUrl, (reader) => exported(reader, wanted));
  }
  const reader = openReader(data);
  try {
    return await exported(reader, wanted);
  } finally {
    await reader.store.close();
  }
}

async function exported({ store, regionsOf }: Reader, wanted: string | undefined): Promise<Exported> {
  const account = wanted ?? (await store.read(firstAccount));
  const regions = await regionsOf(account);
  const file = await store.read(() => exportAccount(account, regions));
  try {
    const read = readFile(file, account, 0);
    judgeFile(read);
    return { file, account, ...summaryOf(read) };
  } catch (cause) {
    // Better a file that somebody has to mend than none.
    if (cause instanceof FileFault) return { file, fault: cause.message };
    throw cause;
  }
}

/** Everything that a file says into the account that it names, or `wanted`; `now` stands in for times that it leaves out. Throws StoreProblem. */
export async function importInto(where: Where, text: string, wanted: string | undefined, now: number): Promise<Moved> {
  const file = read(text, wanted, now);
  const account = wanted ?? file.account.id;
  const store = await open(where);
  try {
    let refused: unknown;
    const settled = await store.write({
      origin: { requestId: '', account, by: 'acs:sallyport::import', from: '', action: 'Import', at: now, keyId: '', nonce: '' },
      deadline: Number.POSITIVE_INFINITY,
      decide: function* () {
        try {
          return { reply: {}, effects: yield* effectsOf(file, account) };
        } catch (cause) {
          refused = cause;
          throw cause;
        }
      },
    });
    if (refused instanceof FileFault) throw new StoreProblem(`Nothing was imported: ${refused.message}.`, { cause: refused });
    if (settled.is === 'broken') throw settled.cause;
    if (settled.is !== 'done') throw new StoreProblem(`Nothing was imported: ${settled.is === 'unavailable' ? settled.why : settled.is}.`);
    return { account, ...summaryOf(file) };
  } finally {
    await store.close();
  }
}

async function open({ data, databaseUrl }: Where): Promise<Store> {
  if (!databaseUrl) return openStore(data);
  const [{ openPostgresStore }, { mustHaveTables, onDatabase, patience }] = await Promise.all([
    import('#store/postgres/open-store.ts'),
    import('#store/postgres/whole.ts'),
  ]);
  await onDatabase(databaseUrl, mustHaveTables);
  return openPostgresStore(databaseUrl, { patience });
}

function read(text: string, wanted: string | undefined, now: number): ReadFile {
  try {
    const file = readFile(JSON.parse(text), wanted, now);
    judgeFile(file);
    return file;
  } catch (cause) {
    if (cause instanceof FileFault || cause instanceof SyntaxError)
      throw new StoreProblem(
        `Nothing was imported: ${cause instanceof SyntaxError ? `the file is not JSON (${cause.message})` : cause.message}.`,
        { cause },
      );
    throw cause;
  }
}

/** Without the account's id in it, so that it is the same wherever the account went. */
function summaryOf({ roots }: ReadFile): { readonly resources: number; readonly checksum: string } {
  const sum = new ContentSum((text) => hash('sha256', text));
  for (const { region, kind, id, head, parts } of roots) {
    const key = { account: '', region, kind, id };
    sum.add({ key, row: head });
    for (const [part, row] of parts) sum.add({ key, part, row });
  }
  const { roots: resources, checksum } = sum.total(0);
  return { resources, checksum };
}

function* firstAccount(): Deciding<string> {
  for (let after = ''; ; ) {
    const { rows } = yield* page(directory, 'account', { after, limit: 100 });
    const first = rows.find(({ head }) => head.first);
    if (first) return first.key.id;
    if (rows.length < 100) throw new StoreProblem('There is no account here.');
    after = rows.at(-1)!.key.id;
  }
}

function* effectsOf(file: ReadFile, account: string): Deciding<readonly Effect[]> {
  const found = yield* root(accountKey(account), 'change');
  if (!found) throw new StoreProblem(`There is no account ${account} here: make it first, with sallyport account create --id ${account}.`);
  const { id: _, name, ...settings } = file.account;
  if (name !== '' && name.toLowerCase() !== found.head.name.toLowerCase() && (yield* root(accountNameKey(name), 'change')))
    throw new FileFault('Account.AccountName', `is ${name}, which another account has`);
  yield* mustBeEmpty(file, account);

  const effects: Effect[] = [...changeAccount(account, found.head, { ...settings, name })];
  for (const one of file.roots) {
    const key = { account, region: one.region, kind: one.kind, id: one.id };
    effects.push({ put: key, head: one.head }, ...one.parts.map(([id, row]) => ({ part: key, id, row })));
    effects.push(...derived(one, account));
    for (const [i, [, part]] of one.kind === 'group' ? one.parts.entries() : []) yield* mustKnowPeer(one, i, part as Rule);
  }
  for (const { id, seed } of file.regions) if (seed) effects.push({ put: regionKey({ account, region: id }), head: seed });
  return effects;
}

/** What is kept beside a resource and is no resource: names of RAM, and the addresses of an interface in its VSwitch. */
function derived({ kind, id, region, head }: FileRoot, account: string): readonly Effect[] {
  if (kind === 'ramUser') return nameEffects(account, 'user', id, '', head.name);
  if (kind === 'ramGroup') return nameEffects(account, 'group', id, '', head.name);
  if (kind === 'ramRole') return nameEffects(account, 'role', id, '', head.name);
  if (kind !== 'interface') return [];
  const addresses = [...head.addresses, ...head.ipv6, ...head.ipv4Prefixes, ...head.ipv6Prefixes];
  return takeEffects({ account, region, kind: 'vswitch', id: head.vswitch }, id, addresses);
}

/** Ids are kept, so nothing may stand where they go; and an account with resources of its own would be mixed up with the other one. */
function* mustBeEmpty({ regions }: ReadFile, account: string): Deciding<void> {
  const wide: readonly Kind[] = ['resourceGroup', 'ramPolicy', 'ramGroup', 'ramUser', 'ramRole'];
  const places = [
    ...wide.map((kind) => ['', kind] as const),
    ...regions.flatMap(({ id }) => regionKinds.map((kind) => [id, kind] as const)),
  ];
  for (const [region, kind] of places) {
    const [row] = (yield* page({ account, region }, kind, { limit: 1 })).rows;
    if (row)
      throw new StoreProblem(
        `Nothing was imported: the account ${account} has resources already, such as ${row.key.id}. Import into a new account.`,
      );
  }
}

/** A group of another account must be there, as it must for AuthorizeSecurityGroup. */
function* mustKnowPeer({ at, region }: FileRoot, index: number, { peer }: Rule): Deciding<void> {
  if (peer.kind !== 'group' || peer.owner === '') return;
  if (!(yield* root({ account: peer.owner, region, kind: 'group', id: peer.id }, 'keep')))
    throw new FileFault(
      `${at}.Permissions.Permission[${index}]`,
      `names the group ${peer.id} of the account ${peer.owner}, which is not here`,
    );
}
