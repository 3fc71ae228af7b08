import { action } from '#actions/action.ts';
import { createList } from '#actions/ecs/lists/create-list.ts';
import { createTexts, rowMaker, tagRowsErrors } from '#actions/ecs/lists/create-texts.ts';
import { regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { entryDescription, listDescription, listName, mostEntriesRead, resourceGroupId } from '#actions/ecs/lists/list-params.ts';
import { text } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { maxEntriesOfPortRangeList, readPortRange } from '#domain/list-entries.ts';

const documented = rowMaker('documented');
const inferred = rowMaker('inferred');
const is = createTexts('portRangeList');

export default action({
  product: 'Ecs',
  name: 'CreatePortRangeList',
  summary: {
    en: 'Creates a port list: port ranges that TCP and UDP rules name together.',
    zh: '创建一个端口列表，即一组端口范围，可在 TCP、UDP 协议的安全组规则中引用。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    PortRangeListName: { ...listName, example: 'PortRangeListNameSample' },
    MaxEntries: {
      kind: 'integer',
      required: true,
      min: 1,
      doc: {
        en: 'How many entries the list can have, 1 to 2000; it cannot be changed later. A rule that names the list counts as this many rules.',
        zh: '端口列表支持的最大条目容量，取值范围 1～2000，创建后不能修改。引用该列表的规则按此数量计入规则配额。',
      },
      example: '10',
    },
    Entry: {
      kind: 'rows',
      max: mostEntriesRead,
      doc: { en: 'Up to 200 entries; none is an empty list.', zh: '端口列表条目，最多 200 个；不填则创建空列表。' },
      of: {
        PortRange: {
          kind: 'string',
          doc: {
            en: 'A range first/last, each from 1 to 65535. Required. Each range once; ranges may overlap.',
            zh: '端口范围，格式为起始端口/终止端口，取值均为 1～65535，必填。各条目不能重复，范围可以重叠。',
          },
          example: '80/80',
        },
        Description: entryDescription,
      },
    },
    Description: listDescription,
    ResourceGroupId: resourceGroupId,
    Tag: tagRows,
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: { PortRangeListId: text('The ID of the port list.', '端口列表 ID。'), ...requestIdField },
  // LimitExceed.MaxEntries, which the public page lists too, says the same as InvalidOperation.EntryCountExceedMaxEntries.
  errors: {
    'InvalidParameter.PortRangeListName': documented(400, 'The specified parameter PortRangeListName is not valid.', is.name),
    'InvalidDescription.Malformed': documented(400, 'The specifid Description is not valid.', is.description),
    'InvalidOperation.MaxEntriesCountExceed': documented(400, 'The specified MaxEntries exceeded the upper limit.', is.maxEntries),
    'LimitExceed.Entry': documented(400, 'The number of entries added or removed exceeds the limit.', is.tooMany),
    'InvalidParam.Entry': documented(400, 'The specified parameter Entry is not valid.', is.absent),
    'InvalidParameter.PortRange': documented(
      400,
      'The specified parameter PortRange is not valid. It should be two integers less than 65535 in specified format.',
      is.malformed,
    ),
    'InvalidParameter.PortRangeDuplicated': documented(400, 'The specified PortRange is duplicated.', is.repeated),
    'InvalidOperation.EntryCountExceedMaxEntries': documented(
      400,
      'The number of entries in the port list exceeds MaxEntries.',
      is.overMaxEntries,
    ),
    InvalidParameter: inferred(400, 'The specified parameter is not valid.', is.parameter),
    ...tagRowsErrors('portRangeList'),
    'InvalidOperation.MaxCountExceed': documented(400, 'The number of port range list in the current account has exceeded quota.', is.full),
    'InvalidRegionId.NotFound': regionOfPortLists,
    'InvalidResourceGroup.NotFound': inferred(404, 'The specified resource group is not found.', is.resourceGroup),
  },
  ram: {
    action: 'ecs:CreatePortRangeList',
    level: 'create',
    resources: [required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/*')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      PortRangeListName: 'web',
      MaxEntries: '10',
      'Entry.1.PortRange': '80/80',
      'Entry.2.PortRange': '443/443',
    },
    reply: { PortRangeListId: 'prl-2ze9743000000000000', RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    if (p.MaxEntries > maxEntriesOfPortRangeList) return ctx.fail('InvalidOperation.MaxEntriesCountExceed');
    const made = yield* createList(
      ctx,
      'portRangeList',
      {
        name: p.PortRangeListName,
        description: p.Description,
        maxEntries: p.MaxEntries,
        entries: (p.Entry ?? []).map(({ at, PortRange, Description }) => ({ at, value: PortRange, description: Description })),
        tags: p.Tag,
        resourceGroup: p.ResourceGroupId,
        read: readPortRange,
        own: {},
      },
      {
        name: 'InvalidParameter.PortRangeListName',
        absent: 'InvalidParam.Entry',
        malformed: 'InvalidParameter.PortRange',
        repeated: 'InvalidParameter.PortRangeDuplicated',
        overMaxEntries: 'InvalidOperation.EntryCountExceedMaxEntries',
        full: 'InvalidOperation.MaxCountExceed',
      },
    );
    return { reply: { PortRangeListId: made.key.id }, effects: made.effects };
  },
});
