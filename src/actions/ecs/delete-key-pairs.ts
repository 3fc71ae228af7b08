import { action, here } from '#actions/action.ts';
import { keyPairOwners } from '#actions/ecs/instances/key-pairs.ts';
import { asInferred, documented, inferred, observed } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { jsonStringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, regionId, requestIdField } from '#actions/vocabulary.ts';
import { refs } from '#domain/finding.ts';

/** Inferred: the region and a name that does not exist. Observed, in Terraform's source: the code of a key pair that an instance has. */
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
    'InvalidKeyPair.NotFound': inferred(
      404,
      'The specified key pair does not exist.',
      'The account has no such key pair in this region.',
      '该账号在此地域中没有此密钥对。',
      'KeyPairNames=["none"]',
    ),
    'InvalidParameter.KeypairAlreadyAttachedInstance': observed(
      400,
      'The specified key pair is attached to an instance.',
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
    const names = [...new Set(p.KeyPairNames)];
    for (const name of names) {
      const { key } = yield* find(ctx, 'keyPair', name, 'change', 'InvalidKeyPair.NotFound');
      if ((yield* refs(key, 1)).length > 0) return ctx.fail('InvalidParameter.KeypairAlreadyAttachedInstance');
    }
    return { reply: {}, effects: names.map((name) => ({ drop: here(ctx, 'keyPair', name) })) };
  },
});
