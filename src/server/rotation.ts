import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareCaKey, settleCaKey } from '#server/certificate.ts';
import { reseal } from '#server/reseal.ts';
import type { Reseal } from '#server/sealed-rows.ts';
import { keyText, loadMasterKey, lost, makeOnce, makeVault, masterKeyFileOf, opens, type Place, readMasterKey } from '#server/vault.ts';
import { StoreProblem } from '#store/problem.ts';
import { databaseOf, openFolder } from '#store/sqlite/open.ts';
import { sync } from '#store/sqlite/sync.ts';
import { Undecided } from '#store/store.ts';

/**
 * Another master key, with the server stopped.
 *   master.key.new, tls/ca-key.pem.new -> one commit seals everything anew, the check value with it -> the new files take the place of the old ones
 * INVARIANT: the check value says which key holds. Before the commit the new files are of no use and go; after it they are the truth and stay. So
 * whoever finds them, this command or the next start, finishes in the one way that there is.
 */
export type Rotated = { readonly secrets: number; readonly file: string | undefined };

const nextFileOf = (folder: string): string => `${masterKeyFileOf(folder)}.new`;

/** What has the store for itself while `run` lasts: no server runs or starts. */
type Alone = <T>(run: (store: Reseal) => Promise<T>) => Promise<T>;

/** `given` and `wanted` are the old and the new key where they are not files. Throws StoreProblem, with nothing changed but where it says so. */
export async function rotateKey(
  folder: string,
  databaseUrl: string | undefined,
  given: string | undefined,
  wanted: string | undefined,
): Promise<Rotated> {
  if (!databaseUrl && !existsSync(databaseOf(folder)))
    throw new StoreProblem(`There is no ${databaseOf(folder)}. Give --data with the data folder of a stopped server.`);
  if (given && !wanted)
    throw new StoreProblem(
      'The master key comes from SALLYPORT_MASTER_KEY, so the new one must come from SALLYPORT_NEW_MASTER_KEY: 32 random bytes in base64, such as `openssl rand -base64 32` prints. Keep it before you go on.',
    );
  const alone = databaseUrl ? await aloneOnDatabase(databaseUrl) : aloneOnFolder(folder);
  return alone((store) => rotate(folder, databaseUrl ? 'database' : 'data folder', store, given, wanted));
}

const aloneOnFolder =
  (folder: string): Alone =>
  async (run) => {
    const opened = openFolder(folder);
    try {
      return await run(reseal(opened.db));
    } finally {
      opened.close();
    }
  };

async function aloneOnDatabase(url: string): Promise<Alone> {
  const [{ onTables }, { resealPostgres }] = await Promise.all([import('#store/postgres/whole.ts'), import('#server/reseal-postgres.ts')]);
  return (run) => onTables(url, (connection) => run(resealPostgres(connection)));
}

async function rotate(
  folder: string,
  place: Place,
  store: Reseal,
  given: string | undefined,
  wanted: string | undefined,
): Promise<Rotated> {
  const sample = await store.sample();
  finishRotation(folder, given, sample);
  const oldVault = makeVault(loadMasterKey(folder, given, false, place));
  if (sample === undefined || !opens(oldVault, sample)) throw new StoreProblem(lost(place));
  const key = wanted ? readMasterKey(wanted, 'SALLYPORT_NEW_MASTER_KEY') : randomBytes(32);
  const newVault = makeVault(key);
  if (opens(newVault, sample)) throw new StoreProblem('The new master key is the one that holds already.');
  let secrets: number;
  try {
    if (!given) makeOnce(nextFileOf(folder), keyText(key));
    prepareCaKey(folder, oldVault.passphraseFor('private CA'), newVault.passphraseFor('private CA'));
    syncAll(folder);
    secrets = await store.run(oldVault, newVault);
    finishRotation(folder, given && wanted, await store.sample());
  } catch (cause) {
    const now = await unlessLost(store, cause);
    finishRotation(folder, given && wanted && now !== undefined && opens(newVault, now) ? wanted : given, now);
    const isOurs = cause instanceof StoreProblem || (cause as NodeJS.ErrnoException).code !== undefined;
    // A plain Error without a code is what certificate.ts tells the operator with.
    throw isOurs ? cause : new StoreProblem((cause as Error).message, { cause });
  }
  await forgotten(store);
  return { secrets, file: given ? undefined : masterKeyFileOf(folder) };
}

/** The change has come to its end before this: what fails here must not look as if the old key still held. */
async function forgotten(store: Reseal): Promise<void> {
  try {
    await store.forget();
  } catch (cause) {
    throw new StoreProblem(
      `The new master key holds, and the old one opens nothing any more: keep the new one. But what the old one had sealed could not be cleared out of the database's files (${messageOf(cause)}): VACUUM them, on PostgreSQL with FULL, or change the key once more.`,
      { cause },
    );
  }
}

/**
 * What shows which key holds after a failure. Where the store is out of reach, or a restart may find another one than it shows now, all files stay
 * as they are, and that is told.
 */
async function unlessLost(store: Reseal, cause: unknown): Promise<string | undefined> {
  try {
    if (!(cause instanceof Undecided)) return await store.sample();
  } catch {
    // Told below.
  }
  throw new StoreProblem(
    `The database was lost (${messageOf(cause)}), and nobody knows which master key holds. Keep both: the next start of a server on this folder finds out.`,
    { cause },
  );
}

/** Of what the store threw, which may stand round the error itself. */
const messageOf = (cause: unknown): string => (((cause as { cause?: unknown }).cause ?? cause) as Error).message;

/** What a rotation that did not end left to do; `sample` is the check value, or any sealed text of the store. Does nothing where nothing was left. */
export function finishRotation(folder: string, given: string | undefined, sample: string | undefined): void {
  try {
    settle(folder, given, sample);
  } catch (cause) {
    // Servers on one PostgreSQL may share the folder, and another one was first.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    settle(folder, given, sample);
  }
}

function settle(folder: string, given: string | undefined, sample: string | undefined): void {
  const next = nextFileOf(folder);
  const holds = (text: string, from: string) => sample !== undefined && opens(makeVault(readMasterKey(text, from)), sample);
  const file = masterKeyFileOf(folder);
  if (!given && existsSync(next)) {
    if (holds(readFileSync(next, 'utf8'), next)) {
      renameSync(next, file);
      sync(folder);
    } else if (existsSync(file) && holds(readFileSync(file, 'utf8'), file)) rmSync(next);
  }
  if (!existsSync(join(folder, 'tls/ca-key.pem.new'))) return;
  const key = given ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  // Under a key that opens nothing, neither file can be told from the other.
  if (key === undefined || !holds(key, given ? 'SALLYPORT_MASTER_KEY' : file)) return;
  settleCaKey(folder, makeVault(readMasterKey(key, file)).passphraseFor('private CA'));
  sync(join(folder, 'tls'));
}

/** The files that the commit will make the only ones: they must be there after a loss of power. */
function syncAll(folder: string): void {
  sync(folder);
  if (existsSync(join(folder, 'tls'))) sync(join(folder, 'tls'));
}

/**
 * For a restore or a move: throws StoreProblem unless the master key, which no backup holds, is at hand and opens `sample` of what is in `where`.
 */
export function judgeSealed(sample: string | undefined, folder: string, given: string | undefined, where: 'backup' | Place): void {
  const file = masterKeyFileOf(folder);
  if (!given && !existsSync(file))
    throw new StoreProblem(
      `The master key is not in a ${where}: put the master.key of the server that it is of into ${folder}, or set SALLYPORT_MASTER_KEY to it.`,
    );
  if (sample !== undefined && !opens(makeVault(loadMasterKey(folder, given, false)), sample))
    throw new StoreProblem(
      `${given ? 'SALLYPORT_MASTER_KEY' : file} does not open the secrets in this ${where}: give the key that they were sealed with.`,
    );
}
