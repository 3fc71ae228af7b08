import { type Ctx, here } from '#actions/action.ts';
import { asSent } from '#actions/texts.ts';
import { refs, root } from '#domain/finding.ts';
import { serviceNumberOf } from '#domain/group.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { Deciding, Hold, Loaded } from '#kit/deciding.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/** What an action answers for a group that it cannot have. `foreign` only where the action's table has a row for it. */
export type GroupCodes<E> = { readonly absent: E; readonly foreign?: E };

/**
 * The security group of that id in the caller's account and the request's region, or the end of the decision with one of the codes. A group
 * of another account is absent like one that never existed, unless a rule between it and a group of the caller has told the caller that it
 * exists (docs/decisions/0001 10).
 */
export function* findGroup<E extends string>(
  ctx: Ctx<E>,
  id: string,
  hold: Hold,
  codes: GroupCodes<NoInfer<E>>,
): Deciding<Loaded<GroupHead>> {
  const group = yield* root(here(ctx, 'group', id), hold);
  if (group) return group;
  if (codes.foreign !== undefined) {
    const marks = yield* refs({ account: ctx.account, region: ctx.region, kind: 'foreignGroup', id }, 1);
    if (marks.length > 0) return ctx.fail(codes.foreign);
  }
  return ctx.fail(codes.absent);
}

/** Ends the decision where a cloud product manages the group. Reads are never refused. */
export function refuseManaged<E extends string>(ctx: Ctx<E>, group: Loaded<GroupHead>, code: NoInfer<E>): void {
  const { service } = group.head;
  if (service === '') return;
  const number = serviceNumberOf(group.head);
  const product = number === 0 ? service : '';
  ctx.fail(code, `The specified SecurityGroup "${group.key.id}" has been managed by serviceID "${number}"; product "${product}".`);
}

/** For the code InvalidOperation.ResourceManagedByCloudProduct; the hole is the text of `refuseManaged`. */
export const managedGroup = {
  http: 403,
  message: '%s',
  meaning: {
    en: 'A cloud product manages the security group; only that product may change it.',
    zh: '该安全组由云产品托管，仅该云产品可以修改。',
  },
  trigger: { en: 'SecurityGroupId of a managed group.', zh: 'SecurityGroupId 为托管安全组。' },
  source: 'documented',
} as const satisfies ErrorRow;

/** For the code InvalidOperation.SecurityGroupNotAuthorized. */
export const foreignGroup = {
  http: 401,
  message: 'The specified security group is not authorized to operate.',
  meaning: {
    en: 'The security group belongs to another account, and a rule between it and one of your groups exists.',
    zh: '该安全组属于其他账号，且与您的安全组之间存在规则。',
  },
  trigger: {
    en: 'SecurityGroupId of a group of another account that a rule of yours names, or whose rule names one of your groups.',
    zh: 'SecurityGroupId 为其他账号的安全组，且双方安全组之间存在授权规则。',
  },
  source: 'documented',
} as const satisfies ErrorRow;

/** For the code MissingParameter.RegionId, of which every page has a message of its own. */
export const missingRegion = (message: string): ErrorRow => ({
  http: 400,
  message,
  meaning: { en: 'RegionId is absent.', zh: '缺少参数 RegionId。' },
  trigger: { en: 'No RegionId.', zh: '不传 RegionId。' },
  source: 'documented',
});

/** For the code InvalidSecurityGroupId.Malformed; on the page of some actions the name stands without quotes. */
export const malformedGroupId = {
  http: 400,
  message: 'The specified parameter "SecurityGroupId" is not valid.',
  meaning: { en: 'SecurityGroupId does not have the form of an ID.', zh: 'SecurityGroupId 的格式不正确。' },
  trigger: asSent('SecurityGroupId=***'),
  source: 'documented',
} as const satisfies ErrorRow;

/** For the code InvalidSecurityGroupId.NotFound; DeleteSecurityGroup has another code and message for it. */
export const noSuchGroup = {
  http: 404,
  message: 'The specified SecurityGroupId does not exist.',
  meaning: { en: 'The account has no such security group in this region.', zh: '该账号在此地域中没有该安全组。' },
  trigger: asSent('SecurityGroupId=sg-none'),
  source: 'documented',
} as const satisfies ErrorRow;
