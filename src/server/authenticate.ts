import { type Call, signedHeader } from '#server/call.ts';
import { refuse } from '#server/fault.ts';
import type { AccessKey, Keys } from '#server/keys.ts';
import { type Nonces, WINDOW } from '#server/nonces.ts';
import { cutLoose } from '#wire/scalar.ts';
import { isSignedV1 } from '#wire/sign-v1.ts';
import { type Authorization, isSignedV3, readAuthorization } from '#wire/sign-v3.ts';

/** Who signed a request. `nonce` is used up. */
export type Caller = { readonly key: AccessKey; readonly nonce: string };

/** What a request says of its signer, in either scheme. */
type Claim = {
  readonly keyId: string;
  readonly token: string | undefined;
  readonly nonce: string;
  readonly date: string;
  readonly authorization?: Authorization;
};

const claimOf = (call: Call): Claim => (call.scheme === 'v3' ? claimV3(call) : claimV1(call));

function claimV1({ params }: Call): Claim {
  const value = (name: string) => params.get(name) || refuse('Missing{Name}', name);
  // Senders of other schemes (ROA, bearer tokens, anonymous) have no Signature either; what they lack is what they are told.
  const keyId = value('AccessKeyId');
  value('Signature');
  const nonce = value('SignatureNonce');
  const date = value('Timestamp');
  if (value('SignatureVersion') !== '1.0') refuse('InvalidSignatureMethod');
  if ((params.get('SignatureMethod') || 'HMAC-SHA1') !== 'HMAC-SHA1' || params.get('SignatureType')) refuse('InvalidSignatureMethod');
  return { keyId, token: params.get('SecurityToken'), nonce, date };
}

function claimV3({ incoming }: Call): Claim {
  const authorization = readAuthorization(incoming.header('authorization') ?? '');
  if ('wrong' in authorization) return refuse(authorization.wrong === 'algorithm' ? 'InvalidSignatureMethod' : 'IncompleteSignature');
  const value = (name: string) => signedHeader(incoming, name) ?? refuse('Missing{Name}', name);
  value('x-acs-content-sha256');
  return {
    keyId: authorization.accessKeyId,
    token: signedHeader(incoming, 'x-acs-security-token'),
    nonce: value('x-acs-signature-nonce'),
    date: value('x-acs-date'),
    authorization,
  };
}

/**
 * In the order of the real gateway: key, token, timestamp, signature, nonce. A nonce is noted only once the signature is right. Answers at once
 * where the key was looked up within the last second, which is nearly always.
 */
export function authenticate(call: Call, keys: Keys, nonces: Nonces, now: number): Caller | Promise<Caller> {
  const claim = claimOf(call);
  if (claim.keyId.startsWith('STS.') && !claim.token) refuse('MissingSecurityToken');
  const key = keys.fresh(claim.keyId, now);
  if (key) return admit(call, claim, key, nonces, now);
  return keys.find(claim.keyId, now).then((found) => admit(call, claim, found ?? refuse('InvalidAccessKeyId.NotFound'), nonces, now));
}

function admit(call: Call, claim: Claim, key: AccessKey, nonces: Nonces, now: number): Caller {
  if (!key.active) refuse('InvalidAccessKeyId.Inactive');
  if (claim.token) refuse('InvalidSecurityToken.MismatchWithAccessKey');
  const timestamp = timeOf(claim.date);
  if (timestamp === undefined) return refuse('InvalidTimeStamp.Format');
  if (Math.abs(timestamp - now) > WINDOW) refuse('InvalidTimeStamp.Expired');
  verify(call, claim, key);
  if (!nonces.use(key.id, claim.nonce, timestamp, now)) refuse('SignatureNonceUsed');
  return { key, nonce: cutLoose(claim.nonce) };
}

function verify(call: Call, { authorization }: Claim, key: AccessKey): void {
  const { incoming, params, queryCount } = call;
  if (authorization) {
    const { method, path, headers, body } = incoming;
    const signed = isSignedV3({ method, path, headers, body, params, queryCount }, authorization, key.v3);
    if (!signed.ok) refuse('SignatureDoesNotMatch#v3', signed.stringToSign, signed.canonicalRequest);
  } else {
    const signed = isSignedV1(incoming.method, params, key.v1);
    if (!signed.ok) refuse('SignatureDoesNotMatch#v1', signed.stringToSign);
  }
}

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
let last = { text: '', time: 0 };
/** Milliseconds since the epoch; undefined for another form than 2026-11-24T12:00:00Z (a fraction is tolerated). Most requests share a second. */
function timeOf(text: string): number | undefined {
  if (text === last.text) return last.time;
  if (!form.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  last = { text, time };
  return time;
}
