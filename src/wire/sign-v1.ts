import { encodeTwice } from '#wire/encode.ts';
import { isSameText, type MacKey, macOf, makeMacKey } from '#wire/hmac.ts';
import type { Params } from '#wire/params.ts';

/** The HMAC key of an access key secret for RPC signature V1; make it once and keep it. */
export function keyV1(secret: string): MacKey {
  return makeMacKey('sha1', `${secret}&`);
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
export function signV1(key: MacKey, stringToSign: string): string {
  return macOf(key, stringToSign, 'base64');
}

/** Whether the parameter `Signature` is right for `key`, compared as text, since many base64 texts stand for the same bytes; where it is not, the string that the server signed, which the error message must end with. */
export function isSignedV1(
  method: string,
  params: Params,
  key: MacKey,
): { readonly ok: true } | { readonly ok: false; readonly stringToSign: string } {
  const stringToSign = stringToSignV1(method, params);
  // A client that forgot to encode '+' arrives with a space.
  const sent = (params.get('Signature') ?? '').replaceAll(' ', '+');
  return isSameText(sent, signV1(key, stringToSign)) ? { ok: true } : { ok: false, stringToSign };
}
