import { action, type Ctx } from '#actions/action.ts';
import { flag, text, wrapped } from '#actions/fields.ts';
import { nextTokenField } from '#actions/pages.ts';
import { integerParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { accountId } from '#actions/sallyport/accounts/account-settings.ts';
import { changeErrors } from '#actions/sallyport/activity/change-errors.ts';
import { changeFields, changeOf } from '#actions/sallyport/activity/change-rows.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { readWireTime, wireTime } from '#actions/wire-time.ts';
import { look, mostLooked, mostRows } from '#domain/activity.ts';
import { accountKey, root } from '#domain/finding.ts';
import { idOfToken, tokenOf } from '#domain/paging.ts';
import { isOf, touchesGroup, touchesResource } from '#domain/touched.ts';
import type { Cursor } from '#kit/cursor.ts';
import type { Deciding } from '#kit/deciding.ts';

type Fails = Ctx<keyof typeof changeErrors>;

/** Ends the decision unless the log is the caller's own, or the caller is the operator and the account exists. */
function* mayRead(account: string, ctx: Fails): Deciding<void> {
  if (account === ctx.account) return;
  const isOperator = ctx.identity.type === 'Account' && (yield* root(accountKey(ctx.account)))?.head.first;
  if (!isOperator) return ctx.fail('Forbidden.Unauthorized');
  if (!(yield* root(accountKey(account)))) return ctx.fail('EntityNotExist.Account');
}

const pageToken = ({ epoch, seq }: Cursor): string => tokenOf(`at-${seq}_${epoch.replaceAll('-', '_')}`);
function placeOf(token: string, ctx: Fails): Cursor {
  const [, seq, epoch] = /^at-(\d{1,15})_(\w+)$/.exec(idOfToken(token) ?? '') ?? ctx.fail('InvalidParameter.NextToken');
  return { seq: Number(seq), epoch: epoch!.replaceAll('_', '-') };
}

export default action({
  product: 'Sallyport',
  name: 'DescribeChanges',
  summary: {
    en: 'The activity log: what was changed in the account, by whom and from where, newest first, with what was there before and after. Only what was changed is in it, no refused request and none that reads. It covers all regions.',
    zh: '操作记录：账号内的变更，包括操作者、来源以及变更前后的内容，按时间从新到旧排列。仅包含实际发生的变更，不包含被拒绝的请求和只读请求。涵盖所有地域。',
  },
  mode: 'read',
  params: {
    AccountId: {
      ...accountId,
      doc: {
        en: 'Whose activity log, as that account sees it. Default: your own. Only the root of the first account may name another.',
        zh: '要查询的账号 ID，返回该账号可见的内容。默认为当前账号。只有首个账号的主账号身份可以指定其他账号。',
      },
    },
    SecurityGroupId: stringParam(
      'Changes of this security group, of its rules, of rules that name it, and of its members before or after.',
      '仅返回涉及该安全组的变更：安全组本身、其规则、引用它的规则以及变更前后的成员。',
      { example: 'sg-bp67acfmxazb4p0000' },
    ),
    ResourceId: stringParam('Changes of the resource or the rule with this ID.', '仅返回该 ID 的资源或规则的变更。', {
      example: 'sgr-bp67acfmxa123b0000',
    }),
    StartTime: stringParam(
      'Changes at this time or later: UTC, yyyy-MM-ddTHH:mm:ssZ.',
      '仅返回该时间及之后的变更，UTC 时间，格式为 yyyy-MM-ddTHH:mm:ssZ。',
      { example: '2026-11-24T08:00:00Z' },
    ),
    EndTime: stringParam(
      'Changes in this second or earlier: UTC, yyyy-MM-ddTHH:mm:ssZ.',
      '仅返回该时间（含这一秒）及之前的变更，UTC 时间，格式为 yyyy-MM-ddTHH:mm:ssZ。',
      { example: '2026-11-24T09:00:00Z' },
    ),
    Principal: stringParam(
      'Changes by this one: an ARN, `root`, the name of a user or of a role, or role/session.',
      '仅返回该操作者的变更：ARN、`root`、用户名、角色名或“角色名/会话名”。',
      { example: 'alice' },
    ),
    EventName: stringParam('Changes by this action.', '仅返回由该 API 引起的变更。', { example: 'RevokeSecurityGroupEgress' }),
    RequestId: stringParam('Changes by this request.', '仅返回由该请求引起的变更。', {
      example: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    }),
    MaxResults: integerParam(
      `Changes on a page, 10 by default. A page ends earlier where its changes have ${mostRows} rows, or ${mostLooked} changes were looked at; with filters it may then be empty, and NextToken goes on.`,
      `每页的最大变更条数，默认为 10。当页内变更达到 ${mostRows} 行或已检查 ${mostLooked} 条变更时，该页会提前结束；使用过滤条件时可能返回空页，可用 NextToken 继续查询。`,
      { min: 1, max: 100, example: '10' },
    ),
    NextToken: stringParam(
      'The NextToken of the page before. What was changed since then does not move the pages.',
      '上一页返回的 NextToken。之后发生的变更不影响分页。',
    ),
  },
  returns: {
    ...nextTokenField,
    Changes: wrapped('Change', changeFields, 'The changes, newest first.', '变更列表，从新到旧。'),
    OldestTime: text(
      'The time of the oldest change that this server keeps; empty where it keeps none.',
      '本服务保留的最早变更的时间；没有变更时为空。',
    ),
    Truncated: flag('Whether older changes were there and are no longer kept.', '是否有更早的变更已不再保留。'),
    ...requestIdField,
  },
  errors: changeErrors,
  ram: ramRow('sallyport:DescribeChanges', 'list', [required('Change', 'acs:sallyport:*:{account}:change/*')]),
  example: {
    request: { SecurityGroupId: 'sg-bp67acfmxazb4p0000', MaxResults: '10' },
    reply: {
      NextToken: '',
      Changes: {
        Change: [
          {
            ChangeId: '3f1c9a52-6f0d-4a37-8a38-1a1b64e1a0cd:1042',
            EventTime: '2026-11-24T08:30:15Z',
            Product: 'Ecs',
            EventName: 'ModifySecurityGroupAttribute',
            RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
            AccountId: '1234567890123456',
            Principal: 'acs:ram::1234567890123456:user/alice',
            AccessKeyId: 'LTAI5tExampleExample0000',
            SourceIpAddress: '192.0.2.10',
            RowCount: 1,
            Rows: {
              Row: [
                {
                  Kind: 'group',
                  ResourceId: 'sg-bp67acfmxazb4p0000',
                  PartId: '',
                  AccountId: '1234567890123456',
                  RegionId: 'cn-hangzhou',
                  Before: '{"name":"web","description":"","type":"normal"}',
                  After: '{"name":"web-old","description":"","type":"normal"}',
                },
              ],
            },
          },
        ],
      },
      OldestTime: '2026-08-26T00:00:02Z',
      Truncated: true,
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    },
  },
  *handle(p, ctx) {
    const account = p.AccountId ?? ctx.account;
    const from = p.StartTime === undefined ? undefined : (readWireTime(p.StartTime) ?? ctx.fail('InvalidStartTime.Malformed'));
    const end = p.EndTime === undefined ? undefined : (readWireTime(p.EndTime) ?? ctx.fail('InvalidEndTime.Malformed'));
    if (from !== undefined && end !== undefined && end < from) return ctx.fail('InvalidTimeRange');
    const found = yield* look({
      account,
      asRoot: ctx.identity.type === 'Account',
      place: p.NextToken === undefined ? undefined : placeOf(p.NextToken, ctx),
      from,
      // Times are told to the second, so the last one counts whole.
      to: end === undefined ? undefined : end + 999,
      fits: ({ action: name, requestId, by }) =>
        (p.EventName ?? name) === name && (p.RequestId ?? requestId) === requestId && (p.Principal === undefined || isOf(by, p.Principal)),
      keeps: (event) =>
        (p.SecurityGroupId === undefined || touchesGroup(event, p.SecurityGroupId)) &&
        (p.ResourceId === undefined || touchesResource(event, p.ResourceId)),
      limit: p.MaxResults ?? 10,
    });
    // Not before: on PostgreSQL a root that was read keeps a connection until the end, and the look takes others.
    yield* mayRead(account, ctx);
    if (!found) return ctx.fail('InvalidParameter.NextToken');
    const { epoch, events, next, oldest } = found;
    const reply = {
      NextToken: next === undefined ? '' : pageToken({ epoch, seq: next }),
      Changes: { Change: events.map(changeOf) },
      OldestTime: oldest ? wireTime(oldest.at) : '',
      Truncated: oldest !== undefined && oldest.seq > 1,
    };
    return { reply, effects: [] };
  },
});
