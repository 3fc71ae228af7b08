import type { ToldChange, ToldRow } from '#cli/told-changes.ts';

/** For unit tests: a change as DescribeChanges tells it. */
export const account = '1234567890123456';
export const row = (over: Partial<ToldRow> = {}): ToldRow => ({
  ...{ Kind: 'group', ResourceId: 'sg-1', PartId: '', AccountId: account, RegionId: 'cn-hangzhou' },
  ...{ Before: '{"name":"web","tags":{}}', After: '{"name":"db","tags":{}}', ...over },
});
export const told = (over: Partial<ToldChange> = {}, ...rows: readonly ToldRow[]): ToldChange => ({
  ChangeId: 'e:7',
  EventTime: '2026-11-24T08:30:15Z',
  Product: 'Ecs',
  EventName: 'ModifySecurityGroupAttribute',
  RequestId: 'R7',
  AccountId: account,
  Principal: `acs:ram::${account}:user/alice`,
  AccessKeyId: 'LTAI1',
  SourceIpAddress: '192.0.2.1',
  RowCount: rows.length || 1,
  Rows: { Row: rows.length > 0 ? rows : [row()] },
  ...over,
});
