import { wireNames } from '#actions/ecs/rules/sides.ts';
import { permissionOf } from '#actions/ecs-permission.ts';
import { hasEqualSides } from '#domain/authorize.ts';
import { isGroupPeerOverInternet, type RawRule, readEntry, settleEntry } from '#domain/entry.ts';
import type { Rule } from '#domain/rule.ts';
import { FileFault, objectIn, text, time } from '#server/account-file/fields.ts';

/** A rule with its id, in the shape of `Permissions.Permission` of DescribeSecurityGroupAttribute. */
export type RuleRow = readonly [id: string, rule: Rule];

const noNames = new Map<string, string>();
const volatile = ['PortRangeListName', 'SourceGroupName', 'DestGroupName', 'SourcePrefixListName', 'DestPrefixListName'];

/** Names of what a rule names are left out: they are that of the other resource, and would change the file of a group when it is renamed. */
export function writeRule([id, rule]: RuleRow): Readonly<Record<string, unknown>> {
  const shown = { ...permissionOf(id, rule, noNames), CreateTime: time.write(rule.created) };
  return Object.fromEntries(Object.entries(shown).filter(([name, value]) => !volatile.includes(name) && value !== ''));
}

const known = [...Object.values(wireNames.egress), ...Object.values(wireNames.ingress), ...volatile];
const others = ['SecurityGroupRuleId', 'Direction', 'CreateTime'];
const ruleId = text((id) => /^sgr-[A-Za-z0-9]{1,128}$/.test(id));

/** Reads what `writeRule` and DescribeSecurityGroupAttribute write. `owner` is the account of the group, to which a rule does not name it. */
export function readRule(json: unknown, at: string, { owner, classic, now }: { owner: string; classic: boolean; now: number }): RuleRow {
  const object = objectIn(json, at);
  const stray = Object.keys(object).find((name) => !known.includes(name) && !others.includes(name));
  if (stray !== undefined) throw new FileFault(`${at}.${stray}`, 'is not known here');
  const direction = object.Direction;
  if (direction !== 'ingress' && direction !== 'egress') throw new FileFault(`${at}.Direction`, 'is neither ingress nor egress');
  const names = wireNames[direction];
  const raw: RawRule = Object.fromEntries(
    Object.entries(names).map(([field, name]) => [field, object[name] === undefined ? '' : textOf(object[name], `${at}.${name}`)]),
  );
  const read = readEntry(raw, direction);
  if ('fault' in read) throw new FileFault(`${at}.${names[read.field]}`, `is no such value of a rule (${read.fault})`);
  const { peer } = read.entry;
  // The owner is an id in either field: names of accounts are theirs to change.
  const named = peer.kind === 'group' ? peer.ownerId || peer.ownerAccount : '';
  const rule = settleEntry(read.entry, { classic, owner: named === owner ? '' : named });
  if (isGroupPeerOverInternet(rule)) throw new FileFault(`${at}.NicType`, 'is internet, and the rule names a security group');
  if (hasEqualSides(rule)) throw new FileFault(at, 'has the same block on both sides');
  const created = object.CreateTime === undefined ? now : time.read(object.CreateTime, `${at}.CreateTime`);
  return [ruleId.read(object.SecurityGroupRuleId, `${at}.SecurityGroupRuleId`), { ...rule, created }];
}

/** The real service writes a priority as text in one place and as a number in another. */
function textOf(json: unknown, at: string): string {
  if (typeof json === 'number') return String(json);
  return text().read(json, at);
}
