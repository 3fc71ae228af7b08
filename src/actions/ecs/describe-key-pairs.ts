import { action, type Ctx } from '#actions/action.ts';
import { keyPairFields, keyPairOf, keyPairOwners } from '#actions/ecs/instances/key-pairs.ts';
import { asInferred } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, pageFields, pageParams } from '#actions/pages.ts';
import { booleanParam, stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, regionId, requestIdField, tagRows } from '#actions/vocabulary.ts';
import { page } from '#domain/finding.ts';
import { matchesName } from '#domain/key-pair.ts';
import type { Deciding } from '#kit/deciding.ts';

/** Inferred: the region. The filter is judged by name, which is the ID of a key pair, so the list is in order of names. */
export default action({
  product: 'Ecs',
  name: 'DescribeKeyPairs',
  summary: { en: 'Lists key pairs in order of their names.', zh: '查询密钥对列表，按名称排序。' },
  mode: 'read',
  params: {
    RegionId: regionId,
    KeyPairName: stringParam('The name; `*` stands for any text.', '密钥对名称，支持通配符 `*`。', { example: 'ops*' }),
    KeyPairFingerPrint: stringParam('The fingerprint.', '密钥对指纹。'),
    IncludePublicKey: booleanParam('Shows public keys.', '是否返回公钥。', { example: 'true' }),
    ResourceGroupId: stringParam('The resource group.', '资源组 ID。'),
    Tag: { ...tagRows, doc: { en: 'Tags that a key pair must have.', zh: '密钥对须具有的标签。' } },
    ...pageParams(50, 10),
    ...keyPairOwners,
  },
  returns: { ...requestIdField, KeyPairs: wrapped('KeyPair', keyPairFields, 'The key pairs.', '密钥对列表。'), ...pageFields },
  errors: { 'InvalidRegionId.NotFound': asInferred(invalidRegion) },
  ram: ramRow('ecs:DescribeKeyPairs', 'get', [required('KeyPair', 'acs:ecs:{region}:{account}:keypair/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', KeyPairName: 'ops' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      KeyPairs: {
        KeyPair: [
          {
            KeyPairName: 'ops',
            KeyPairFingerPrint: '89:f0:ba:62:ac:b8:aa:e1:61:5e:fd:81:69:86:6d:6b',
            ResourceGroupId: '',
            CreationTime: '2026-11-24T08:30Z',
            Tags: { Tag: [] },
          },
        ],
      },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
    },
  },
  *handle(p, ctx) {
    const where = whereOf({ fingerprint: p.KeyPairFingerPrint, resourceGroup: p.ResourceGroupId }, p.Tag);
    const name = p.KeyPairName;
    const ids = name === undefined ? undefined : name.includes('*') ? yield* namesLike(ctx, name) : [name];
    const { rows, paging } = yield* listPage(ctx, 'keyPair', { where, ids }, p, { by: 'number', size: 10 });
    return { reply: { KeyPairs: { KeyPair: rows.map((row) => keyPairOf(row, p.IncludePublicKey === true)) }, ...paging }, effects: [] };
  },
});

/** A region has at most 500. */
const all = 500;
function* namesLike(ctx: Ctx, pattern: string): Deciding<readonly string[]> {
  const { rows } = yield* page({ account: ctx.account, region: ctx.region }, 'keyPair', { limit: all });
  return rows.map(({ key }) => key.id).filter((id) => matchesName(id, pattern));
}
