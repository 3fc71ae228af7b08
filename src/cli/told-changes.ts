/** One changed row as DescribeChanges tells it; '' in Before or After = not there. */
export type ToldRow = {
  readonly Kind: string;
  readonly ResourceId: string;
  readonly PartId: string;
  readonly AccountId: string;
  readonly RegionId: string;
  readonly Before: string;
  readonly After: string;
  readonly RuleBefore?: Readonly<Record<string, string>>;
  readonly RuleAfter?: Readonly<Record<string, string>>;
};

/** One change as DescribeChanges tells it: what every printed form of the activity log is made from. */
export type ToldChange = {
  readonly ChangeId: string;
  readonly EventTime: string;
  readonly Product: string;
  readonly EventName: string;
  readonly RequestId: string;
  readonly AccountId: string;
  readonly Principal: string;
  readonly AccessKeyId: string;
  readonly SourceIpAddress: string;
  readonly RowCount: number;
  readonly Rows: { readonly Row: readonly ToldRow[] };
};

/** The value of Before or After; null = not there. */
export const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));

/** What an ARN says of who it is: a root, a user by name, or a role with its session. */
export function principalOf(arn: string): { readonly type: 'root' | 'user' | 'role' | ''; readonly name: string } {
  const [, kind = '', name = ''] = /^acs:ram::\d*:(root|user|assumed-role)(?:\/(.*))?$/.exec(arn) ?? [];
  if (kind === 'root') return { type: 'root', name: 'root' };
  return { type: kind === 'user' ? 'user' : kind === 'assumed-role' ? 'role' : '', name };
}

/** The change as one JSON object, with what was there before and after as values. */
export const plainChange = ({ Rows, ...change }: ToldChange) => ({
  ...change,
  Rows: Rows.Row.map((row) => ({ ...row, Before: parsed(row.Before), After: parsed(row.After) })),
});
