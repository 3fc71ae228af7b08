import type { Ctx } from '#actions/action.ts';
import type { Asked } from '#actions/pages.ts';
import { idOfToken, tokenOf } from '#domain/paging.ts';

/** One page of a list that is whole in memory, such as a catalogue, with the fields of the reply that speak of paging. */
export function cutByNumber<T>(list: readonly T[], { PageNumber = 1, PageSize = 10 }: Asked) {
  const from = (PageNumber - 1) * PageSize;
  return { rows: list.slice(from, from + PageSize), paging: { PageNumber, PageSize, TotalCount: list.length } };
}

/** The token names the place in the list, so the list must be the same for both pages. Ends with `badToken` for one that no page has given. */
export function cutByToken<T, E extends string>(
  ctx: Ctx<E>,
  list: readonly T[],
  asked: { readonly size: number; readonly NextToken?: string | undefined },
  badToken: NoInfer<E>,
) {
  const place = asked.NextToken === undefined ? 'at-0' : idOfToken(asked.NextToken);
  const from = place !== undefined && /^at-\d{1,9}$/.test(place) ? Number(place.slice(3)) : ctx.fail(badToken);
  const end = from + asked.size;
  return { rows: list.slice(from, end), NextToken: end < list.length ? tokenOf(`at-${end}`) : '' };
}
