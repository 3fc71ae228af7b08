import { randomUUID } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { versionOf } from '#actions/action.ts';
import { makeRequestSigner, type Signed, type Unsigned } from '#wire/sign-request.ts';
import { credentials, groupId, region, ruleId, ruleTexts, type Shape, user } from './names.ts';

/**
 * Signed requests as they go over the wire, each of them another one.
 *   kind, n -> parameters -> signature V1 (form) or ACS3 (query) -> HTTP text -> file that traffic.lua reads
 */
export type Kind = 'id' | 'permission' | 'permissions' | 'authorize' | 'describe';
export type Traffic = {
  readonly kind: Kind;
  readonly scheme: 'v1' | 'v3';
  readonly token: boolean;
  readonly shape: Shape;
  readonly by?: 'user';
};

type Pairs = (readonly [name: string, value: string])[];
const actionOf: { readonly [K in Kind]: string } = {
  id: 'RevokeSecurityGroupEgress',
  permission: 'RevokeSecurityGroupEgress',
  permissions: 'RevokeSecurityGroupEgress',
  authorize: 'AuthorizeSecurityGroupEgress',
  describe: 'DescribeSecurityGroupAttribute',
};
/** How many rules one request of the long form names. */
const MANY = 100;

/** How many different requests of that kind a store of that shape has rules for. */
export function mostOf({ kind, shape: { groups, rules } }: Traffic): number {
  if (kind === 'describe' || kind === 'authorize') return Number.POSITIVE_INFINITY;
  return kind === 'permissions' ? groups * Math.floor(rules / MANY) : groups * rules;
}

/** Visits all of `size` numbers in an order that puts neighbours far apart. */
function scattered(n: number, size: number): number {
  let step = Math.floor(size * 0.618) | 1;
  while (gcd(step, size) !== 1) step += 2;
  return (n * step) % size;
}
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The parameters of the n-th request: consecutive ones are for groups that lie apart. */
function paramsOf({ kind, token, shape }: Traffic, n: number): Pairs {
  const group = scattered(n % shape.groups, shape.groups);
  const turn = Math.floor(n / shape.groups);
  const params: Pairs = [
    ['RegionId', region],
    ['SecurityGroupId', groupId(group)],
  ];
  if (token) params.push(['ClientToken', randomUUID()]);
  if (kind === 'id') params.push(['SecurityGroupRuleId.1', ruleId(shape, group, scattered(turn, shape.rules))]);
  if (kind === 'permission') permission(params, 1, group, scattered(turn, shape.rules));
  if (kind === 'permissions') for (let i = 0; i < MANY; i++) permission(params, i + 1, group, turn * MANY + i);
  if (kind === 'authorize') permission(params, 1, group, shape.rules + turn);
  return params;
}

function permission(params: Pairs, index: number, group: number, rule: number): void {
  const { protocol, peerV4, ports } = ruleTexts(group, rule);
  const at = `Permissions.${index}`;
  params.push(
    [`${at}.IpProtocol`, protocol],
    [`${at}.PortRange`, ports],
    [`${at}.DestCidrIp`, peerV4],
    [`${at}.Policy`, 'accept'],
    [`${at}.Priority`, '1'],
  );
}

const signers = { root: makeRequestSigner(credentials), user: makeRequestSigner({ ...credentials, accessKeyId: user.accessKeyId }) };

/** V1 as Terraform's provider sends it (parameters in a form), ACS3 as the SDKs do (in the query). */
function signed(traffic: Traffic, n: number, host: string): Signed {
  const signer = signers[traffic.by ?? 'root'];
  const action = actionOf[traffic.kind];
  const params = paramsOf(traffic, n);
  const version = versionOf.Ecs;
  const request = { method: 'POST', host, action, version, nonce: randomUUID(), now: Date.now() } satisfies Partial<Unsigned>;
  if (traffic.scheme === 'v3') return signer.v3({ ...request, query: params });
  const made = signer.v1({ ...request, query: [], form: params });
  return { ...made, headers: { ...made.headers, accept: 'application/json', 'x-acs-action': action, 'x-acs-version': version } };
}

function wireText({ method, url, headers, body }: Signed): string {
  let text = `${method} ${url} HTTP/1.1\r\nuser-agent: sallyport-bench\r\n`;
  for (const [name, value] of Object.entries(headers)) text += `${name}: ${value}\r\n`;
  return `${text}content-length: ${body.length}\r\n\r\n${body}`;
}

export const requestText = (traffic: Traffic, n: number, host: string): string => wireText(signed(traffic, n, host));

/** Writes requests `from` to `from + count`; the server takes them within 15 minutes. */
export function writeRequests(file: string, traffic: Traffic, from: number, count: number, host: string): void {
  if (from + count > mostOf(traffic))
    throw new Error(`the store has rules for ${mostOf(traffic)} requests of this kind, ${from + count} are asked for`);
  const out = openSync(file, 'w');
  let pending = '';
  for (let n = from; n < from + count; n++) {
    const text = requestText(traffic, n, host);
    pending += String(text.length).padStart(8, '0') + text;
    if (pending.length < 1 << 20) continue;
    writeSync(out, pending);
    pending = '';
  }
  writeSync(out, pending);
  closeSync(out);
}
