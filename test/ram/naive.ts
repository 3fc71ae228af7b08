import ipaddr from 'ipaddr.js';
import type { RamRequest, RamResource } from '../../src/ram/request.ts';

/** A policy as it is written. */
export type Document = { readonly Statement: readonly Statement[] };
export type Statement = {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

/** `because` are statements as `policy/index`; `denied` says of what and by whom. */
export type Outcome = { readonly decision: string; readonly because: readonly string[]; readonly denied?: string };

/**
 * The rules of policies a second time, told as plainly as can be and without regard to time: straight on the documents, nothing compiled,
 * nothing shared with the engine.
 */
export function naive(identity: readonly Document[], session: Document | undefined, request: RamRequest): Outcome {
  const bySession = session && outcome([session], request, 'session');
  if (bySession && bySession.decision !== 'allow') return bySession;
  const byIdentity = outcome(identity, request, 'identity');
  return byIdentity.decision === 'allow' ? { ...byIdentity, because: [...byIdentity.because, ...(bySession?.because ?? [])] } : byIdentity;
}

function outcome(documents: readonly Document[], request: RamRequest, by: string): Outcome {
  const found = request.resources.map((resource) =>
    documents.flatMap((document, d) =>
      document.Statement.flatMap((statement, s) =>
        speaks(statement, request, resource) ? [{ name: `${by}${d}/${s}`, effect: statement.Effect }] : [],
      ),
    ),
  );
  const named = (effect: string) => [...new Set(found.flat().flatMap((one) => (one.effect === effect ? [one.name] : [])))];
  const denied = request.resources.find((_, r) => found[r]?.some(({ effect }) => effect === 'Deny'));
  if (denied) return { decision: 'explicitDeny', because: named('Deny'), denied: `${denied.arn} by ${by}` };
  const unsaid = request.resources.find(({ isOptional }, r) => !isOptional && found[r]?.length === 0);
  if (!unsaid && named('Allow').length > 0) return { decision: 'allow', because: named('Allow') };
  return { decision: 'implicitDeny', because: [], denied: `${(unsaid ?? request.resources[0])?.arn ?? ''} by ${by}` };
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function speaks(statement: Statement, request: RamRequest, resource: RamResource): boolean {
  const isOf = (patterns: string | readonly string[] | undefined) => list(patterns).some((p) => like(p, request.action, 'sui'));
  if (statement.NotAction === undefined ? !isOf(statement.Action) : isOf(statement.NotAction)) return false;
  if (!list(statement.Resource).some((pattern) => like(pattern, resource.arn))) return false;
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const actuals = list(lookUp(key, request, resource));
      const results = list(values).flatMap((value) => actuals.map((actual) => compare(operator.replace('Not', ''), actual, value)));
      if (results.length === 0 || results.includes(undefined)) return false;
      return operator.includes('Not') ? !results.includes(true) : results.includes(true);
    }),
  );
}

const like = (pattern: string, text: string, flags = 'su'): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^$|()[\]{}\\/]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    flags,
  ).test(text);

function lookUp(key: string, request: RamRequest, resource: RamResource): string | readonly string[] | undefined {
  const tagOf = (tags: object = {}) => Object.entries(tags).find(([name]) => name === key.slice(key.indexOf('/') + 1))?.[1];
  if (key.startsWith('acs:RequestTag/')) return tagOf(request.tags);
  if (key.startsWith('acs:ResourceTag/')) return tagOf(resource.tags);
  const [, service] = /^([\w-]+):tag\//.exec(key) ?? [];
  if (service === undefined) return request.keys[key];
  const of = resource.arn === '*' ? request.action.toLowerCase().split(':')[0] : resource.arn.split(':')[1];
  return of === service ? tagOf(resource.tags ?? (resource.arn.endsWith('*') ? request.tags : {})) : undefined;
}

/** Whether a value is that of a policy, by an operator without its Not; undefined where it has not the operator's form. */
function compare(operator: string, actual: string, wanted: string): boolean | undefined {
  if (operator === 'StringEquals') return actual === wanted;
  if (operator === 'StringEqualsIgnoreCase') return actual.toLowerCase() === wanted.toLowerCase();
  if (operator === 'StringLike') return like(wanted, actual);
  if (operator === 'Bool') return ['true', 'false'].includes(actual) ? actual === wanted : undefined;
  if (operator === 'IpAddress') return isIn(actual, wanted);
  const isDate = operator.startsWith('Date');
  const [a, w] = [actual, wanted].map((text) => (isDate ? Date.parse(text) : text === '' ? Number.NaN : Number(text))) as [number, number];
  if (Number.isNaN(a)) return undefined;
  const results = { Equals: a === w, LessThan: a < w, LessThanEquals: a <= w, GreaterThan: a > w, GreaterThanEquals: a >= w };
  return results[operator.replace(/^(Date|Numeric)/, '') as keyof typeof results];
}

function isIn(actual: string, wanted: string): boolean | undefined {
  if (!(actual.includes('/') ? ipaddr.isValidCIDR(actual) : ipaddr.isValid(actual))) return undefined;
  const [address, own] = actual.includes('/') ? ipaddr.parseCIDR(actual) : ([ipaddr.process(actual), 128] as const);
  const [base, length] = wanted.includes('/') ? ipaddr.parseCIDR(wanted) : ([ipaddr.parse(wanted), undefined] as const);
  const most = length ?? (base.kind() === 'ipv4' ? 32 : 128);
  return address.kind() === base.kind() && own >= most && address.match(base, most);
}
