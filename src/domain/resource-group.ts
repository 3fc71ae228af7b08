import { type KeyOf, page } from '#domain/finding.ts';
import type { Deciding } from '#kit/deciding.ts';

/** The name of the resource group that a VPC belongs to where none is named. */
export const defaultGroupName = 'default';

/** Resource groups are account-wide: the region of the request plays no part. */
export const resourceGroupKey = (account: string, id: string): KeyOf<'resourceGroup'> => ({
  account,
  region: '',
  kind: 'resourceGroup',
  id,
});

/** The id of the account's default resource group; undefined before the account's first seeding. */
export function* defaultResourceGroup(account: string): Deciding<string | undefined> {
  const { rows } = yield* page({ account, region: '' }, 'resourceGroup', { where: [['name', defaultGroupName]], limit: 1 });
  return rows[0]?.key.id;
}

/** Resource Management API reference, CreateResourceGroup: 2-50 letters, digits and hyphens, a letter first. */
export function resourceGroupNameFault(name: string): 'length' | 'characters' | undefined {
  if (name.length < 2 || name.length > 50) return 'length';
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(name) ? undefined : 'characters';
}

/** The same page: 1-50 characters of any script. */
export const isResourceGroupDisplayName = (text: string): boolean => [...text].length <= 50;
