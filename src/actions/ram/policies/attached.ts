import type { Ctx } from '#actions/action.ts';
import { wrapped } from '#actions/fields.ts';
import { findPolicy } from '#actions/ram/policies/find-policy.ts';
import { attachDateField, dateSample, policyFields, policyOf, policySample } from '#actions/ram/policies/policy-view.ts';
import { wireTime } from '#actions/wire-time.ts';
import { all } from '#domain/finding.ts';
import type { LoadedIdentity } from '#domain/ram-keys.ts';
import type { Deciding } from '#kit/deciding.ts';

/** What ListPoliciesForUser and its sisters for groups and roles answer. */
export const attachedField = wrapped('Policy', { ...policyFields, ...attachDateField }, 'The policies.', '权限策略列表。');

/** The policies of a user, group or role, in order of type and name. */
export function* attachedTo(ctx: Ctx, { key }: LoadedIdentity): Deciding<readonly unknown[]> {
  const shown: unknown[] = [];
  for (const [, row] of (yield* all(key)).entries()) {
    if ('group' in row) continue;
    // INVARIANT: a policy is there as long as it is attached.
    const policy = yield* findPolicy(ctx, { PolicyType: row.type, PolicyName: row.policy }, 'look');
    shown.push({ ...policyOf(policy), AttachDate: wireTime(row.attached) });
  }
  return shown;
}

/** What examples show. */
export const attachedSample = { ...policySample, AttachDate: dateSample };
