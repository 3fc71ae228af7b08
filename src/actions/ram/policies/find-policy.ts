import type { Ctx } from '#actions/action.ts';
import { all, refs, root } from '#domain/finding.ts';
import type { PolicyVersionRow, RamPolicyHead } from '#domain/ram-heads.ts';
import { attachableKey, policyKey } from '#domain/ram-keys.ts';
import type { Deciding, Hold, Key, Loaded } from '#kit/deciding.ts';
import { systemPolicies } from '#ram/system-policies.ts';

/** A policy of either type. Those of the system have one version, and are as old as the version of this API. */
export type FoundPolicy = {
  readonly type: 'System' | 'Custom';
  readonly name: string;
  readonly description: string;
  readonly defaultVersion: string;
  readonly created: number;
  readonly updated: number;
};
const since = Date.UTC(2015, 4, 1);

const isSystem = (name: string): name is keyof typeof systemPolicies => Object.hasOwn(systemPolicies, name);
const systemPolicy = (name: keyof typeof systemPolicies): FoundPolicy => ({
  type: 'System',
  name,
  description: systemPolicies[name].description.en,
  defaultVersion: 'v1',
  created: since,
  updated: since,
});
export const customPolicy = ({ key, head }: Loaded<RamPolicyHead>): FoundPolicy => ({ type: 'Custom', name: key.id, ...head });

/** All policies of the system, in order of name. */
export const allSystem = (): readonly FoundPolicy[] =>
  Object.keys(systemPolicies)
    .filter(isSystem)
    .sort()
    .map((name) => systemPolicy(name));

type Named = { readonly PolicyType: 'System' | 'Custom'; readonly PolicyName: string };

/** The policy of that type and name, or the end of the decision. */
export function* findPolicy(ctx: Ctx<'EntityNotExist.Policy'>, { PolicyType, PolicyName }: Named, hold: Hold): Deciding<FoundPolicy> {
  if (PolicyType === 'Custom') return customPolicy(yield* findCustom(ctx, PolicyName, hold));
  return isSystem(PolicyName) ? systemPolicy(PolicyName) : ctx.fail('EntityNotExist.Policy');
}

/** The custom policy of that name, or the end of the decision. */
export function* findCustom(ctx: Ctx<'EntityNotExist.Policy'>, name: string, hold: Hold): Deciding<Loaded<RamPolicyHead>> {
  return (yield* root(policyKey(ctx.account, name), hold)) ?? ctx.fail('EntityNotExist.Policy');
}

/** A policy's versions, oldest first. */
export function* versionsOf(account: string, { type, name }: FoundPolicy): Deciding<readonly PolicyVersionRow[]> {
  if (type === 'Custom') return [...(yield* all(policyKey(account, name))).entries()].map(([, row]) => row);
  return [{ version: 'v1', document: JSON.stringify(systemPolicies[name as keyof typeof systemPolicies].document), created: since }];
}

/** The users, groups and roles that have a policy attached. */
export function* holdersOf(account: string, { type, name }: Pick<FoundPolicy, 'type' | 'name'>): Deciding<readonly Key[]> {
  return yield* refs(attachableKey(account, type, name), Number.MAX_SAFE_INTEGER);
}
