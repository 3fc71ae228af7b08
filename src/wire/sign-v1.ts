import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { encodeTwice } from '#wire/encode.ts';
import type { Params } from '#wire/params.ts';

/** The HMAC key of an access key secret for RPC signature V1; make it once and keep it, that is cheaper than signing with the text. */
export function keyV1(secret: string): KeyObject {
  return createSecretKey(`${secret}&`, 'utf8');
}

/**
 * What RPC signature V1 signs: the method in upper case and all parameters of query and form but `Signature`, in byte order of their names
 * (Alibaba Cloud "Request syntax and signature method V2 for RPC-style API operations"). Host, headers and body bytes are not covered.
 * Built from decoded values, never from the URL: clients send `*!'()` raw, or '+' for a space, and sign them encoded.
 */
export function stringToSignV1(method: string, params: Params): string {
  const names: string[] = [];
  for (const name of params.keys()) if (name !== 'Signature') names.push(name);
  // UTF-16 order: byte order but for characters outside the BMP, which no parameter name has.
  names.sort();
  let text = `${method}&%2F&`;
  let separator = '';
  for (const name of names) {
    text += `${separator + encodeTwice(name)}%3D${encodeTwice(params.get(name) as string)}`;
    separator = '%26';
  }
  return text;
}

/** Base64, 28 characters. */
export function signV1(key: KeyObject, stringToSign: string): string {
  return createHmac('sha1', key).update(stringToSign).digest('base64');
}

/** Whether the parameter `Signature` is right for `key`; where it is not, the string that the server signed, which the error message must end with. */
export function isSignedV1(
  method: string,
  params: Params,
  key: KeyObject,
): { readonly ok: true } | { readonly ok: false; readonly stringToSign: string } {
  const stringToSign = stringToSignV1(method, params);
  // A client that forgot to encode '+' arrives with a space.
  const sent = (params.get('Signature') ?? '').replaceAll(' ', '+');
  return isSameSignature(sent, signV1(key, stringToSign)) ? { ok: true } : { ok: false, stringToSign };
}

/** In constant time for texts of one length. Compares the texts, not the bytes that base64 stands for, since many texts stand for the same bytes. */
export function isSameSignature(sent: string, right: string): boolean {
  return sent.length === right.length && timingSafeEqual(Buffer.from(sent, 'utf16le'), Buffer.from(right, 'utf16le'));
}
