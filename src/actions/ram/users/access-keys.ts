import type { Ctx } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { findIdentity } from '#actions/ram/find-identity.ts';
import { judgeTexts, type TextCode } from '#actions/ram/texts/ram-texts.ts';
import { wireTime } from '#actions/wire-time.ts';
import { accessKeyKey, accountKey, directory, page, root } from '#domain/finding.ts';
import type { AccessKeyHead } from '#domain/kinds.ts';
import { identityKey } from '#domain/ram-keys.ts';
import type { Deciding, Hold, Loaded } from '#kit/deciding.ts';

/** Alibaba Cloud RAM user guide: access keys of one user, and of an account itself. */
export const mostKeys = 2;

type OwnerCode = TextCode<'UserName'> | 'EntityNotExist.User';

/**
 * Whose access keys a request means: the user it names, else who signs it. Gives the id of the user, '' for the account itself; a role has no keys.
 * The owner is held, so that its keys are not changed by two at once.
 */
export function* ownerOf(ctx: Ctx<OwnerCode>, p: { readonly UserName?: string | undefined }, hold: Hold): Deciding<string> {
  judgeTexts(ctx, p, 'UserName');
  if (p.UserName !== undefined) return (yield* findIdentity(ctx, 'user', p.UserName, hold)).key.id;
  if (ctx.identity.type === 'Account') {
    yield* root(accountKey(ctx.account), hold);
    return '';
  }
  const user = yield* root(identityKey(ctx.account, 'user', ctx.identity.userId), hold);
  return user ? user.key.id : ctx.fail('EntityNotExist.User');
}

/** The access keys of a user, or of the account itself where `user` is '', in order of creation. */
export function* accessKeysOf(account: string, user: string): Deciding<readonly Loaded<AccessKeyHead>[]> {
  const { rows } = yield* page(directory, 'accessKey', { where: [['owner', `${account}/${user}`]], limit: 1000 });
  return rows.toSorted((a, b) => a.head.created - b.head.created);
}

/** The key of that id, which belongs to that owner; or the end of the decision. */
export function* findKey(ctx: Ctx<'EntityNotExist.User.AccessKey'>, user: string, id: string): Deciding<Loaded<AccessKeyHead>> {
  const key = yield* root(accessKeyKey(id), 'change');
  return key && key.head.account === ctx.account && key.head.user === user ? key : ctx.fail('EntityNotExist.User.AccessKey');
}

export const keyFields = {
  AccessKeyId: text('The ID of the access key.', '访问密钥 ID。'),
  Status: text('`Active` or `Inactive`.', '状态：`Active` 或 `Inactive`。'),
  CreateDate: text('When the key was created, UTC.', '创建时间（UTC）。'),
} as const;
export const keyOf = ({ key, head }: Loaded<AccessKeyHead>) => ({
  AccessKeyId: key.id,
  Status: head.active ? 'Active' : 'Inactive',
  CreateDate: wireTime(head.created),
});

/** What examples show. */
export const keySample = { AccessKeyId: 'LTAI5tExampleExample0000', Status: 'Active', CreateDate: '2026-11-24T08:30:15Z' };
