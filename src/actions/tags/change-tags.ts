import type { Ctx } from '#actions/action.ts';
import { refuseManaged } from '#actions/ecs-group.ts';
import { find } from '#actions/find.ts';
import type { GroupHead, Heads } from '#domain/kinds.ts';
import type { TaggedKind } from '#domain/tagged.ts';
import type { Tags } from '#domain/tags.ts';
import type { Decided, Deciding, Effect, Loaded } from '#kit/deciding.ts';

/** `managed` is asked only for kinds that a cloud product may manage. */
export type ChangeCodes<E> = { readonly absent: E; readonly managed?: E; readonly quota?: E };

/**
 * The tags of resources changed by one function, all or nothing: first every resource is there and nobody else's, then none has too many.
 * Of no kind there is no resource. `change` gives undefined for too many tags, which ends the decision with `codes.quota`.
 */
export function* changeTags<E extends string>(
  ctx: Ctx<E>,
  kind: TaggedKind | undefined,
  ids: readonly string[],
  change: (tags: Tags) => Tags | undefined,
  codes: ChangeCodes<NoInfer<E>>,
): Deciding<Decided> {
  if (kind === undefined) return ctx.fail(codes.absent);
  const found: Loaded<Heads[TaggedKind]>[] = [];
  for (const id of new Set(ids)) found.push(yield* find(ctx, kind, id, 'change', codes.absent));
  if (codes.managed !== undefined && kind === 'group')
    for (const group of found as Loaded<GroupHead>[]) refuseManaged(ctx, group, codes.managed);
  const effects = retagged(found, change);
  return effects ? { reply: {}, effects } : ctx.fail(codes.quota as E);
}

type Tagged = Loaded<{ readonly tags: Tags }>;

/** The effects of changing the tags of these resources; undefined where one would have too many. What does not change is not written. */
export function retagged(found: readonly Tagged[], change: (tags: Tags) => Tags | undefined): readonly Effect[] | undefined {
  const effects: Effect[] = [];
  for (const { key, head } of found) {
    const tags = change(head.tags);
    if (tags === undefined) return undefined;
    if (!isSame(tags, head.tags)) effects.push({ put: key, head: { ...head, tags } });
  }
  return effects;
}

const isSame = (a: Tags, b: Tags): boolean => {
  const before = new Map(Object.entries(b));
  const after = Object.entries(a);
  return after.length === before.size && after.every(([key, value]) => before.get(key) === value);
};
