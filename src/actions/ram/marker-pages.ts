import type { Ctx } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { flag, text } from '#actions/fields.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { outOfRange } from '#actions/ram/texts/ram-rows.ts';
import type { Heads, Kind } from '#domain/kinds.ts';
import { list, tokenOf } from '#domain/paging.ts';
import type { Deciding, Loaded, Where } from '#kit/deciding.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Paging as RAM does it: a page says whether it was cut, and if so where the next one starts. */
const most = 1000;
const size = 100;

export const markerParams = {
  Marker: stringParam('The Marker of the page before.', '上一页返回的 Marker。'),
  MaxItems: integerParam(`Rows on a page, ${size} by default.`, `每页的最大条数，默认为 ${size}。`, {
    min: 1,
    max: most,
    wrong: 'InvalidParameter.MaxItems',
    example: String(size),
  }),
} as const;

export const markerFields = {
  IsTruncated: flag('Whether there are more.', '返回结果是否被截断。'),
  Marker: text('Asks for the next page; only where there is one.', '用于查询下一页；仅在结果被截断时返回。'),
} as const;

/** Inferred: the reference names no codes for paging. */
export const markerRows = {
  'InvalidParameter.Marker': inferred(
    400,
    'The parameter - "Marker" is incorrect.',
    'Marker is not one that a page gave.',
    'Marker 不是此前返回的值。',
    'Marker=!',
  ),
  'InvalidParameter.MaxItems': outOfRange('MaxItems', 1, most),
} as const satisfies ErrorTable;

type Asked = { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined };
type Paging = { readonly IsTruncated: boolean; readonly Marker?: string };
const pagingOf = (isTruncated: boolean, last: string | undefined): Paging =>
  isTruncated && last !== undefined ? { IsTruncated: true, Marker: tokenOf(last) } : { IsTruncated: false };

/** The id after which a page starts; ids are ASCII. Ends the decision for a text that no page has given; the id need not exist any more. */
function afterOf(ctx: Ctx<'InvalidParameter.Marker'>, { Marker }: Asked): string | undefined {
  if (Marker === undefined) return undefined;
  const id = textIn(Marker);
  return id !== undefined && /^[\w./@-]+$/.test(id) && tokenOf(id) === Marker ? id : ctx.fail('InvalidParameter.Marker');
}

function textIn(marker: string): string | undefined {
  try {
    return atob(marker.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}

/** One page of the account's resources of a kind, in order of their ids. */
export function* markedPage<K extends Kind>(
  ctx: Ctx<'InvalidParameter.Marker'>,
  kind: K,
  where: Where,
  asked: Asked,
): Deciding<{ readonly rows: readonly Loaded<Heads[K]>[]; readonly paging: Paging }> {
  const after = afterOf(ctx, asked);
  const scope = { account: ctx.account, region: '' };
  const { rows, more } = yield* list(scope, kind, { where }, { after, limit: asked.MaxItems ?? size, total: false });
  return { rows, paging: pagingOf(more, rows.at(-1)?.key.id) };
}

/** One page of what is at hand, in order of `idOf`, by which all differ. */
export function cutPage<T>(
  ctx: Ctx<'InvalidParameter.Marker'>,
  all: readonly T[],
  idOf: (one: T) => string,
  asked: Asked,
): { readonly rows: readonly T[]; readonly paging: Paging } {
  const after = afterOf(ctx, asked);
  const limit = asked.MaxItems ?? size;
  const sorted = all.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  const rest = sorted.filter((one) => after === undefined || idOf(one) > after);
  const rows = rest.slice(0, limit);
  const last = rows.at(-1);
  return { rows, paging: pagingOf(rest.length > limit, last && idOf(last)) };
}
