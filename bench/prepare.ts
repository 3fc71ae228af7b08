import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeAccount } from '#domain/account.ts';
import { readEntry, settleEntry } from '#domain/entry.ts';
import { accountKey, regionKey, root } from '#domain/finding.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { Rule } from '#domain/rule.ts';
import { seed } from '#domain/seed.ts';
import type { Deciding, Effect, Key } from '#kit/deciding.ts';
import { makeIds } from '#kit/ids.ts';
import { loadMasterKey, makeVault } from '#server/vault.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Store } from '#store/store.ts';
import { account, credentials, groupId, groupName, region, ruleId, ruleTexts, type Shape, shapeName, teamOf } from './names.ts';
import { cacheFolder } from './places.ts';
import { startServer, stop } from './processes.ts';
import { ramUserEffects } from './ram-user.ts';

/**
 * Data folders with known rules, made once and copied for each round.
 *   shape -> effects -> openStore(folder).write -> one start of the server (certificates) -> bench/.cache/GROUPSxRULES
 */
const EFFECTS_A_WRITE = 2000;

/** What the prepared rows are made by: another text of one of these makes them anew. */
const makers = [
  'prepare.ts',
  'names.ts',
  'ram-user.ts',
  '../src/domain/entry.ts',
  '../src/domain/kinds.ts',
  '../src/domain/rule.ts',
  '../src/store/sqlite/open.ts',
  '../src/store/sqlite/schema.ts',
];
const made = createHash('sha256');
for (const file of makers) made.update(readFileSync(new URL(file, import.meta.url)));
const print = made.digest('hex').slice(0, 8);

/** The folder of that shape; made where it is not there yet. */
export async function prepared(shape: Shape): Promise<string> {
  const name = shapeName(shape);
  const folder = join(cacheFolder, `${name}-${print}`);
  if (existsSync(folder)) return folder;
  for (const old of readdirSync(cacheFolder)) if (old.startsWith(`${name}-`)) rmSync(join(cacheFolder, old), { recursive: true });
  const part = `${folder}.part`;
  mkdirSync(part, { recursive: true });
  const store = openStore(part);
  try {
    await fill(store, part, shape);
  } finally {
    await store.close();
  }
  forgetHistory(part);
  await stop(await startServer({ data: part }));
  renameSync(part, folder);
  return folder;
}

/** A copy for one round, on disk before it is used, so that writing it back disturbs nothing that is measured. */
export async function copyOf(shape: Shape, to: string): Promise<void> {
  const from = await prepared(shape);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length));
    if (entry.isDirectory()) mkdirSync(target, { recursive: true });
    else copyFileSync(source, target);
    if (!entry.isFile()) continue;
    const file = openSync(target, 'r');
    fsyncSync(file);
    closeSync(file);
  }
}

/** Puts the rows of that shape into an empty store; secrets are sealed by the master key of the folder. */
export async function fill(store: Store, folder: string, shape: Shape): Promise<void> {
  const now = Date.now();
  const scope = { account, region };
  const sealed = makeVault(loadMasterKey(folder, undefined, true)).seal(credentials.accessKeySecret);
  const key = { id: credentials.accessKeyId, sealed };
  const newId = makeIds((length) => '0'.repeat(length));
  await write(store, () => makeAccount({ id: account, name: '', networkType: 'vpc', missingRule: '', quotas: {}, first: true, key, now }));
  await write(store, () => seed(scope, { now, newId: (prefix) => newId(prefix, region, now) }));
  const vpc = await store.read(function* () {
    yield* root(accountKey(account));
    return (yield* root(regionKey(scope)))!.head.defaultVpc;
  });
  await write(store, () => ramUserEffects(sealed, now));
  let effects: Effect[] = [];
  for (let group = 0; group < shape.groups; group++) {
    const put: Key = { ...scope, kind: 'group', id: groupId(group) };
    effects.push({ put, head: headOf(group, vpc, now) });
    for (let rule = 0; rule < shape.rules; rule++) {
      effects.push({ part: put, id: ruleId(shape, group, rule), row: ruleOf(group, rule, now) });
      if (effects.length < EFFECTS_A_WRITE) continue;
      const full = effects;
      effects = [];
      await write(store, () => full);
    }
  }
  await write(store, () => effects);
}

const headOf = (group: number, vpc: string, created: number): GroupHead => ({
  name: groupName(group),
  description: '',
  type: 'normal',
  vpc,
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: { team: teamOf(group) },
  service: '',
  created,
});

/** Read by the domain itself, so that the rules are as a request would have made them. */
function ruleOf(group: number, rule: number, created: number): Rule {
  const read = readEntry(ruleTexts(group, rule), 'egress');
  if ('fault' in read) throw new Error(`the prepared rule ${group}/${rule} is refused: ${read.fault}`);
  return { ...settleEntry(read.entry, { classic: false, owner: '' }), created };
}

async function write(store: Store, effects: () => readonly Effect[] | Deciding<readonly Effect[]>): Promise<void> {
  const origin = { requestId: '', account, by: '', from: '', action: 'Bench', at: Date.now(), keyId: '', nonce: '' };
  const settled = await store.write({
    origin,
    deadline: Number.POSITIVE_INFINITY,
    decide: function* () {
      const made = effects();
      return { reply: {}, effects: Array.isArray(made) ? made : yield* made as Deciding<readonly Effect[]> };
    },
  });
  if (settled.is === 'broken') throw settled.cause;
  if (settled.is !== 'done') throw new Error(`the bench cannot prepare its store: ${settled.is}`);
}

/** Bulk writes leave records as large as the rows; a store that grew by requests would hold them too, but every copy would pay for them. */
function forgetHistory(folder: string): void {
  const db = new DatabaseSync(join(folder, 'sallyport.db'));
  db.exec('DELETE FROM change WHERE first < (SELECT max(first) FROM change); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
