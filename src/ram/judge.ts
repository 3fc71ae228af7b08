import type { CompiledPolicy, Reason } from '#ram/compile-policy.ts';
import type { Principal } from '#ram/policy.ts';
import { principalText, type RamRequest } from '#ram/request.ts';

/** A verdict with what made it. `because` are the statements that decided, resource by resource; none for an implicit deny. */
export type Verdict = Allowed | Denied;
export type Allowed = { readonly decision: 'allow'; readonly because: readonly Reason[] };
export type Denied = {
  readonly decision: 'explicitDeny' | 'implicitDeny';
  readonly because: readonly Reason[];
  /** The first of the resources that is denied so. */
  readonly resource: string;
  /** Which policies denied it. */
  readonly by: 'identity' | 'session' | 'trust';
};

/** What a caller has: policies of the user and its groups, or of the role; and of an assumed role the policy that its session was given. */
export type Grants = { readonly identity: readonly CompiledPolicy[]; readonly session?: CompiledPolicy };

/**
 * Which of the statements that allow are named: all of them, or the first for each resource. The decision is the same; 'first' is for the path
 * of requests, where a hundred statements that all allow would be judged for nothing. Those that deny are always all named.
 */
export type Reasons = 'all' | 'first';

/**
 * Judges a request: a Deny beats an Allow beats nothing said, for each resource; a Deny of any resource beats silence on another. A session
 * policy is judged first and on its own, as documented: where it does not allow, nothing else is asked. A request without resources is denied.
 */
export function judge({ identity, session }: Grants, request: RamRequest, reasons: Reasons = 'all'): Verdict {
  if (!session) return decide(identity, request, 'identity', reasons);
  const bySession = decide([session], request, 'session', reasons);
  if (bySession.decision !== 'allow') return bySession;
  const byIdentity = decide(identity, request, 'identity', reasons);
  return byIdentity.decision === 'allow' ? { decision: 'allow', because: [...byIdentity.because, ...bySession.because] } : byIdentity;
}

/** Whether a verdict on that action may hang on the tags of a resource, so that they must be known. */
export const looksAtTags = ({ identity, session }: Grants, action: string): boolean =>
  [...identity, ...(session ? [session] : [])].some((policy) => policy.statementsFor(action).some((statement) => statement.looksAtTags));

/** Judges whether a role's trust policy lets a principal have it. AssumeRole needs this and the caller's own policies to allow it. */
export function judgeTrust(trust: CompiledPolicy, caller: Principal, { action, keys }: Pick<RamRequest, 'action' | 'keys'>): Verdict {
  const verdict = decide([trust], { action, keys, resources: [{ arn: principalText(caller) }] }, 'trust', 'all');
  return verdict.decision === 'allow' ? verdict : { ...verdict, resource: caller.id };
}

function decide(policies: readonly CompiledPolicy[], request: RamRequest, by: Denied['by'], reasons: Reasons): Verdict {
  const [only] = policies;
  const statements =
    policies.length === 1 && only ? only.statementsFor(request.action) : policies.flatMap((policy) => policy.statementsFor(request.action));
  const allows = new Set<Reason>();
  const denies = new Set<Reason>();
  let denied: string | undefined;
  let unsaid: string | undefined;
  for (const resource of request.resources) {
    const looked = { request, resource };
    let isAllowed = false;
    let isDenied = false;
    for (const { isDeny, covers, holds, reason } of statements) {
      if (isAllowed && !isDeny && reasons === 'first') continue;
      if (!covers(resource.arn) || !holds(looked)) continue;
      (isDeny ? denies : allows).add(reason);
      if (isDeny) isDenied = true;
      else isAllowed = true;
    }
    if (isDenied) denied ??= resource.arn;
    else if (!isAllowed && !resource.isOptional) unsaid ??= resource.arn;
  }
  if (denied !== undefined) return { decision: 'explicitDeny', because: [...denies], resource: denied, by };
  // INVARIANT: something was allowed, even where all resources are optional or there are none.
  if (unsaid === undefined && allows.size > 0) return { decision: 'allow', because: [...allows] };
  return { decision: 'implicitDeny', because: [], resource: unsaid ?? request.resources[0]?.arn ?? '', by };
}
