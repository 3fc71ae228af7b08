import type { ChangedRow, ChangeEvent } from '#domain/change-view.ts';
import { headRefs, partRefs } from '#domain/kinds.ts';
import type { Key } from '#kit/deciding.ts';

/**
 * Whether a change touches a security group: the group itself, a rule of it, a rule that names it, or a member before or after. Who names a group
 * is what `domain/kinds.ts` says for references, and nothing else.
 */
export const touchesGroup = ({ changes }: ChangeEvent, group: string): boolean =>
  changes.some(
    (row) =>
      (row.kind === 'group' && row.id === group) || [row.before, row.after].some((value) => value !== null && names(row, value, group)),
  );

function names({ account, region, kind, id, part }: ChangedRow, value: unknown, group: string): boolean {
  const key: Key = { account, region, kind, id };
  const refs = part === undefined ? headRefs(key, value) : partRefs(key, value);
  return refs.some((ref) => ref.kind === 'group' && ref.id === group);
}

/** Whether a change is of the resource with that id, or of a part with that id: a rule, an address. */
export const touchesResource = ({ changes }: ChangeEvent, id: string): boolean => changes.some((row) => row.id === id || row.part === id);

/**
 * Whether an ARN is of that principal: the ARN itself, `root`, or the name of a user, of a role, or of a role with its session
 * (`role/session`).
 */
export function isOf(arn: string, principal: string): boolean {
  const [, type = '', name = '', session = ''] = /^acs:ram::\d+:([a-z-]+)(?:\/([^/]+)(?:\/(.+))?)?$/.exec(arn) ?? [];
  return principal === arn || principal === (name || type) || (session !== '' && principal === `${name}/${session}`);
}
