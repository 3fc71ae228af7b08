import { hash } from 'node:crypto';
import { encode } from '#wire/encode.ts';
import { isFormType } from '#wire/form.ts';
import { isSameText, type MacKey, macOf, makeMacKey } from '#wire/hmac.ts';
import type { Params } from '#wire/params.ts';

/** Signature V3 as Alibaba Cloud describes it in "V3 request structure and signature". */
const ALGORITHM = 'ACS3-HMAC-SHA256';

/** By lower-case name, as node:http gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `path` as it stands in the URL; the query is the first `queryCount` entries of `params`. `body` is what was received, before any decoding. */
export type RequestV3 = {
  readonly method: string;
  readonly path: string;
  readonly params: Params;
  readonly queryCount: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
};

export type Authorization = { readonly accessKeyId: string; readonly signedHeaders: string; readonly signature: string };

const form = /^(ACS\d-[A-Z0-9-]+)\s+Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([^,\s]+)\s*$/;

/** Clients sign a dozen headers. Without a limit, a list of a hundred thousand names is compared with each header before anything is verified. */
const MOST_AUTHORIZATION = 8192;

/** The parts of an `Authorization` header of the ACS3 family; 'algorithm' = another one than HMAC-SHA256 (SM3, RSA, ACS4), 'form' = none of it. */
export function readAuthorization(header: string): Authorization | { readonly wrong: 'algorithm' | 'form' } {
  if (header.length > MOST_AUTHORIZATION) return { wrong: 'form' };
  const parts = form.exec(header);
  if (parts === null) return { wrong: 'form' };
  const [, algorithm, accessKeyId, signedHeaders, signature] = parts as unknown as [string, string, string, string, string];
  return algorithm === ALGORITHM ? { accessKeyId, signedHeaders, signature } : { wrong: 'algorithm' };
}

/** The HMAC key of an access key secret for ACS3: without the '&' of V1. */
export function keyV3(secret: string): MacKey {
  return makeMacKey('sha256', secret);
}

/** Lower-case hex SHA-256, as in `x-acs-content-sha256`. */
export function hashOf(content: string | Uint8Array): string {
  return content.length === 0 ? EMPTY_HASH : hash('sha256', content, 'hex');
}
const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What is hashed and signed: `names` are the signed headers in the order of the list. Duplicate headers count as one, trimmed, sorted, joined by ','. */
export function canonicalRequestV3(request: RequestV3, names: readonly string[], encodeName = encode): string {
  let text = `${request.method}\n${canonicalPath(request.path)}\n${canonicalQuery(request, encodeName)}\n`;
  for (const name of names) text += `${name}:${headerText(request.headers[name])}\n`;
  return `${text}\n${names.join(';')}\n${hashOf(request.body)}`;
}

export function stringToSignV3(canonicalRequest: string): string {
  return `${ALGORITHM}\n${hashOf(canonicalRequest)}`;
}

/** Lower-case hex, 64 characters. */
export function signV3(key: MacKey, stringToSign: string): string {
  return macOf(key, stringToSign, 'hex');
}

/** The header that `readAuthorization` reads. */
export function authorizationText(authorization: Authorization): string {
  const { accessKeyId, signedHeaders, signature } = authorization;
  return `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
}

/**
 * Whether the signature is right for `key`; where it is not, what the server signed, for the error message.
 * INVARIANT: the server signs the hash of the body that it received, and every header that must be signed. A client that sent another hash, or left
 * such a header out of SignedHeaders, has signed another text, so no check of its own is needed, and the message shows the difference.
 */
export function isSignedV3(
  request: RequestV3,
  authorization: Authorization,
  key: MacKey,
): { readonly ok: true } | { readonly ok: false; readonly canonicalRequest: string; readonly stringToSign: string } {
  const names = namesToSign(authorization.signedHeaders, request);
  const canonicalRequest = canonicalRequestV3(request, names);
  const stringToSign = stringToSignV3(canonicalRequest);
  if (isSameText(authorization.signature, signV3(key, stringToSign))) return { ok: true };
  // The documentation encodes parameter names, the SDKs leave them raw. ECS has no name where that shows, but maps of other products (`A.#1#x`) do.
  const rawNames = canonicalRequestV3(request, names, rawName);
  if (rawNames !== canonicalRequest && isSameText(authorization.signature, signV3(key, stringToSignV3(rawNames)))) return { ok: true };
  return { ok: false, canonicalRequest, stringToSign };
}

/** INVARIANT: no two queries have one text. A raw `A=1&B` with the value 2 would read as A=1 and B=2, and so hide B from who signed it. */
const rawName = (name: string): string => (/[&=%\n]/.test(name) ? encode(name) : name);

const ALWAYS = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'];

/**
 * The client's list, and what it left out: the headers that are always signed, every `x-acs-` header that was sent, and a Content-Type because of
 * which the body holds no parameters, so that nobody can take them away.
 */
function namesToSign(listed: string, { headers, body }: RequestV3): readonly string[] {
  const names = listed.split(';');
  const count = names.length;
  for (const name of ALWAYS) if (!names.includes(name)) names.push(name);
  for (const name in headers) if (name.startsWith('x-acs-') && !names.includes(name)) names.push(name);
  if (body.length > 0 && !isFormType(headers['content-type'] as string | undefined) && !names.includes('content-type'))
    names.push('content-type');
  return names.length === count ? names : names.sort();
}

function canonicalPath(path: string): string {
  return path === '/' || path === '' ? '/' : path.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

function canonicalQuery({ params, queryCount }: RequestV3, encodeName: (name: string) => string): string {
  const names: string[] = [];
  for (const name of params.keys()) {
    if (names.length === queryCount) break;
    names.push(name);
  }
  names.sort();
  let text = '';
  let separator = '';
  for (const name of names) {
    text += `${separator + encodeName(name)}=${encode(params.get(name) as string)}`;
    separator = '&';
  }
  return text;
}

function headerText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value)
    ? value
        .map((one: string) => one.trim())
        .sort()
        .join(',')
    : '';
}
