import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { minuteOf } from '#actions/ecs/lists/describe-lists.ts';
import { listTexts } from '#actions/ecs/lists/list-errors.ts';
import { integer, text, wrapped } from '#actions/fields.ts';
import { find } from '#actions/find.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { all } from '#domain/finding.ts';

export default action({
  product: 'Ecs',
  name: 'DescribePrefixListAttributes',
  summary: { en: 'Shows a prefix list with its entries.', zh: '查询一个前缀列表的详细信息及其全部条目。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    PrefixListId: stringParam('The ID of the prefix list.', '前缀列表 ID。', { required: true, example: 'pl-x1j1k5ykzqlixdcy0000' }),
    ...ownerParams,
  },
  returns: {
    PrefixListId: text('The ID of the prefix list.', '前缀列表 ID。'),
    PrefixListName: text('The name of the prefix list.', '前缀列表名称。'),
    AddressFamily: text('`IPv4` or `IPv6`.', '地址族：`IPv4` 或 `IPv6`。'),
    Description: text('The description; empty where none was given.', '描述信息；未指定时为空。'),
    MaxEntries: integer('How many entries it can have.', '支持的最大条目容量。'),
    CreationTime: text('When it was created, UTC, without seconds.', '创建时间，UTC，精确到分钟。'),
    Entries: wrapped(
      'Entry',
      { Cidr: text('The block.', 'CIDR 地址块。'), Description: text('Its description, or empty.', '条目的描述信息；未指定时为空。') },
      'The entries, in order of their text.',
      '条目列表，按文本顺序排列。',
    ),
    ...requestIdField,
  },
  errors: {
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidPrefixListId.NotFound': rowMaker('documented')(404, 'The specified prefix list was not found.', listTexts('prefixList').absent),
  },
  ram: ramRow('ecs:DescribePrefixListAttributes', 'get', [required('PrefixList', 'acs:ecs:{region}:{account}:prefixlist/{PrefixListId}')]),
  example: {
    request: { RegionId: 'cn-hangzhou', PrefixListId: 'pl-x1j1k5ykzqlixdcy0000' },
    reply: {
      PrefixListId: 'pl-x1j1k5ykzqlixdcy0000',
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      Description: '',
      MaxEntries: 10,
      CreationTime: '2026-11-24T08:30Z',
      Entries: { Entry: [{ Cidr: '192.168.1.0/24', Description: 'first floor' }] },
      RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D',
    },
  },
  *handle(p, ctx) {
    const { key, head } = yield* find(ctx, 'prefixList', p.PrefixListId, 'look', 'InvalidPrefixListId.NotFound');
    const entries = yield* all({ ...key, kind: 'prefixList' });
    const reply = {
      PrefixListId: key.id,
      PrefixListName: head.name,
      AddressFamily: head.family,
      Description: head.description,
      MaxEntries: head.maxEntries,
      CreationTime: minuteOf(head.created),
      Entries: { Entry: Array.from(entries.entries(), ([, { value, description }]) => ({ Cidr: value, Description: description })) },
    };
    return { reply, effects: [] };
  },
});
