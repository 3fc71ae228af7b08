import { action } from '#actions/action.ts';
import { createList } from '#actions/ecs/lists/create-list.ts';
import { createTexts, rowMaker, tagRowsErrors } from '#actions/ecs/lists/create-texts.ts';
import { entryDescription, listDescription, listName, mostEntriesRead, resourceGroupId } from '#actions/ecs/lists/list-params.ts';
import { text } from '#actions/fields.ts';
import { required } from '#actions/ram-resources.ts';
import { clientToken, invalidRegion, ownerParams, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { maxEntriesOfPrefixList, prefixReader } from '#domain/list-entries.ts';
import { gatewayErrors } from '#errors/gateway.ts';

const documented = rowMaker('documented');
const is = createTexts('prefixList');

export default action({
  product: 'Ecs',
  name: 'CreatePrefixList',
  summary: {
    en: 'Creates a prefix list: CIDR blocks of one family that rules name together.',
    zh: '创建一个前缀列表，即一组同一地址族的 CIDR 地址块，可在安全组规则中引用。',
  },
  mode: 'change',
  seeds: true,
  params: {
    RegionId: regionId,
    PrefixListName: { ...listName, missing: 'MissingParameter', example: 'PrefixListNameSample' },
    AddressFamily: {
      kind: 'enum',
      required: true,
      values: ['IPv4', 'IPv6'],
      missing: 'MissingParameter',
      wrong: 'InvalidParameter.AddressFamily',
      doc: { en: 'The family of all entries; it cannot be changed later.', zh: '所有条目的地址族，创建后不能修改。' },
      example: 'IPv4',
    },
    MaxEntries: {
      kind: 'integer',
      required: true,
      min: 1,
      max: maxEntriesOfPrefixList,
      missing: 'MissingParameter',
      wrong: 'InvalidParameter',
      doc: {
        en: 'How many entries the list can have; it cannot be changed later. A rule that names the list counts as this many rules.',
        zh: '前缀列表支持的最大条目容量，创建后不能修改。引用该列表的规则按此数量计入规则配额。',
      },
      example: '10',
    },
    Entry: {
      kind: 'rows',
      max: mostEntriesRead,
      doc: { en: 'Up to 200 entries; none is an empty list.', zh: '前缀列表条目，最多 200 个；不填则创建空列表。' },
      of: {
        Cidr: {
          kind: 'string',
          required: true,
          missing: 'MissingParameter',
          doc: {
            en: 'A block of the family, without host bits. A lone address becomes a /32 or /128; IPv6 is compressed. Each block once.',
            zh: '属于该地址族的 CIDR 地址块，主机位必须为 0。单个 IP 地址会转换为 /32 或 /128；IPv6 采用压缩写法。各条目不能重复。',
          },
          example: '192.168.1.0/24',
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
  returns: { PrefixListId: text('The ID of the prefix list.', '前缀列表 ID。'), ...requestIdField },
  errors: {
    MissingParameter: documented(
      400,
      'The input parameter "%s" that is mandatory for processing this request is not supplied.',
      is.missing,
    ),
    'InvalidParameter.AddressFamily': documented(400, 'The parameter AddressFamily should be IPv4 or IPv6.', is.family),
    InvalidParameter: documented(400, 'The specified parameter %s is not valid.', is.parameter),
    'InvalidParameter.PrefixListName': documented(400, 'The parameter PrefixListName is not valid.', is.name),
    'InvalidDescription.Malformed': documented(400, 'The specified Description is wrongly formed.', is.description),
    'InvalidClientToken.ValueNotSupported': gatewayErrors['InvalidClientToken.ValueNotSupported'],
    'InvalidParameter.CidrMalformed': documented(400, 'The specified %s is not a valid CIDR block of the address family.', is.malformed),
    'InvalidParameter.CidrDuplicated': documented(400, 'The specified %s is duplicated.', is.repeated),
    'LimitExceed.Entry': documented(400, 'The number of entries added or removed exceeds the limit.', is.tooMany),
    'LimitExceed.MaxEntries': documented(
      400,
      'The number of entries exceeds the MaxEntries of the specified prefix list.',
      is.overMaxEntries,
    ),
    ...tagRowsErrors('prefixList'),
    // 404, not 403, on the public page.
    'LimitExceed.PrefixListPerRegion': documented(404, 'The number of prefix lists in the region exceeds the limit.', is.full),
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidResourceGroup.NotFound': documented(404, 'The specified resource group is not found.', is.resourceGroup),
  },
  // The public page names no resource type for this action, so that only a policy on all resources grants it.
  ram: { action: 'ecs:CreatePrefixList', level: 'create', resources: [required('All Resources', '*')], conditions: [], dependent: [] },
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      PrefixListName: 'offices',
      AddressFamily: 'IPv4',
      MaxEntries: '10',
      'Entry.1.Cidr': '192.168.1.0/24',
      'Entry.1.Description': 'first floor',
    },
    reply: { PrefixListId: 'pl-x1j1k5ykzqlixdcy0000', RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D' },
  },
  *handle(p, ctx) {
    const made = yield* createList(
      ctx,
      'prefixList',
      {
        name: p.PrefixListName,
        description: p.Description,
        maxEntries: p.MaxEntries,
        entries: (p.Entry ?? []).map(({ at, Cidr, Description }) => ({ at, value: Cidr, description: Description })),
        tags: p.Tag,
        resourceGroup: p.ResourceGroupId,
        read: prefixReader(p.AddressFamily),
        own: { family: p.AddressFamily },
      },
      {
        name: 'InvalidParameter.PrefixListName',
        absent: 'MissingParameter',
        malformed: 'InvalidParameter.CidrMalformed',
        repeated: 'InvalidParameter.CidrDuplicated',
        overMaxEntries: 'LimitExceed.MaxEntries',
        full: 'LimitExceed.PrefixListPerRegion',
      },
    );
    return { reply: { PrefixListId: made.key.id }, effects: made.effects };
  },
});
