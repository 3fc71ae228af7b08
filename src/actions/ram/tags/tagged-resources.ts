import type { Ctx } from '#actions/action.ts';
import { inferred } from '#actions/error-rows.ts';
import { enumParam, stringsParam } from '#actions/params.ts';
import { incorrect, noPolicy, noRole, noUser } from '#actions/ram/texts/ram-rows.ts';
import { root } from '#domain/finding.ts';
import { type Identity, identityNamed, policyKey } from '#domain/ram-keys.ts';
import type { Tags } from '#domain/tags.ts';
import type { Deciding, Hold, Loaded } from '#kit/deciding.ts';

/** What of RAM can be tagged, and found by name: the family of TagResources, UntagResources and ListTagResources. */
const types = ['user', 'role', 'policy'] as const;
export type TaggedType = (typeof types)[number];
export const kindOfType = { user: 'ramUser', role: 'ramRole', policy: 'ramPolicy' } as const;

export const resourceType = enumParam(types, 'The type of all the resources.', '资源类型。', {
  required: true,
  wrong: 'InvalidParameter.ResourceType',
  example: 'role',
});
const most = 50;
export const resourceNames = stringsParam(most, `Names of up to ${most} resources.`, `资源名称，最多 ${most} 个。`, {
  orJson: true,
  example: 'ECSAdmin',
});

/** Inferred: the reference names no codes for tags. Users are a type of the sister API IMS; here they are RAM's. */
export const wrongType = { 'InvalidParameter.ResourceType': incorrect('ResourceType', types) } as const;
/** Of the two that change tags. */
export const absentRows = { ...noUser, ...noRole, ...noPolicy } as const;
export const tooManyTags = {
  'LimitExceeded.Tag': inferred(
    409,
    'The count of tags beyond the current limits.',
    'A resource would have more than 20 tags.',
    '资源的标签将超过 20 个。',
    {
      en: 'A new key for a resource that has 20 tags.',
      zh: '为已有 20 个标签的资源绑定新的标签键。',
    },
  ),
} as const;

type TaggedResource = Loaded<{ readonly tags: Tags }>;
const absent = { user: 'EntityNotExist.User', role: 'EntityNotExist.Role', policy: 'EntityNotExist.Policy' } as const;

/** A resource by type and name, if it is there. */
export function* taggedNamed(account: string, type: TaggedType, name: string, hold: Hold): Deciding<TaggedResource | undefined> {
  if (type === 'policy') return yield* root(policyKey(account, name), hold);
  return (yield* identityNamed(account, type satisfies Identity, name, hold)) as TaggedResource | undefined;
}

/** Resources to change, each once; the first that is not there ends the decision. */
export function* findTagged(
  ctx: Ctx<(typeof absent)[TaggedType]>,
  type: TaggedType,
  names: readonly string[],
): Deciding<readonly TaggedResource[]> {
  const found = new Map<string, TaggedResource>();
  for (const name of names) {
    const one = (yield* taggedNamed(ctx.account, type, name, 'change')) ?? ctx.fail(absent[type]);
    found.set(one.key.id, one);
  }
  return [...found.values()];
}
