import type { AccountHead, GroupHead } from '#domain/kinds.ts';
import { limitOf } from '#domain/quota.ts';
import type { Direction, Rule } from '#domain/rule.ts';
import type { Parts } from '#kit/deciding.ts';

/** The product that manages a group or an interface as a number; 0 where none does or its name is no number (docs/decisions/0001 21). */
export const serviceNumberOf = ({ service }: Pick<GroupHead, 'service'>): number => (/^\d+$/.test(service) ? Number(service) : 0);

/** How many members a group may have: private addresses of a basic group, interfaces of an enterprise group. */
export const capacityOf = ({ type }: GroupHead, own: AccountHead['quotas']): number =>
  limitOf(type === 'enterprise' ? 'interfacesPerEnterpriseGroup' : 'addressesPerBasicGroup', own);

export type Tally = { readonly rules: number; readonly groupRules: number };

/** How many rules a group has, and how many of them name a group. */
export function tallyOf(rules: Parts<Rule>): Tally {
  let groupRules = 0;
  for (const [, rule] of rules.entries()) if (rule.peer.kind === 'group') groupRules++;
  return { rules: rules.size, groupRules };
}

export type RuleFilter = {
  readonly direction: Direction | undefined;
  readonly nic: Rule['nic'] | undefined;
  readonly after: string | undefined;
};
export type RulePage = { readonly rules: readonly (readonly [id: string, rule: Rule])[]; readonly more: boolean };

/** The first `limit` rules after an id that fit, in order of creation; `more` = there are others after them. */
export function pickRules(rules: Parts<Rule>, want: RuleFilter, limit: number): RulePage {
  const picked: (readonly [string, Rule])[] = [];
  for (const entry of rules.entries()) {
    const [id, rule] = entry;
    if (want.after !== undefined && id <= want.after) continue;
    if (want.direction !== undefined && rule.direction !== want.direction) continue;
    if (want.nic !== undefined && rule.nic !== want.nic) continue;
    if (picked.length === limit) return { rules: picked, more: true };
    picked.push(entry);
  }
  return { rules: picked, more: false };
}
