import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Credentials } from '#wire/sign-request.ts';
import { keyV1, signV1, stringToSignV1 } from '#wire/sign-v1.ts';
import { canonicalRequestV3, hashOf, keyV3, signV3, stringToSignV3 } from '#wire/sign-v3.ts';
import type { Answer } from '../server.ts';

/**
 * Requests put together by hand, so that any part of one can be wrong before or after it is signed.
 *   v1(…) | v3(…) -> Plain -> (spoil it) -> sendRaw
 */
export type Plain = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** undefined leaves a parameter or header out. */
export type Changes = Readonly<Record<string, string | undefined>>;
export type Signer = Credentials & { readonly endpoint: string };
type How = {
  readonly method?: string;
  /** Parameters that go into the body. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes made after signing. */
  readonly spoiled?: Changes;
};

export const pairs = (params: Changes): string =>
  Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value as string)}`)
    .join('&');
const given = (changes: Changes): Record<string, string> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Record<string, string>;

export const timeText = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The head of a request as it goes over the wire, with more lines of it. */
export const headOf = ({ method, url, headers }: Omit<Plain, 'body'>, more: readonly string[] = [], end = '\r\n'): string =>
  [`${method} ${url} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...more, '', ''].join(end);
/** That of the last request of its connection. */
export const lastHeadOf = (request: Omit<Plain, 'body'>, more: readonly string[] = []): string =>
  headOf(request, ['Connection: close', ...more]);
export const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

/** RPC signature V1 over these parameters and the common ones, which they may change. */
export function v1(signer: Signer, params: Changes = {}, { method = 'POST', form = {}, headers = {}, spoiled = {} }: How = {}): Plain {
  const query = given({
    ...{ Action: 'DescribeRegions', Version: '2014-05-26', Format: 'JSON', AccessKeyId: signer.accessKeyId, SignatureMethod: 'HMAC-SHA1' },
    ...{ SignatureVersion: '1.0', SignatureNonce: randomUUID(), Timestamp: timeText(Date.now()) },
    ...params,
  });
  const all = new Map(Object.entries({ ...query, ...form }));
  const Signature = signV1(keyV1(signer.accessKeySecret), stringToSignV1(method, all));
  const body = pairs(form);
  const type = body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return { method, url: `/?${pairs({ ...query, Signature, ...spoiled })}`, headers: { host: signer.endpoint, ...type, ...headers }, body };
}

/** ACS3-HMAC-SHA256 over these headers, the query and the body. */
export function v3(
  signer: Signer,
  changes: Changes = {},
  { method = 'POST', form = {}, headers = {}, spoiled = {}, query = {} }: How & { readonly query?: Changes } = {},
): Plain {
  const params = given(query);
  const body = pairs(form);
  const signed = given({
    ...{ host: signer.endpoint, 'x-acs-action': 'DescribeRegions', 'x-acs-version': '2014-05-26', 'x-acs-date': timeText(Date.now()) },
    ...{ 'x-acs-signature-nonce': randomUUID(), 'x-acs-content-sha256': hashOf(body) },
    ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...changes,
  });
  const names = Object.keys(signed).sort();
  const request = {
    method,
    path: '/',
    params: new Map(Object.entries(params)),
    queryCount: Object.keys(params).length,
    headers: signed,
    body: Buffer.from(body),
  };
  const signature = signV3(keyV3(signer.accessKeySecret), stringToSignV3(canonicalRequestV3(request, names)));
  const authorization = `ACS3-HMAC-SHA256 Credential=${signer.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const text = pairs(params);
  return {
    method,
    url: text === '' ? '/' : `/?${text}`,
    headers: given({ ...signed, accept: 'application/json', authorization, ...headers, ...spoiled }),
    body,
  };
}

/** Sends bytes as they are, and gives all that comes back until the server closes. */
export function speak(endpoint: string, bytes: string): Promise<string> {
  const [host, port] = endpoint.split(':') as [string, string];
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), host, () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(text));
    socket.setTimeout(5000, () => socket.destroy(new Error(`no end after: ${text}`)));
  });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' };
export const unescapeXml = (text: string): string => text.replace(/&([#\w]+);/g, (all, name: string) => entities[name] ?? all);
/** The fields of an error in either format; the type must be that of the format, to the letter. */
export function errorOf({ text, headers }: Answer): Record<string, string> {
  if (headers['content-type'] === 'application/json;charset=utf-8') return JSON.parse(text);
  if (headers['content-type'] !== 'text/xml;charset=utf-8') throw new Error(`an odd type: ${headers['content-type']}`);
  const inside = /^<\?xml version="1.0" encoding="UTF-8"\?><Error>(.*)<\/Error>$/s.exec(text)?.[1] ?? '';
  return Object.fromEntries([...inside.matchAll(/<(\w+)(?:\/>|>(.*?)<\/\1>)/gs)].map(([, name, value = '']) => [name, unescapeXml(value)]));
}
