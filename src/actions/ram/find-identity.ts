import type { Ctx } from '#actions/action.ts';
import { type Identity, identityNamed, type LoadedIdentity } from '#domain/ram-keys.ts';
import type { Deciding, Hold } from '#kit/deciding.ts';

const absent = { user: 'EntityNotExist.User', group: 'EntityNotExist.Group', role: 'EntityNotExist.Role' } as const;
type Absent<W extends Identity> = (typeof absent)[W];

/** The account's user, group or role of that name, in any case; or the end of the decision. */
export function* findIdentity<W extends Identity>(ctx: Ctx<Absent<W>>, what: W, name: string, hold: Hold): Deciding<LoadedIdentity<W>> {
  return (yield* identityNamed(ctx.account, what, name, hold)) ?? ctx.fail(absent[what]);
}
