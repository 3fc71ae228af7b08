import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { listTexts, regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { asInferred } from '#actions/error-rows.ts';
import { listOf, text } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';

/** Inferred: both rows, which the sister actions document. */
export default action({
  product: 'Ecs',
  name: 'DescribePortRangeListEntries',
  summary: {
    en: 'Shows the entries of a port list. Like all lists of the actions on port lists they are a plain array.',
    zh: '查询一个端口列表的全部条目。与端口列表的其他接口相同，返回的列表是未经包装的数组。',
  },
  mode: 'read',
  params: {
    RegionId: regionId,
    PortRangeListId: stringParam('The ID of the port list.', '端口列表 ID。', { required: true, example: 'prl-2ze9743000000000000' }),
    ...ownerParams,
  },
  returns: {
    Entries: listOf(
      {
        PortRange: text('The range first/last.', '端口范围。'),
        Description: text('Its description, or empty.', '条目的描述信息；未指定时为空。'),
      },
      'The entries, in order of their text.',
      '条目列表，按文本顺序排列。',
    ),
    ...requestIdField,
  },
  errors: {
    'InvalidRegionId.NotFound': asInferred(regionOfPortLists),
    'InvalidPortRangeListId.NotFound': rowMaker('inferred')(
      400,
      'The specified port range list was not found.',
      listTexts('portRangeList').absent,
    ),
  },
  ram: ramRow('ecs:DescribePortRangeListEntries', 'get', [
    required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/{PortRangeListId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', PortRangeListId: 'prl-2ze9743000000000000' },
    reply: { Entries: [{ PortRange: '80/80', Description: 'http' }], RequestId: '882304EC-5CE2-5860-98ED-3FA1D8D74A0C' },
  },
  *handle(p, ctx) {
    const { key } = yield* find(ctx, 'portRangeList', p.PortRangeListId, 'look', 'InvalidPortRangeListId.NotFound');
    const entries = yield* all({ ...key, kind: 'portRangeList' });
    const Entries = Array.from(entries.entries(), ([, { value, description }]) => ({ PortRange: value, Description: description }));
    return { reply: { Entries }, effects: [] };
  },
});
