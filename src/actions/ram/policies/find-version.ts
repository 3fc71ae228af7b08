import type { Ctx } from '#actions/action.ts';
import { some } from '#domain/finding.ts';
import type { PolicyVersionRow } from '#domain/ram-heads.ts';
import { policyKey } from '#domain/ram-keys.ts';
import { versionPart } from '#domain/ram-policies.ts';
import type { Deciding } from '#kit/deciding.ts';

/** A version of a custom policy that is there, or the end of the decision. */
export function* findVersion(ctx: Ctx<'EntityNotExist.Policy.Version'>, policy: string, version: string): Deciding<PolicyVersionRow> {
  const [row] = yield* some(policyKey(ctx.account, policy), [versionPart(version)]);
  return row ?? ctx.fail('EntityNotExist.Policy.Version');
}
