import { permissionFields, permissionOf } from '#actions/ecs-permission.ts';
import { integer, object, text, wrapped } from '#actions/fields.ts';
import { wireTime } from '#actions/wire-time.ts';
import type { ChangedRow, ChangeEvent } from '#domain/change-view.ts';
import type { Rule } from '#domain/rule.ts';
import type { Returns } from '#kit/shape.ts';

/** How many rows of one change are shown: an import changes all that an account has. */
export const mostShown = 500;

const jsonOf = (value: unknown): string => (value === null ? '' : JSON.stringify(value));

// A rule of the past names groups and lists by id only: their names are those of today, or of nothing any more.
const isName = (field: string): boolean => field.endsWith('Name');
const ruleFields: Returns = Object.fromEntries(Object.entries(permissionFields).filter(([field]) => !isName(field)));
const ruleOf = (id: string, rule: unknown) =>
  Object.fromEntries(Object.entries(permissionOf(id, rule as Rule, new Map())).filter(([field]) => !isName(field)));

function rowOf({ account, region, kind, id, part, before, after }: ChangedRow) {
  const isRule = kind === 'group' && part !== undefined;
  return {
    Kind: kind,
    ResourceId: id,
    PartId: part ?? '',
    AccountId: account,
    RegionId: region,
    Before: jsonOf(before),
    After: jsonOf(after),
    ...(isRule && before !== null && { RuleBefore: ruleOf(part, before) }),
    ...(isRule && after !== null && { RuleAfter: ruleOf(part, after) }),
  };
}

/** A change as DescribeChanges tells it. */
export const changeOf = (event: ChangeEvent) => ({
  ChangeId: event.cursor,
  EventTime: wireTime(Date.parse(event.time)),
  Product: event.product,
  EventName: event.action,
  RequestId: event.requestId,
  AccountId: event.account,
  Principal: event.by,
  AccessKeyId: event.keyId,
  SourceIpAddress: event.from,
  RowCount: event.changes.length,
  Rows: { Row: event.changes.slice(0, mostShown).map(rowOf) },
});

/** What `changeOf` gives. */
export const changeFields: Returns = {
  ChangeId: text('The place of the change in the feed, `EPOCH:SEQ`.', '该变更在变更流中的位置，格式为 `EPOCH:SEQ`。'),
  EventTime: text('When the request came, UTC.', '请求到达的时间，UTC。'),
  Product: text('The product of the action; empty for what is older than this field.', 'API 所属产品；早于该字段的记录为空。'),
  EventName: text('The action.', '调用的 API 名称。'),
  RequestId: text('The ID of the request that did it.', '引起该变更的请求 ID。'),
  AccountId: text('The account that did it.', '执行操作的账号 ID。'),
  Principal: text('The ARN of who did it.', '操作者的 ARN。'),
  AccessKeyId: text('The access key; empty where the operator did it to another account.', 'AccessKey ID；由运营者对其他账号操作时为空。'),
  SourceIpAddress: text('From where; empty where the operator did it to another account.', '源 IP 地址；由运营者对其他账号操作时为空。'),
  RowCount: integer(`How many rows it changed; at most ${mostShown} are shown.`, `变更的行数；最多返回 ${mostShown} 行。`),
  Rows: wrapped(
    'Row',
    {
      Kind: text(
        'What it is: `group`, `interface`, `prefixList`, `vpc`, `ramUser` …',
        '类型：`group`、`interface`、`prefixList`、`vpc`、`ramUser` 等。',
      ),
      ResourceId: text('The ID of the resource.', '资源 ID。'),
      PartId: text(
        'The ID of the part that changed, such as a rule; empty where it is the resource itself.',
        '变更部分的 ID，例如规则；为资源本身时为空。',
      ),
      AccountId: text('The account of the resource; empty in the directory of accounts.', '资源所属账号 ID；账号目录中的条目为空。'),
      RegionId: text('The region of the resource; empty where it is in none.', '资源所属地域；不属于任何地域时为空。'),
      Before: text('What it was, as JSON; empty where it was not there.', '变更前的内容，JSON；不存在时为空。'),
      After: text('What it is since, as JSON; empty where it is gone.', '变更后的内容，JSON；已删除时为空。'),
      RuleBefore: object(ruleFields, 'The rule as it was; only for rules.', '变更前的规则，仅规则返回。'),
      RuleAfter: object(ruleFields, 'The rule as it is since; only for rules.', '变更后的规则，仅规则返回。'),
    },
    'What changed.',
    '变更内容。',
  ),
};
