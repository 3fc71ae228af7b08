import { createHash, createPublicKey, generateKeyPair, generateKeyPairSync } from 'node:crypto';
import type { NewKeyPair } from '#actions/action.ts';

const options = {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

/** A length and the bytes, as SSH writes them (RFC 4251, 5). */
function field(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number, big-endian: a zero goes first where its top bit would read as a sign. */
const number = (base64url: string): Buffer => {
  const bytes = Buffer.from(base64url, 'base64url');
  return field((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes);
};

/** The OpenSSH text of a public RSA key in DER. */
export function openSshOf(der: Buffer): string {
  const { e = '', n = '' } = createPublicKey({ key: der, format: 'der', type: 'spki' }).export({ format: 'jwk' });
  return `ssh-rsa ${Buffer.concat([field(Buffer.from('ssh-rsa')), number(e), number(n)]).toString('base64')}`;
}

/** MD5 of bytes in base64, in hexadecimal with colons: how RFC 4716 writes the fingerprint of a public key. */
export const fingerprintOf = (base64: string): string =>
  createHash('md5').update(Buffer.from(base64, 'base64')).digest('hex').match(/../g)?.join(':') ?? '';

type Made = { readonly publicKey: Buffer; readonly privateKey: string };
const shaped = ({ publicKey, privateKey }: Made): NewKeyPair => ({ privateKey, publicKey: openSshOf(publicKey) });

/**
 * Hands out RSA key pairs of 2048 bits. Making one takes a tenth of a second of a processor, so the next one is made ahead, off the main
 * thread, once the first was asked for; who asks faster waits. What was handed out is kept nowhere.
 */
export function makeKeyPairs(): () => NewKeyPair {
  let ready: NewKeyPair | undefined;
  let making = false;
  const makeNext = () => {
    if (making) return;
    making = true;
    generateKeyPair('rsa', options, (fault, publicKey, privateKey) => {
      making = false;
      // A fault here is met again, and told, by whoever needs the pair.
      if (!fault) ready = shaped({ publicKey, privateKey });
    });
  };
  return () => {
    const pair = ready ?? shaped(generateKeyPairSync('rsa', options));
    ready = undefined;
    makeNext();
    return pair;
  };
}
