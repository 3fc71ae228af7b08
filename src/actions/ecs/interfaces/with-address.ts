import { page } from '#domain/finding.ts';
import { parseV6 } from '#kit/cidr.ts';
import type { Deciding, Scope } from '#kit/deciding.ts';

/** An address as heads have it: IPv6 in its shortest spelling. */
export const spelled = (text: string): string => {
  const v6 = parseV6(text);
  return typeof v6 === 'object' ? v6.text : text;
};

/** More than there can be with one address: each is of another VPC. */
const most = 1000;

/**
 * The ids of interfaces that have any address of each list, out of `ids` where these are given. Undefined where neither ids nor addresses were
 * asked for; a list that is undefined was not.
 */
export function* idsWithAddress(
  { account, region }: Scope,
  ids: readonly string[] | undefined,
  lists: readonly (readonly string[] | undefined)[],
): Deciding<readonly string[] | undefined> {
  let found = ids;
  for (const addresses of lists) {
    if (!addresses) continue;
    const these = new Set<string>();
    for (const address of addresses) {
      const { rows } = yield* page({ account, region }, 'interface', { where: [['address', spelled(address)]], limit: most });
      for (const { key } of rows) these.add(key.id);
    }
    found = found === undefined ? [...these] : found.filter((id) => these.has(id));
  }
  return found;
}
