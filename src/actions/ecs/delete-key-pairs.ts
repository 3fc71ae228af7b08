import { action, here } from '#actions/action.ts';
import { keyPairOwners } from '#actions/ecs/instances/key-pairs.ts';
import { asInferred, documented } from '#actions/error-rows.ts';
import { jsonStringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, regionId, requestIdField } from '#actions/vocabulary.ts';
import { refs, root } from '#domain/finding.ts';
import type { Effect } from '#kit/deciding.ts';

/**
 * Inferred: the region. The page has no code for a key pair that is not there: like one that was deleted before, it is passed over. No request
 * here gets InstanceKeyPairLimitExceeded.
 */
export default action({
  product: 'Ecs',
  name: 'DeleteKeyPairs',
  summary: {
    en: 'Deletes up to 100 key pairs that no instance has, all of them or none.',
    zh: '删除最多 100 个未被实例使用的密钥对，全部成功或全部不删除。',
  },
  mode: 'change',
  params: {
    RegionId: regionId,
    KeyPairNames: jsonStringsParam(100, 'A JSON array of up to 100 names.', '密钥对名称的 JSON 数组，最多 100 个。', {
      required: true,
      missing: 'MissingParameter',
      wrong: 'InvalidKeyPairNames.ValueNotSupported',
      example: '["ops"]',
    }),
    ...keyPairOwners,
  },
  returns: requestIdField,
  errors: {
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidKeyPairNames.ValueNotSupported': documented(
      400,
      'The specified parameter "KeyPairNames" is not valid.',
      'KeyPairNames is no JSON array of at most 100 names.',
      'KeyPairNames 不是最多包含 100 个名称的 JSON 数组。',
      'KeyPairNames=ops',
    ),
    MissingParameter: documented(
      400,
      'The input parameter "KeyPairNames" that is mandatory for processing this request is not supplied.',
      'KeyPairNames is absent.',
      '未传入 KeyPairNames。',
      { en: 'No KeyPairNames.', zh: '不传 KeyPairNames。' },
    ),
    'InvalidParameter.KeypairAlreadyAttachedInstance': documented(
      400,
      'The specified parameter "KeyPairNames" attached to instances can not be deleted.',
      'An instance has the key pair.',
      '密钥对已绑定实例。',
      { en: 'KeyPairNames with a key pair that an instance has.', zh: 'KeyPairNames 包含已绑定实例的密钥对。' },
    ),
  },
  ram: ramRow('ecs:DeleteKeyPairs', 'delete', [required('KeyPair', 'acs:ecs:{region}:{account}:keypair/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', KeyPairNames: '["ops"]' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(p, ctx) {
    const effects: Effect[] = [];
    for (const name of new Set(p.KeyPairNames)) {
      const pair = yield* root(here(ctx, 'keyPair', name), 'change');
      if (!pair) continue;
      if ((yield* refs(pair.key, 1)).length > 0) return ctx.fail('InvalidParameter.KeypairAlreadyAttachedInstance');
      effects.push({ drop: pair.key });
    }
    return { reply: {}, effects };
  },
});
