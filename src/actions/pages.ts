import type { Ctx } from '#actions/action.ts';
import { integer, text } from '#actions/fields.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import type { Heads, Kind } from '#domain/kinds.ts';
import { type Filter, idOfToken, list, tokenOf } from '#domain/paging.ts';
import type { Deciding, Loaded } from '#kit/deciding.ts';

/** Paging by number: at most `most` rows a page, `size` unless asked. */
export const pageParams = (most: number, size: number) =>
  ({
    PageNumber: integerParam('Page number, 1 by default.', '页码，默认为 1。', { min: 1, max: 2147483647, example: '1' }),
    PageSize: integerParam(`Rows on a page, ${size} by default.`, `每页条数，默认为 ${size}。`, { min: 1, max: most, example: '10' }),
  }) as const;

/** Paging by token: `least` to `most` rows a page, `size` unless asked. */
export const tokenParams = (least: number, most: number, size: number) =>
  ({
    MaxResults: integerParam(`Pages by token: rows on a page, ${size} by default.`, `使用凭证分页时每页的最大条数，默认为 ${size}。`, {
      min: least,
      max: most,
      example: String(size),
    }),
    NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
  }) as const;

export const pageFields = {
  PageNumber: integer('The page number; only when paging by number.', '页码，仅按页码分页时返回。'),
  PageSize: integer('Rows on a page; only when paging by number.', '每页条数，仅按页码分页时返回。'),
  TotalCount: integer('How many rows there are.', '总条数。'),
} as const;
export const nextTokenField = {
  NextToken: text('Asks for the next page; empty on the last one.', '下一页的凭证；最后一页为空。'),
} as const;

/** What a request says of paging. */
export type Asked = {
  readonly PageNumber?: number | undefined;
  readonly PageSize?: number | undefined;
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
};
/** `size`: rows a page unless asked. `by`: 'either' is by token where MaxResults or NextToken is given, else by number. */
export type How<E> =
  | { readonly by: 'number'; readonly size: number }
  | { readonly by: 'token' | 'either'; readonly size: number; readonly badToken: E; readonly total?: boolean };

/** Rows, and the fields of the reply that speak of paging. */
export type Paged<H> = { readonly rows: readonly Loaded<H>[]; readonly paging: Readonly<Record<string, unknown>> };

/** One page of the caller's resources of a kind, in order of creation. Ends with `badToken` for a token that no page has given. */
export function* listPage<K extends Kind, E extends string>(
  ctx: Ctx<E>,
  kind: K,
  filter: Filter<Heads[K]>,
  asked: Asked,
  how: How<NoInfer<E>>,
): Deciding<Paged<Heads[K]>> {
  const scope = { account: ctx.account, region: ctx.region };
  if (how.by === 'number' || (how.by === 'either' && asked.MaxResults === undefined && asked.NextToken === undefined)) {
    const { PageNumber = 1, PageSize = how.size } = asked;
    const found = yield* list(scope, kind, filter, { skip: (PageNumber - 1) * PageSize, limit: PageSize, total: true });
    const numbered = { PageNumber, PageSize, TotalCount: found.total };
    return { rows: found.rows, paging: how.by === 'either' ? { ...numbered, NextToken: '' } : numbered };
  }
  const after = asked.NextToken === undefined ? undefined : (idOfToken(asked.NextToken) ?? ctx.fail(how.badToken));
  const found = yield* list(scope, kind, filter, { after, limit: asked.MaxResults ?? how.size, total: how.total === true });
  const last = found.rows.at(-1);
  const NextToken = found.more && last ? tokenOf(last.key.id) : '';
  return { rows: found.rows, paging: how.total ? { NextToken, TotalCount: found.total } : { NextToken } };
}
