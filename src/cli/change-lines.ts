import { columns } from '#cli/columns.ts';
import { parsed, principalOf, type ToldChange, type ToldRow } from '#cli/told-changes.ts';

/** The activity log for people: a line for each changed row, what is the same as in the line above left out. */
export function changeTable(changes: readonly ToldChange[]): string {
  const lines = changes.flatMap((change) => {
    const { EventTime, EventName, SourceIpAddress, RowCount, Rows } = change;
    const shown = Rows.Row.map((row, i) => [
      ...(i === 0 ? [EventTime, whoOf(change), SourceIpAddress || '-', EventName] : ['', '', '', '']),
      row.PartId === '' ? row.ResourceId : `${row.ResourceId}/${row.PartId}`,
      differenceOf(row),
    ]);
    return RowCount > shown.length ? [...shown, ['', '', '', '', '', `… and ${RowCount - shown.length} more`]] : shown;
  });
  return columns([['TIME', 'WHO', 'FROM', 'WHAT', 'RESOURCE', 'BEFORE -> AFTER'], ...lines.map((line) => line.map(printable))]);
}

/** With the account where it is another one than that of the resource: then the operator did it. */
function whoOf({ Principal, AccountId, Rows }: ToldChange): string {
  const who = principalOf(Principal).name || Principal;
  return Rows.Row.some((row) => row.AccountId !== '' && row.AccountId !== AccountId) ? `${who}@${AccountId}` : who;
}

/** A terminal obeys control characters, and people may write any into a description. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');

function differenceOf(row: ToldRow): string {
  if (row.RuleBefore || row.RuleAfter) return `${ruleText(row.RuleBefore)} -> ${ruleText(row.RuleAfter)}`;
  const before = parsed(row.Before);
  const after = parsed(row.After);
  if (before === null) return `- -> ${briefly(nameOf(after))}`;
  if (after === null) return `${briefly(nameOf(before))} -> -`;
  const changed = fieldsOf(before, after).map(([name, a, b]) => `${name}: ${briefly(a)} -> ${briefly(b)}`);
  return changed.join(', ') || '=';
}

type Named = { readonly name?: string };
/** What stands for the whole of a resource. */
const nameOf = (value: unknown): unknown => (value as Named).name || value;

function fieldsOf(before: unknown, after: unknown): readonly (readonly [string, unknown, unknown])[] {
  const [a, b] = [before, after] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
    .map((name) => [name, a[name], b[name]]);
}

const MOST = 60;
function briefly(value: unknown): string {
  const text = JSON.stringify(value) ?? '-';
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** `egress Accept TCP 443/443 to 10.0.0.0/8 priority 1`, with all that makes it this rule. */
export function ruleText(rule: Readonly<Record<string, string>> | undefined): string {
  if (!rule) return '-';
  const isIngress = rule.Direction === 'ingress';
  const [peer, own] = isIngress ? (['Source', 'Dest'] as const) : (['Dest', 'Source'] as const);
  const end = (side: string) =>
    rule[`${side}CidrIp`] || rule[`Ipv6${side}CidrIp`] || rule[`${side}GroupId`] || rule[`${side}PrefixListId`] || '';
  const words = [
    rule.Direction,
    rule.Policy,
    rule.IpProtocol,
    rule.PortRange || rule.PortRangeListId,
    isIngress ? 'from' : 'to',
    end(peer),
    end(own) && `${isIngress ? 'to' : 'from'} ${end(own)}`,
    rule.SourcePortRange && `source ports ${rule.SourcePortRange}`,
    `priority ${rule.Priority}`,
    rule.NicType === 'internet' && 'internet',
    rule.Description && JSON.stringify(rule.Description),
  ];
  return words.filter((word) => word).join(' ');
}
