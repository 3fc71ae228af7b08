import { groupFields } from '#actions/ram/groups/group-view.ts';
import { type FoundPolicy, holdersOf } from '#actions/ram/policies/find-policy.ts';
import { attachDateField, dateSample } from '#actions/ram/policies/policy-view.ts';
import { roleFields } from '#actions/ram/roles/role-view.ts';
import { userFields } from '#actions/ram/users/user-view.ts';
import { wireTime } from '#actions/wire-time.ts';
import { root, some } from '#domain/finding.ts';
import { holdingIdOf } from '#domain/kinds.ts';
import { type Identity, identityKey, kindOf, roleArnOf } from '#domain/ram-keys.ts';
import type { Deciding } from '#kit/deciding.ts';

/** What ListEntitiesForPolicy shows of each who has a policy. */
export const entityFields = {
  user: { UserId: userFields.UserId, UserName: userFields.UserName, DisplayName: userFields.DisplayName, ...attachDateField },
  group: { GroupName: groupFields.GroupName, Comments: groupFields.Comments, ...attachDateField },
  role: {
    RoleId: roleFields.RoleId,
    RoleName: roleFields.RoleName,
    Arn: roleFields.Arn,
    Description: roleFields.Description,
    ...attachDateField,
  },
} as const;

type Entities = { readonly [W in Identity]: readonly unknown[] };

/** Who has a policy attached, by what they are and in order of creation. */
export function* entitiesOf(account: string, policy: FoundPolicy): Deciding<Entities> {
  const holders = (yield* holdersOf(account, policy)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const part = holdingIdOf({ type: policy.type, policy: policy.name });
  const found: { readonly [W in Identity]: unknown[] } = { user: [], group: [], role: [] };
  for (const { kind, id } of holders) {
    const what = (Object.keys(kindOf) as Identity[]).find((one) => kindOf[one] === kind)!;
    const [row] = yield* some(identityKey(account, what, id), [part]);
    const shown = yield* shownOf(account, what, id);
    if (row && 'attached' in row && shown) found[what].push({ ...shown, AttachDate: wireTime(row.attached) });
  }
  return found;
}

function* shownOf(account: string, what: Identity, id: string): Deciding<object | undefined> {
  if (what === 'user') {
    const user = (yield* root(identityKey(account, 'user', id)))?.head;
    return user && { UserId: id, UserName: user.name, DisplayName: user.displayName };
  }
  if (what === 'group') {
    const group = (yield* root(identityKey(account, 'group', id)))?.head;
    return group && { GroupName: group.name, Comments: group.comments };
  }
  const role = (yield* root(identityKey(account, 'role', id)))?.head;
  return role && { RoleId: id, RoleName: role.name, Arn: roleArnOf(account, role.name), Description: role.description };
}

/** What examples show. */
export const entitySamples = {
  user: { UserId: '222748924538000001', UserName: 'alice', DisplayName: 'Alice', AttachDate: dateSample },
  group: { GroupName: 'Dev-Team', Comments: 'Developers', AttachDate: dateSample },
  role: {
    RoleId: '222748924538000003',
    RoleName: 'ECSAdmin',
    Arn: 'acs:ram::1234567890123456:role/ECSAdmin',
    Description: 'ECS administrator',
    AttachDate: dateSample,
  },
};
