import type { Ctx } from '#actions/action.ts';
import { accountKey, page, root } from '#domain/finding.ts';
import { limitOf, type QuotaName } from '#domain/quota.ts';
import type { Deciding } from '#kit/deciding.ts';

/** The account's limit of a quota. */
export function* limitFor(account: string, name: QuotaName): Deciding<number> {
  return limitOf(name, (yield* root(accountKey(account)))?.head.quotas ?? {});
}

/** Ends the decision where the account has as many of a kind as it may. */
export function* judgeCount<E extends string>(
  ctx: Ctx<E>,
  kind: 'ramUser' | 'ramGroup' | 'ramRole' | 'ramPolicy',
  quota: QuotaName,
  full: NoInfer<E>,
): Deciding<void> {
  const { total = 0 } = yield* page({ account: ctx.account, region: '' }, kind, { limit: 1, total: true });
  if (total >= (yield* limitFor(ctx.account, quota))) ctx.fail(full);
}
