import { type Ctx, here } from '#actions/action.ts';
import { root } from '#domain/finding.ts';
import type { Heads, Kind } from '#domain/kinds.ts';
import type { Deciding, Hold, Loaded } from '#kit/deciding.ts';

/**
 * The resource of that id in the caller's account and the request's region, or the end of the decision with `absent`. For security groups
 * use `findGroup`, which also knows groups of other accounts.
 */
export function* find<K extends Kind, E extends string>(
  ctx: Ctx<E>,
  kind: K,
  id: string,
  hold: Hold,
  absent: NoInfer<E>,
  ...holes: string[]
): Deciding<Loaded<Heads[K]>> {
  return (yield* root(here(ctx, kind, id), hold)) ?? ctx.fail(absent, ...holes);
}
