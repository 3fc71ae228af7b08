import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreProblem } from '#store/problem.ts';

/** Secrets at rest: AES-256-GCM under one master key. A sealed text is base64 of nonce (12 bytes), tag (16), ciphertext. */
export type Vault = {
  seal(secret: string): string;
  open(sealed: string): string;
  /** A passphrase for files that have an encryption of their own, such as the CA's key; another one for each purpose. */
  passphraseFor(purpose: string): string;
};

export function makeVault(key: Buffer): Vault {
  return {
    passphraseFor: (purpose) => createHmac('sha256', key).update(purpose).digest('base64'),
    seal(secret) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

export type Place = 'data folder' | 'database';
/** What to do where the key and what it sealed do not go together. */
export const lost = (place: Place): string =>
  place === 'data folder'
    ? 'The master key does not open the secrets in this data folder: restore its master.key, or set SALLYPORT_MASTER_KEY to the key they were sealed with.'
    : 'The master key does not open the secrets in this database: set SALLYPORT_MASTER_KEY to the key they were sealed with, or put the master.key of the server that made it into the data folder.';

/**
 * The master key: 32 bytes in base64, from `given` (SALLYPORT_MASTER_KEY) or `<folder>/master.key`, which is made with mode 0600
 * where `isEmpty` says that nothing was sealed yet. Throws StoreProblem. Losing it loses every access-key secret.
 */
export function loadMasterKey(folder: string, given: string | undefined, isEmpty: boolean, place: Place = 'data folder'): Buffer {
  const file = masterKeyFileOf(folder);
  if (!given && !existsSync(file) && !isEmpty) throw new StoreProblem(lost(place));
  if (!given && !existsSync(file)) makeOnce(file, keyText(randomBytes(32)));
  return given ? readMasterKey(given, 'SALLYPORT_MASTER_KEY') : readMasterKey(readFileSync(file, 'utf8'), file);
}

export const masterKeyFileOf = (folder: string): string => join(folder, 'master.key');
/** As the file has it. */
export const keyText = (key: Buffer): string => `${key.toString('base64')}\n`;

/** `from` is where the text stands, for the StoreProblem that is thrown where it is no key. */
export function readMasterKey(text: string, from: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new StoreProblem(`${from} is not a master key: 32 bytes in base64 are expected.`);
  return key;
}

/** Whether a sealed text was sealed under that key. */
export function opens(vault: Vault, sealed: string): boolean {
  try {
    vault.open(sealed);
    return true;
  } catch {
    return false;
  }
}

/** Whole or not at all, and by one server only: the link fails where another one that shares the folder was first. */
export function makeOnce(file: string, text: string): void {
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(part, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(part, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  } finally {
    rmSync(part);
  }
}
