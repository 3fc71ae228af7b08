import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { entryParams, entryTexts } from '#actions/ecs/lists/entry-params.ts';
import { listTexts } from '#actions/ecs/lists/list-errors.ts';
import { listDescription, listName } from '#actions/ecs/lists/list-params.ts';
import { modifyList } from '#actions/ecs/lists/modify-list.ts';
import { modifyTexts } from '#actions/ecs/lists/modify-texts.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { prefixReader } from '#domain/list-entries.ts';

const documented = rowMaker('documented');
const is = modifyTexts('prefixList');

/** No request here gets TaskConflict: a change is done when it is answered. */
export default action({
  product: 'Ecs',
  name: 'ModifyPrefixList',
  summary: {
    en: 'Changes the name, the description or the entries of a prefix list, all or nothing. Rules that name the list mean the new entries at once.',
    zh: '修改前缀列表的名称、描述信息或条目，要么全部成功，要么全部不生效。引用该列表的规则立即按新条目生效。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    PrefixListId: stringParam('The ID of the prefix list.', '前缀列表 ID。', { required: true, example: 'pl-x1j1k5ykzqlixdcy0000' }),
    PrefixListName: { ...listName, required: false, example: 'PrefixListNameSample' },
    Description: listDescription,
    ...entryParams({
      Cidr: stringParam(
        'A block of the family of the list, without host bits. A lone address becomes a /32 or /128.',
        '属于该列表地址族的 CIDR 地址块，主机位必须为 0。单个 IP 地址会转换为 /32 或 /128。',
        { required: true, missing: 'MissingParameter', example: '192.168.1.0/24' },
      ),
    }),
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: documented(
      400,
      'The input parameter "%s" that is mandatory for processing this request is not supplied.',
      is.missing,
    ),
    'LimitExceed.Entry': documented(400, 'The number of entries added or removed exceeds the limit.', is.tooMany),
    'InvalidParameter.PrefixListName': documented(400, 'The parameter PrefixListName is not valid.', is.name),
    'InvalidDescription.Malformed': documented(400, 'The specified Description is wrongly formed.', is.description),
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', listTexts('prefixList').absent),
    'InvalidParameter.CidrMalformed': documented(400, 'The specified %s is not a valid CIDR block of the address family.', is.malformed),
    'InvalidParameter.CidrDuplicated': documented(400, 'The specified %s is duplicated.', is.repeated),
    'LimitExceed.MaxEntries': documented(
      400,
      'The number of entries exceeds the MaxEntries of the specified prefix list.',
      is.overMaxEntries,
    ),
  },
  ram: ramRow('ecs:ModifyPrefixList', 'update', [required('PrefixList', 'acs:ecs:{region}:{account}:prefixlist/{PrefixListId}')]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      PrefixListId: 'pl-x1j1k5ykzqlixdcy0000',
      'AddEntry.1.Cidr': '192.168.2.0/24',
      'AddEntry.1.Description': 'second floor',
      'RemoveEntry.1.Cidr': '192.168.1.0/24',
    },
    reply: { RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D' },
  },
  *handle(p, ctx) {
    const want = {
      name: p.PrefixListName,
      description: p.Description,
      add: entryTexts(p.AddEntry, 'Cidr'),
      remove: entryTexts(p.RemoveEntry, 'Cidr'),
    };
    return yield* modifyList(ctx, 'prefixList', p.PrefixListId, want, ({ family }) => prefixReader(family), {
      name: 'InvalidParameter.PrefixListName',
      missing: 'InvalidPrefixListId.NotFound',
      absent: 'MissingParameter',
      malformed: 'InvalidParameter.CidrMalformed',
      repeated: 'InvalidParameter.CidrDuplicated',
      overMaxEntries: 'LimitExceed.MaxEntries',
    });
  },
});
