import { here } from '#actions/action.ts';
import { groupNaming, listAt } from '#actions/ecs/lists/state.testing.ts';
import type { GroupHead } from '#domain/kinds.ts';
import type { VpcHead } from '#domain/network-heads.ts';
import type { Tags } from '#domain/tags.ts';
import { plainNetwork } from '#domain/vpc.ts';
import type { Effect, Scope } from '#kit/deciding.ts';

/** Resources with tags for unit tests: what else they have does not matter there. */
export function groupTagged(scope: Scope, id: string, tags: Tags, over: Partial<GroupHead> = {}): Effect {
  const [group] = groupNaming(scope, id, []) as [{ put: ReturnType<typeof here<'group'>>; head: GroupHead }];
  return { put: group.put, head: { ...group.head, tags, ...over } };
}

export const listTagged = (scope: Scope, kind: 'prefixList' | 'portRangeList', id: string, tags: Tags): Effect =>
  listAt(scope, kind, id, { tags });

export function vpcTagged(scope: Scope, id: string, tags: Tags, resourceGroup = ''): Effect {
  const head: VpcHead = {
    ...plainNetwork,
    name: id,
    description: '',
    cidr: '10.0.0.0/8',
    isDefault: false,
    router: 'vrt-1',
    routeTable: 'vtb-1',
    resourceGroup,
    tags,
    created: 1,
  };
  return { put: here(scope, 'vpc', id), head };
}
