import { encode } from '#wire/encode.ts';
import { FORM } from '#wire/form.ts';
import { keyV1, signV1, stringToSignV1 } from '#wire/sign-v1.ts';
import { authorizationText, canonicalRequestV3, hashOf, keyV3, signV3, stringToSignV3 } from '#wire/sign-v3.ts';

/** `securityToken` only for the temporary credentials of STS. */
export type Credentials = { readonly accessKeyId: string; readonly accessKeySecret: string; readonly securityToken?: string };

type Pairs = Iterable<readonly [name: string, value: string]>;

export type Unsigned = {
  readonly method: 'GET' | 'POST';
  /** As it will stand in the Host header: with the port, where there is one. */
  readonly host: string;
  /** '/' when not set. V1 knows no other. */
  readonly path?: string;
  readonly action: string;
  readonly version: string;
  readonly format?: 'JSON' | 'XML';
  /** Parameters of the action, by where they go; a name stands in one of the two. Only a POST has a form. */
  readonly query: Pairs;
  readonly form?: Pairs;
  /** Never used before by this access key, or the server answers SignatureNonceUsed. */
  readonly nonce: string;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
};

/** Ready to send, byte for byte: another encoding of `url` or `body` may break the signature. Content-Length is left to the sender. */
export type Signed = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The client's half of both signature schemes: V1 puts the signature into the query, V3 (ACS3) into headers. */
export function makeRequestSigner(credentials: Credentials): { v1(request: Unsigned): Signed; v3(request: Unsigned): Signed } {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const forV1 = keyV1(accessKeySecret);
  const forV3 = keyV3(accessKeySecret);
  return {
    v1(request) {
      const query = new Map(request.query);
      query
        .set('Action', request.action)
        .set('Version', request.version)
        .set('Format', request.format ?? 'JSON');
      query.set('AccessKeyId', accessKeyId).set('SignatureMethod', 'HMAC-SHA1').set('SignatureVersion', '1.0');
      query.set('SignatureNonce', request.nonce).set('Timestamp', timeText(request.now));
      if (securityToken !== undefined) query.set('SecurityToken', securityToken);
      const form = new Map(request.form);
      query.set('Signature', signV1(forV1, stringToSignV1(request.method, new Map([...query, ...form]))));
      const body = pairsText(form);
      const headers = { host: request.host, ...(body === '' ? {} : { 'content-type': FORM }) };
      return { method: request.method, url: `/?${pairsText(query)}`, headers, body };
    },

    v3(request) {
      const params = new Map(request.query);
      const path = request.path ?? '/';
      const query = pairsText(params);
      const body = pairsText(request.form ?? []);
      const signed: Record<string, string> = {
        host: request.host,
        'x-acs-action': request.action,
        'x-acs-version': request.version,
        'x-acs-date': timeText(request.now),
        'x-acs-signature-nonce': request.nonce,
        'x-acs-content-sha256': hashOf(body),
        ...(body === '' ? {} : { 'content-type': FORM }),
        ...(securityToken === undefined ? {} : { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken }),
      };
      const names = Object.keys(signed).sort();
      const unsigned = {
        method: request.method,
        path,
        params,
        queryCount: params.size,
        headers: signed,
        body: new TextEncoder().encode(body),
      };
      const signature = signV3(forV3, stringToSignV3(canonicalRequestV3(unsigned, names)));
      const authorization = authorizationText({ accessKeyId, signedHeaders: names.join(';'), signature });
      const headers = { ...signed, accept: request.format === 'XML' ? 'application/xml' : 'application/json', authorization };
      return { method: request.method, url: query === '' ? path : `${path}?${query}`, headers, body };
    },
  };
}

/** `2026-06-18T08:30:05Z`: no SDK sends milliseconds. */
function timeText(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

function pairsText(pairs: Pairs): string {
  return Array.from(pairs, ([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}
