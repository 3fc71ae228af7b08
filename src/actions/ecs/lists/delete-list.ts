import { type Ctx, here } from '#actions/action.ts';
import { refs, root } from '#domain/finding.ts';
import type { ListKind } from '#domain/list-entries.ts';
import type { Decided, Deciding } from '#kit/deciding.ts';

export type DeleteCodes<E> = { readonly absent: E; readonly inUse: E };

/** Takes a list with its entries; refused while any resource names it, since a rule must not lose what it names. */
export function* deleteList<E extends string>(ctx: Ctx<NoInfer<E>>, kind: ListKind, id: string, codes: DeleteCodes<E>): Deciding<Decided> {
  const key = here(ctx, kind, id);
  if (!(yield* root(key, 'change'))) return ctx.fail(codes.absent);
  if ((yield* refs(key, 1)).length > 0) return ctx.fail(codes.inUse);
  return { reply: {}, effects: [{ drop: key }] };
}
