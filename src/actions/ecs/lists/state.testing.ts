import { here } from '#actions/action.ts';
import type { GroupHead, PrefixListHead } from '#domain/kinds.ts';
import type { ListKind } from '#domain/list-entries.ts';
import type { Rule } from '#domain/rule.ts';
import type { Effect, Scope } from '#kit/deciding.ts';

/** A list for unit tests, by id and what it has besides. A port list has a family too, which nothing reads. */
export const listAt = (scope: Scope, kind: ListKind, id: string, over: Partial<PrefixListHead> = {}): Effect => ({
  put: here(scope, kind, id),
  head: {
    name: 'list',
    description: '',
    family: 'IPv4',
    maxEntries: 10,
    resourceGroup: '',
    tags: {},
    created: Date.UTC(2026, 10, 24, 8, 30, 15),
    ...over,
  },
});

/** A group for unit tests, with one egress rule for each of the lists that it names. */
export function groupNaming(scope: Scope, id: string, lists: readonly (readonly [kind: ListKind, id: string])[]): readonly Effect[] {
  const head: GroupHead = {
    name: id,
    description: '',
    type: 'normal',
    vpc: 'vpc-1',
    resourceGroup: '',
    innerAccess: 'Accept',
    tags: {},
    service: '',
    created: 1,
  };
  const key = here(scope, 'group', id);
  const rules = lists.map(([kind, list], i): Effect => {
    const rule: Rule = {
      direction: 'egress',
      protocol: 'tcp',
      ports: kind === 'portRangeList' ? '' : `${i + 1}/${i + 1}`,
      portList: kind === 'portRangeList' ? list : '',
      sourcePorts: '',
      peer: kind === 'prefixList' ? { kind: 'list', id: list } : { kind: 'v4', text: '10.0.0.0/8', net: '10.0.0.0/8' },
      nic: 'intranet',
      policy: 'accept',
      priority: i + 1,
      description: '',
      created: 1,
    };
    return { part: key, id: `sgr-${i}`, row: rule };
  });
  return [{ put: key, head }, ...rules];
}
