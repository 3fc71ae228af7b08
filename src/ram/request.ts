import type { KeyValue } from '#ram/operators.ts';
import type { Principal } from '#ram/policy.ts';

/** What a caller asks to do: one action on resources, of which each must be allowed. */
export type RamRequest = {
  /** Such as `ecs:RevokeSecurityGroupEgress`; the case of letters does not matter. */
  readonly action: string;
  readonly resources: readonly RamResource[];
  /** The tags that the request would put on what it makes or tags, for acs:RequestTag/KEY. */
  readonly tags?: Tags;
  /** All other condition keys by whole name: acs:SourceIp, acs:CurrentTime (ISO 8601), acs:SecureTransport … */
  readonly keys: Readonly<Record<string, KeyValue>>;
};

export type RamResource = {
  readonly arn: string;
  /** Tags that the resource has; absent where it is not there or has none. */
  readonly tags?: Tags;
  /** Not marked as required in the action's table: a Deny of it counts, but nobody needs an Allow for it. */
  readonly isOptional?: boolean;
};

export type Tags = Readonly<Record<string, string>>;

/** What a condition sees: the request as it concerns one resource. */
export type Looked = { readonly request: RamRequest; readonly resource: RamResource };
export type Look = (looked: Looked) => KeyValue | undefined;

const own = <V>(values: Readonly<Record<string, V>> | undefined, name: string): V | undefined =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;

/**
 * How a condition key is looked up; undefined is a key that the request has not. `ecs:tag/KEY` and `vpc:tag/KEY` are the tags of a resource of
 * that service, and of the request where it names none but makes one or lists those with a tag (inferred: the public table lists the key for such
 * actions too). The resource `*` is of the action's service: the public table has actions on all resources with the key.
 */
export function compileKey(key: string): Look {
  const slash = key.indexOf('/');
  const name = slash < 0 ? key : key.slice(0, slash);
  const tag = key.slice(slash + 1);
  if (slash >= 0) {
    if (name === 'acs:RequestTag') return ({ request }) => own(request.tags, tag);
    if (name === 'acs:ResourceTag') return ({ resource }) => own(resource.tags, tag);
    if (name.endsWith(':tag')) {
      const service = name.slice(0, -'tag'.length);
      const isOf = ({ request, resource }: Looked) =>
        resource.arn === '*' ? request.action.toLowerCase().startsWith(service) : resource.arn.startsWith(`acs:${service}`);
      // Do not take the request's tags for a resource that it names: who may only touch what has a tag could put the tag on anything.
      const tagsOf = ({ request, resource }: Looked) => resource.tags ?? (resource.arn.endsWith('*') ? request.tags : undefined);
      return (looked) => (isOf(looked) ? own(tagsOf(looked), tag) : undefined);
    }
  }
  return ({ request }) => own(request.keys, key);
}

/** Whether a condition key is looked up in the tags of a resource. */
export const isOfResourceTags = (key: string): boolean => /^acs:ResourceTag\/|^[^/]*:tag\//.test(key);

/** A principal as trust policies are matched against it, so that no kind can pass for another. */
export const principalText = ({ kind, id }: Principal): string => `${kind} ${id}`;
