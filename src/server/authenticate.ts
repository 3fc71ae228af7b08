import { type Call, signedHeader } from '#server/call.ts';
import type { Failures } from '#server/failures.ts';
import { refuse, refuseFor } from '#server/fault.ts';
import type { AccessKey, Keys } from '#server/keys.ts';
import { type Nonces, type Used, WINDOW } from '#server/nonces.ts';
import type { TemporaryKeys } from '#server/temporary-keys.ts';
import { encodeTwice } from '#wire/encode.ts';
import { cutLoose } from '#wire/scalar.ts';
import { isSignedV1 } from '#wire/sign-v1.ts';
import { type Authorization, isSignedV3, readAuthorization } from '#wire/sign-v3.ts';

/** Who signed a request. `nonce` is used up, and whoever asked sees that `used` is kept. */
export type Caller = { readonly key: AccessKey; readonly nonce: string; readonly used: Used };

/** What it takes to tell who sent a request. */
export type Gate = { readonly keys: Keys; readonly temporary: TemporaryKeys; readonly nonces: Nonces; readonly failures: Failures };

/** What a request says of its signer, in either scheme. */
type Claim = {
  readonly keyId: string;
  readonly token: string | undefined;
  readonly nonce: string;
  readonly date: string;
  readonly authorization?: Authorization;
};

const isTemporary = ({ keyId }: Claim): boolean => keyId.startsWith('STS.');
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
export function authenticate(call: Call, gate: Gate, now: number): Caller | Promise<Caller> {
  const claim = claimOf(call);
  const key = isTemporary(claim) ? temporaryKey(call, claim, gate, now) : gate.keys.fresh(claim.keyId, now);
  if (key) return admit(call, claim, key, gate, now);
  return gate.keys
    .find(claim.keyId, now)
    .then((found) => admit(call, claim, found ?? fail(call, claim, gate, now, 'InvalidAccessKeyId.NotFound'), gate, now));
}

/** Whoever fails too often is told to wait, and not what was wrong. */
function fail(call: Call, { keyId }: Claim, { failures }: Gate, now: number, ...fault: Parameters<typeof refuse>): never {
  const wait = failures.note(call.incoming.remote, keyId, now);
  return wait === undefined ? refuse(...fault) : refuseFor(wait, 'Throttling.User');
}

function temporaryKey(call: Call, claim: Claim, gate: Gate, now: number): AccessKey {
  if (!claim.token) return refuse('MissingSecurityToken');
  const key = gate.temporary.keyOf(claim.keyId, claim.token, now);
  if (key === 'malformed') return fail(call, claim, gate, now, 'InvalidSecurityToken.Malformed');
  if (key === 'mismatch') return fail(call, claim, gate, now, 'InvalidSecurityToken.MismatchWithAccessKey');
  return key === 'expired' ? refuse('InvalidSecurityToken.Expired') : key;
}

function admit(call: Call, claim: Claim, key: AccessKey, gate: Gate, now: number): Caller {
  if (!key.active) refuse('InvalidAccessKeyId.Inactive');
  if (claim.token && !isTemporary(claim)) refuse('InvalidSecurityToken.MismatchWithAccessKey');
  const timestamp = timeOf(claim.date);
  if (timestamp === undefined) return refuse('InvalidTimeStamp.Format');
  if (Math.abs(timestamp - now) > WINDOW) refuse('InvalidTimeStamp.Expired');
  verify(call, claim, key, gate, now);
  const used = gate.nonces.use(key.id, claim.nonce, timestamp, now) ?? refuse('SignatureNonceUsed');
  return { key, nonce: cutLoose(claim.nonce), used };
}

function verify(call: Call, claim: Claim, key: AccessKey, gate: Gate, now: number): void {
  const { authorization } = claim;
  const { incoming, params, queryCount } = call;
  if (authorization) {
    const { method, path, headers, body } = incoming;
    const signed = isSignedV3({ method, path, headers, body, params, queryCount }, authorization, key.v3);
    if (!signed.ok)
      fail(call, claim, gate, now, 'SignatureDoesNotMatch#v3', signed.stringToSign, hidden(signed.canonicalRequest, claim.token));
  } else {
    const signed = isSignedV1(incoming.method, params, key.v1);
    if (!signed.ok)
      fail(call, claim, gate, now, 'SignatureDoesNotMatch#v1', hidden(signed.stringToSign, claim.token && encodeTwice(claim.token)));
  }
}

/** Error messages are logged by clients, and a token is a secret. */
const hidden = (text: string, token: string | undefined): string => (token ? text.replaceAll(token, '***') : text);

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
