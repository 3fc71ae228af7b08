import type { Ctx } from '#actions/action.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import { limitFor } from '#actions/ram/count.ts';
import { findPolicy } from '#actions/ram/policies/find-policy.ts';
import { groupScopeRefused, noPolicy, wrongPolicyType } from '#actions/ram/texts/ram-rows.ts';
import { textRows } from '#actions/ram/texts/ram-texts.ts';
import { all, some } from '#domain/finding.ts';
import { holdingIdOf } from '#domain/kinds.ts';
import type { AttachedPolicyRow } from '#domain/ram-heads.ts';
import type { LoadedIdentity } from '#domain/ram-keys.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/**
 * Policies attached to users, groups and roles, and detached: one family for six actions, which differ in whose name they take and in their codes.
 *   find the identity (the action) -> attach | detach: scope -> policy -> is it held -> quota -> one part
 */
type Asked = { readonly PolicyType: 'System' | 'Custom'; readonly PolicyName: string; readonly ResourceGroupId?: string | undefined };
type Holder = 'User' | 'Group' | 'Role';
const words = { User: ['user', '用户'], Group: ['group', '用户组'], Role: ['role', '角色'] } as const;
const customQuota = { User: 'customPoliciesPerUser', Group: 'customPoliciesPerGroup', Role: 'customPoliciesPerRole' } as const;

type Shared = 'EntityNotExist.Policy' | 'NotSupported.ResourceGroupId';
type AttachCode<H extends Holder> = Shared | `EntityAlreadyExists.${H}.Policy` | `LimitExceeded.${H}.Policy`;
type DetachCode<H extends Holder> = Shared | `EntityNotExist.${H}.Policy`;

const sharedRows = { ...wrongPolicyType, ...textRows('PolicyName'), ...groupScopeRefused, ...noPolicy } as const;

/** The rows of an action that attaches. The page of error messages has left out what concerns roles; LimitExceeded it has. */
export function attachRows<const H extends Holder>(holder: H) {
  const [en, zh] = words[holder];
  const full: Readonly<Record<Holder, string>> = {
    User: 'policy count of the user attached policies',
    Group: 'policy count of the group',
    Role: 'count of policies attached to the role',
  };
  const rows = {
    [`EntityAlreadyExists.${holder}.Policy`]: (holder === 'Role' ? inferred : documented)(
      409,
      `The ${en} has already been attached this policy.`,
      `The ${en} has this policy already.`,
      `该${zh}已绑定此权限策略。`,
      { en: 'The same request twice.', zh: '重复发送同一请求。' },
    ),
    [`LimitExceeded.${holder}.Policy`]: documented(
      409,
      `The ${full[holder]} beyond the current limits.`,
      `The ${en} has as many policies of that type as the quota allows.`,
      `该${zh}绑定的该类型权限策略数量已达配额。`,
      { en: 'One policy more than the quota allows.', zh: '绑定的权限策略超出配额。' },
    ),
  };
  return { ...sharedRows, ...rows } as typeof sharedRows & { readonly [C in Exclude<AttachCode<H>, Shared>]: ErrorRow };
}

/** The rows of an action that detaches. */
export function detachRows<const H extends Holder>(holder: H) {
  const [en, zh] = words[holder];
  const messages: Readonly<Record<Holder, string>> = {
    User: 'The indicate policy of the user does not exist.',
    Group: 'The indicate policy attached to the group does not exist.',
    Role: 'The indicate policy attached to the role does not exist.',
  };
  const row = (holder === 'Role' ? inferred : documented)(
    404,
    messages[holder],
    `The ${en} does not have this policy.`,
    `该${zh}未绑定此权限策略。`,
    { en: 'A policy that was never attached.', zh: '传入从未绑定的权限策略。' },
  );
  return { ...sharedRows, [`EntityNotExist.${holder}.Policy`]: row } as typeof sharedRows & {
    readonly [C in Exclude<DetachCode<H>, Shared>]: ErrorRow;
  };
}

/** Attaches a policy, which stays while it is attached. */
export function* attach<H extends Holder>(ctx: Ctx<AttachCode<H>>, holder: H, { key }: LoadedIdentity, p: Asked): Deciding<Decided> {
  const found = yield* policyOf(ctx as Ctx<Shared>, p, 'keep');
  const id = holdingIdOf(found);
  const held = yield* all(key);
  if (held.get(id)) return ctx.fail(`EntityAlreadyExists.${holder}.Policy` as AttachCode<H>);
  const ofType = [...held.entries()].filter(([, row]) => 'type' in row && row.type === p.PolicyType).length;
  const limit = yield* limitFor(ctx.account, p.PolicyType === 'System' ? 'systemPoliciesPerIdentity' : customQuota[holder]);
  if (ofType >= limit) return ctx.fail(`LimitExceeded.${holder}.Policy` as AttachCode<H>);
  const row: AttachedPolicyRow = { ...found, attached: ctx.now };
  return { reply: {}, effects: [{ part: key, id, row }] };
}

/** Takes a policy off. */
export function* detach<H extends Holder>(ctx: Ctx<DetachCode<H>>, holder: H, { key }: LoadedIdentity, p: Asked): Deciding<Decided> {
  const id = holdingIdOf(yield* policyOf(ctx as Ctx<Shared>, p, 'look'));
  const [held] = yield* some(key, [id]);
  if (!held) return ctx.fail(`EntityNotExist.${holder}.Policy` as DetachCode<H>);
  return { reply: {}, effects: [{ part: key, id, row: null }] };
}

function* policyOf(ctx: Ctx<Shared>, p: Asked, hold: 'keep' | 'look'): Deciding<Pick<AttachedPolicyRow, 'type' | 'policy'>> {
  // Refused, not ignored: without its scope the grant would be wider than asked for.
  if (p.ResourceGroupId !== undefined) return ctx.fail('NotSupported.ResourceGroupId');
  const { type, name } = yield* findPolicy(ctx, p, hold);
  return { type, policy: name };
}
