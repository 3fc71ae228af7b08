import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { deleteList } from '#actions/ecs/lists/delete-list.ts';
import { listTexts, regionOfPortLists } from '#actions/ecs/lists/list-errors.ts';
import { required } from '#actions/ram-resources.ts';
import { ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('portRangeList');

export default action({
  product: 'Ecs',
  name: 'DeletePortRangeList',
  summary: {
    en: 'Deletes a port list with its entries. A list that a rule names cannot be deleted.',
    zh: '删除一个端口列表及其全部条目。被安全组规则引用的端口列表不能删除。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    PortRangeListId: {
      kind: 'string',
      required: true,
      doc: { en: 'The ID of the port list.', zh: '端口列表 ID。' },
      example: 'prl-2ze9743000000000000',
    },
    ...ownerParams,
  },
  returns: requestIdField,
  // InvalidOperation.Conflict of the public page is about tasks under way; a change here is done when it is answered.
  errors: {
    'InvalidRegionId.NotFound': regionOfPortLists,
    // 400, not 404 as for a prefix list, on the public page.
    'InvalidPortRangeListId.NotFound': documented(400, 'The specified port range list was not found.', is.absent),
    'InvalidPortRangeListId.AssociationExist': documented(400, 'The specified port range list has association resources.', is.inUse),
  },
  ram: {
    action: 'ecs:DeletePortRangeList',
    level: 'delete',
    resources: [required('PortRangeList', 'acs:ecs:{region}:{account}:portrangelist/{PortRangeListId}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', PortRangeListId: 'prl-2ze9743000000000000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    return yield* deleteList(ctx, 'portRangeList', p.PortRangeListId, {
      absent: 'InvalidPortRangeListId.NotFound',
      inUse: 'InvalidPortRangeListId.AssociationExist',
    });
  },
});
