import { clientOptions, type OptionTable, UsageProblem } from '#cli/options.ts';

/** Those of `activity`. */
export const activityOptions = {
  group: { doc: 'changes of this security group, its rules and its members', typedOnly: true },
  since: { doc: 'from a time on: 2026-11-24T08:00:00Z in UTC, or that long ago, such as 30m, 12h, 7d', typedOnly: true },
  by: { doc: 'changes by this one: an ARN, root, the name of a user or of a role', typedOnly: true },
  action: { doc: 'changes by this action, such as RevokeSecurityGroupEgress', typedOnly: true },
  limit: { fallback: '20', doc: 'how many changes, newest first', typedOnly: true },
  ...clientOptions,
  output: {
    fallback: 'text',
    values: ['text', 'json', 'actiontrail'],
    doc: "a table, JSON lines, or JSON lines in the form of ActionTrail's events",
  },
} as const satisfies OptionTable;

const units = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** `--since` as StartTime: a time as it is, for the server to judge, and `30m` as that long before `now` (milliseconds since the epoch). */
export function startTimeOf(since: string, now: number): string {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(since) ?? [];
  if (count === undefined) return since;
  const at = now - Number(count) * units[unit as keyof typeof units] * 1000;
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** `--limit` as a number. Throws UsageProblem. */
export function limitOf(limit: string): number {
  if (!/^[1-9]\d{0,8}$/.test(limit)) throw new UsageProblem(`--limit is a positive number, not ${limit}.`);
  return Number(limit);
}
