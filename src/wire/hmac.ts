import { hash } from 'node:crypto';

/**
 * HMAC (RFC 2104) of ASCII texts with a key that stays: the two padded key blocks are made once, and each code is two calls of node's one-shot
 * hash. `createHmac` makes a stream object each time; on the request path that costs three times as much as the hashing itself.
 */
export type MacKey = { readonly algorithm: 'sha1' | 'sha256'; readonly inner: Buffer; readonly outer: Buffer };

/** The block of SHA-1 and of SHA-256, in bytes. */
const BLOCK = 64;

export function makeMacKey(algorithm: MacKey['algorithm'], secret: string): MacKey {
  const bytes = Buffer.from(secret, 'utf8');
  const key = bytes.length > BLOCK ? Buffer.from(hash(algorithm, bytes, 'buffer')) : bytes;
  const pad = (byte: number): Buffer => {
    const block = Buffer.alloc(BLOCK, byte);
    for (let i = 0; i < key.length; i++) block[i]! ^= key[i]!;
    return block;
  };
  return { algorithm, inner: pad(0x36), outer: pad(0x5c) };
}

// One text at a time is signed, start to end in one go, so they all can use the same memory.
const scratch = Buffer.alloc(64 * 1024);

/** INVARIANT: `text` is ASCII; both schemes sign percent-encoded texts only. */
export function macOf({ algorithm, inner, outer }: MacKey, text: string, encoding: 'base64' | 'hex'): string {
  const room = BLOCK + text.length <= scratch.length ? scratch : Buffer.allocUnsafe(BLOCK + text.length);
  inner.copy(room);
  const length = BLOCK + room.write(text, BLOCK, 'latin1');
  const digest = hash(algorithm, room.subarray(0, length), 'latin1');
  outer.copy(scratch);
  return hash(algorithm, scratch.subarray(0, BLOCK + scratch.write(digest, BLOCK, 'latin1')), encoding);
}

/** In a time that tells nothing of where two texts of one length differ: every character is looked at, and nothing branches on it. */
export function isSameText(sent: string, right: string): boolean {
  if (sent.length !== right.length) return false;
  let difference = 0;
  for (let i = 0; i < right.length; i++) difference |= sent.charCodeAt(i) ^ right.charCodeAt(i);
  return difference === 0;
}
