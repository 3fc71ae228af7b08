import type { Ctx } from '#actions/action.ts';
import { page } from '#domain/finding.ts';
import type { Deciding, Where } from '#kit/deciding.ts';

const chunk = 500;

/** The instances that have an interface with these facets; `primary` = as their primary one. */
export function* instancesBy(ctx: Ctx, where: Where, primary: boolean): Deciding<readonly string[]> {
  const ids = new Set<string>();
  const all: Where = primary ? [...where, ['type', 'Primary']] : where;
  for (let after = ''; ; ) {
    const { rows } = yield* page({ account: ctx.account, region: ctx.region }, 'interface', {
      where: all,
      limit: chunk,
      ...(after && { after }),
    });
    for (const { head } of rows) if (head.instance !== '') ids.add(head.instance);
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return [...ids];
    after = last.key.id;
  }
}

/** What is in every list that was asked for; undefined where none was. */
export function inAll(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const given = lists.filter((list) => list !== undefined);
  const [first, ...rest] = given;
  return first?.filter((id) => rest.every((list) => list.includes(id)));
}
