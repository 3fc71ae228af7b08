import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { prepareCaKey, settleCaKey } from '#server/certificate.ts';
import { reseal } from '#server/reseal.ts';
import { keyText, loadMasterKey, lost, makeOnce, makeVault, masterKeyFileOf, opens, readMasterKey } from '#server/vault.ts';
import { StoreProblem } from '#store/problem.ts';
import { databaseOf, openFolder, syncFolder } from '#store/sqlite/open.ts';

/**
 * Another master key, with the server stopped.
 *   master.key.new, tls/ca-key.pem.new -> one commit seals everything anew, the check value with it -> the new files take the place of the old ones
 * INVARIANT: the check value says which key holds. Before the commit the new files are of no use and go; after it they are the truth and stay. So
 * whoever finds them, this command or the next start, finishes in the one way that there is.
 */
export type Rotated = { readonly secrets: number; readonly file: string | undefined };

const nextFileOf = (folder: string): string => `${masterKeyFileOf(folder)}.new`;

/** `given` and `wanted` are the old and the new key where they are not files. Throws StoreProblem, with nothing changed. */
export function rotateKey(folder: string, given: string | undefined, wanted: string | undefined): Rotated {
  if (!existsSync(databaseOf(folder)))
    throw new StoreProblem(`There is no ${databaseOf(folder)}. Give --data with the data folder of a stopped server.`);
  if (given && !wanted)
    throw new StoreProblem(
      'The master key comes from SALLYPORT_MASTER_KEY, so the new one must come from SALLYPORT_NEW_MASTER_KEY: 32 random bytes in base64, such as `openssl rand -base64 32` prints. Keep it before you go on.',
    );
  const opened = openFolder(folder);
  try {
    const store = reseal(opened.db);
    finishRotation(folder, given, store.sample);
    const oldVault = makeVault(loadMasterKey(folder, given, false));
    if (store.sample === undefined || !opens(oldVault, store.sample)) throw new StoreProblem(lost('data folder'));
    const key = wanted ? readMasterKey(wanted, 'SALLYPORT_NEW_MASTER_KEY') : randomBytes(32);
    const newVault = makeVault(key);
    if (opens(newVault, store.sample)) throw new StoreProblem('The new master key is the one that holds already.');
    try {
      if (!given) makeOnce(nextFileOf(folder), keyText(key));
      prepareCaKey(folder, oldVault.passphraseFor('private CA'), newVault.passphraseFor('private CA'));
      syncAll(folder);
      const secrets = store.run(oldVault, newVault);
      finishRotation(folder, given && wanted, store.sample);
      store.forget();
      return { secrets, file: given ? undefined : masterKeyFileOf(folder) };
    } catch (cause) {
      finishRotation(folder, given, store.sample);
      const isOurs = cause instanceof StoreProblem || (cause as NodeJS.ErrnoException).code !== undefined;
      // A plain Error without a code is what certificate.ts tells the operator with.
      throw isOurs ? cause : new StoreProblem((cause as Error).message, { cause });
    }
  } finally {
    opened.close();
  }
}

/** What a rotation that did not end left to do; `sample` is the check value, or any sealed text of the store. Does nothing where nothing was left. */
export function finishRotation(folder: string, given: string | undefined, sample: string | undefined): void {
  const next = nextFileOf(folder);
  const holds = (text: string, from: string) => sample !== undefined && opens(makeVault(readMasterKey(text, from)), sample);
  const file = masterKeyFileOf(folder);
  if (!given && existsSync(next)) {
    if (holds(readFileSync(next, 'utf8'), next)) {
      renameSync(next, file);
      syncFolder(folder);
    } else if (existsSync(file) && holds(readFileSync(file, 'utf8'), file)) rmSync(next);
  }
  if (!existsSync(join(folder, 'tls/ca-key.pem.new'))) return;
  const key = given ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  // Under a key that opens nothing, neither file can be told from the other.
  if (key === undefined || !holds(key, given ? 'SALLYPORT_MASTER_KEY' : file)) return;
  settleCaKey(folder, makeVault(readMasterKey(key, file)).passphraseFor('private CA'));
  syncFolder(join(folder, 'tls'));
}

/** The files that the commit will make the only ones: they must be there after a loss of power. */
function syncAll(folder: string): void {
  syncFolder(folder);
  if (existsSync(join(folder, 'tls'))) syncFolder(join(folder, 'tls'));
}

/** For a restore: throws StoreProblem unless the master key, which no backup holds, is at hand and opens what the backup sealed. */
export function judgeSealed(db: DatabaseSync, folder: string, given: string | undefined): void {
  const file = masterKeyFileOf(folder);
  if (!given && !existsSync(file))
    throw new StoreProblem(
      `The master key is not in a backup: put the master.key of the server that was backed up into ${folder}, or set SALLYPORT_MASTER_KEY to it.`,
    );
  const { sample } = reseal(db);
  if (sample !== undefined && !opens(makeVault(loadMasterKey(folder, given, false)), sample))
    throw new StoreProblem(
      `${given ? 'SALLYPORT_MASTER_KEY' : file} does not open the secrets in this backup: give the key of the server as it was when the backup was made.`,
    );
}
