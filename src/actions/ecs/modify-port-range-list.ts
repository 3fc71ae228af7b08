import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { entryParams, entryTexts } from '#actions/ecs/lists/entry-params.ts';
import { listTexts, regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { listDescription, listName } from '#actions/ecs/lists/list-params.ts';
import { modifyList } from '#actions/ecs/lists/modify-list.ts';
import { modifyTexts } from '#actions/ecs/lists/modify-texts.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { clientToken, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';
import { readPortRange } from '#domain/list-entries.ts';

const documented = rowMaker('documented');
const is = modifyTexts('portRangeList');

/**
 * No request here gets InvalidOperation.Conflict (a change is done when it is answered), nor InvalidOperation.MaxEntriesCountExceed,
 * InvalidMaxEntries.LessThanCurrentEntries and AuthorizationLimitExceed: the official SDK has no MaxEntries here, so a list keeps its own.
 * LimitExceed.MaxEntries says the same as InvalidOperation.EntryCountExceedMaxEntries.
 */
export default action({
  product: 'Ecs',
  name: 'ModifyPortRangeList',
  summary: {
    en: 'Changes the name, the description or the entries of a port list, all or nothing. Rules that name the list mean the new entries at once.',
    zh: '修改端口列表的名称、描述信息或条目，要么全部成功，要么全部不生效。引用该列表的规则立即按新条目生效。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    PortRangeListId: stringParam('The ID of the port list.', '端口列表 ID。', { required: true, example: 'prl-2ze9743000000000000' }),
    PortRangeListName: { ...listName, required: false, example: 'PortRangeListNameSample' },
    Description: listDescription,
    ...entryParams({
      PortRange: stringParam(
        'A range first/last, each from 1 to 65535. Required.',
        '端口范围，格式为起始端口/终止端口，取值均为 1～65535。必填。',
        { example: '80/80' },
      ),
    }),
    ClientToken: clientToken,
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    MissingParameter: documented(400, 'Missing mandatory parameter.', is.missing),
    'LimitExceed.Entry': documented(400, 'The number of entries added or removed exceeds the limit.', is.tooMany),
    'InvalidParameter.PortRangeListName': documented(400, 'The specified parameter PortRangeListName is not valid.', is.name),
    'InvalidDescription.Malformed': documented(400, 'The specifid Description is not valid.', is.description),
    'InvalidRegionId.NotFound': regionOfPortLists,
    'InvalidPortRangeListId.NotFound': documented(400, 'The specified port range list was not found.', listTexts('portRangeList').absent),
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
  },
  ram: ramRow('ecs:ModifyPortRangeList', 'update', [
    required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/{PortRangeListId}'),
  ]),
  example: {
    request: {
      RegionId: 'cn-hangzhou',
      PortRangeListId: 'prl-2ze9743000000000000',
      'AddEntry.1.PortRange': '8080/8090',
      'RemoveEntry.1.PortRange': '80/80',
    },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const want = {
      name: p.PortRangeListName,
      description: p.Description,
      add: entryTexts(p.AddEntry, 'PortRange'),
      remove: entryTexts(p.RemoveEntry, 'PortRange'),
    };
    return yield* modifyList(ctx, 'portRangeList', p.PortRangeListId, want, () => readPortRange, {
      name: 'InvalidParameter.PortRangeListName',
      missing: 'InvalidPortRangeListId.NotFound',
      absent: 'MissingParameter',
      malformed: 'InvalidParameter.PortRange',
      repeated: 'InvalidParameter.PortRangeDuplicated',
      overMaxEntries: 'InvalidOperation.EntryCountExceedMaxEntries',
    });
  },
});
