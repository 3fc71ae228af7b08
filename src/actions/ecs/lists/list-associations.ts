import type { Ctx } from '#actions/action.ts';
import { find } from '#actions/find.ts';
import { refs } from '#domain/finding.ts';
import type { ListKind } from '#domain/list-entries.ts';
import { idOfToken, tokenOf } from '#domain/paging.ts';
import type { Deciding } from '#kit/deciding.ts';

/** Of a request; what is undefined is as on the first page. */
export type AskedPage = { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined };

/** Ids of security groups; `next` is '' on the last page. */
export type Associations = { readonly groups: readonly string[]; readonly next: string };

/** One page of the security groups with a rule that names the list, each once, in order of creation. `bad` answers a token that no page has given. */
export function* listAssociations<E extends string>(
  ctx: Ctx<E>,
  kind: ListKind,
  id: string,
  { MaxResults = 10, NextToken }: AskedPage,
  codes: { readonly absent: NoInfer<E>; readonly bad: NoInfer<E> },
): Deciding<Associations> {
  const after = NextToken === undefined ? '' : (idOfToken(NextToken) ?? ctx.fail(codes.bad, 'NextToken'));
  const { key } = yield* find(ctx, kind, id, 'look', codes.absent);
  const rest = (yield* refs(key))
    .map((from) => from.id)
    .sort()
    .filter((group) => group > after);
  const groups = rest.slice(0, MaxResults);
  return { groups, next: rest.length > groups.length ? tokenOf(groups.at(-1) ?? '') : '' };
}
