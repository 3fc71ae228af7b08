import { action } from '#actions/action.ts';
import { rowMaker } from '#actions/ecs/lists/create-texts.ts';
import { deleteList } from '#actions/ecs/lists/delete-list.ts';
import { listTexts } from '#actions/ecs/lists/list-errors.ts';
import { required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, regionId, requestIdField } from '#actions/vocabulary.ts';

const documented = rowMaker('documented');
const is = listTexts('prefixList');

export default action({
  product: 'Ecs',
  name: 'DeletePrefixList',
  summary: {
    en: 'Deletes a prefix list with its entries. A list that a rule names cannot be deleted.',
    zh: '删除一个前缀列表及其全部条目。被安全组规则引用的前缀列表不能删除。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    PrefixListId: {
      kind: 'string',
      required: true,
      doc: { en: 'The ID of the prefix list.', zh: '前缀列表 ID。' },
      example: 'pl-x1j1k5ykzqlixdcy0000',
    },
    ...ownerParams,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': invalidRegion,
    'InvalidPrefixListId.NotFound': documented(404, 'The specified prefix list was not found.', is.absent),
    'NotAllowed.AssociationExist': documented(400, 'The specified prefix list has associated resources.', is.inUse),
  },
  ram: {
    action: 'ecs:DeletePrefixList',
    level: 'delete',
    resources: [required('PrefixList', 'acs:ecs:{region}:{account}:prefixlist/{PrefixListId}')],
    conditions: [],
    dependent: [],
  },
  example: {
    request: { RegionId: 'cn-hangzhou', PrefixListId: 'pl-x1j1k5ykzqlixdcy0000' },
    reply: { RequestId: '38793DB8-A4B2-4AEC-BFD3-111234E9188D' },
  },
  *handle(p, ctx) {
    return yield* deleteList(ctx, 'prefixList', p.PrefixListId, {
      absent: 'InvalidPrefixListId.NotFound',
      inUse: 'NotAllowed.AssociationExist',
    });
  },
});
