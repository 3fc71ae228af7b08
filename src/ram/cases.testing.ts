import { type CompiledPolicy, compilePolicy, type PolicyType } from '#ram/compile-policy.ts';
import { judge, type Verdict } from '#ram/judge.ts';
import { readPolicy } from '#ram/read-policy.ts';
import type { RamRequest, RamResource, Tags } from '#ram/request.ts';

/** Tables of decisions: what is given, what is asked, and the verdict with the statements that decided, as `policy/index`. */
export type Case = readonly [title: string, given: Given, ask: Ask, expected: string];
/** Statements by the name of their policy; the one named `session` is the session's. */
export type Given = Readonly<Record<string, readonly object[]>>;
/** What differs from the usual request: revoke an egress rule of sg-1. */
export type Ask = {
  readonly action?: string;
  /** Short ARNs: `securitygroup/sg-1`; with a `?` in front of one that is optional. */
  readonly on?: readonly string[];
  readonly arn?: string;
  /** Of each resource. */
  readonly tags?: Tags;
  readonly requestTags?: Tags;
  readonly keys?: RamRequest['keys'];
};

export const account = '1234567890123456';
export const arn = (id: string): string => `acs:ecs:cn-hangzhou:${account}:${id}`;
type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
const statement =
  (Effect: 'Allow' | 'Deny') =>
  (Action: string | readonly string[], Resource: string | readonly string[] = '*', Condition?: Condition): object => ({
    Effect,
    Action,
    Resource,
    ...(Condition === undefined ? {} : { Condition }),
  });
export const allow = statement('Allow');
export const deny = statement('Deny');
export const except = (Effect: 'Allow' | 'Deny', NotAction: string | readonly string[], Resource: string | readonly string[] = '*') => ({
  Effect,
  NotAction,
  Resource,
});

export const usualKeys = {
  'acs:SourceIp': '192.0.2.10',
  'acs:CurrentTime': '2026-06-15T12:00:00Z',
  'acs:SecureTransport': 'true',
  'acs:MFAPresent': 'false',
};

export function requestOf({ action = 'ecs:RevokeSecurityGroupEgress', on = ['securitygroup/sg-1'], ...ask }: Ask): RamRequest {
  const tags = ask.tags === undefined ? {} : { tags: ask.tags };
  const resource = (id: string): RamResource =>
    id.startsWith('?') ? { arn: arn(id.slice(1)), isOptional: true, ...tags } : { arn: arn(id), ...tags };
  return {
    action,
    resources: ask.arn === undefined ? on.map(resource) : [{ arn: ask.arn, ...tags }],
    ...(ask.requestTags === undefined ? {} : { tags: ask.requestTags }),
    keys: ask.keys ?? usualKeys,
  };
}

export function compiled(name: string, statements: readonly object[], type: PolicyType = 'Custom'): CompiledPolicy {
  const read = readPolicy(JSON.stringify({ Version: '1', Statement: statements }), Number.POSITIVE_INFINITY);
  if ('faults' in read) throw new Error(`${name}: ${JSON.stringify(read.faults)}`);
  return compilePolicy(read.policy, { policy: name, type });
}

export function verdictOf({ session, ...identity }: Given, ask: Ask): Verdict {
  return judge(
    {
      identity: Object.entries(identity).map(([name, statements]) => compiled(name, statements)),
      ...(session === undefined ? {} : { session: compiled('session', session, 'Session') }),
    },
    requestOf(ask),
  );
}

/** `allow p/0 q/1`; `explicitDeny p/0 on securitygroup/sg-1`, with `by session` where the session denied. */
export function shown(verdict: Verdict): string {
  const because = verdict.because.map(({ policy, statement }) => ` ${policy}/${statement}`).join('');
  if (verdict.decision === 'allow') return `allow${because}`;
  return `${verdict.decision}${because} on ${verdict.resource.split(':').at(-1)}${verdict.by === 'session' ? ' by session' : ''}`;
}
