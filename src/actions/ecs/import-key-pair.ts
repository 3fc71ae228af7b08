import { action } from '#actions/action.ts';
import { judgeNewKeyPair, keyOf, newKeyPairErrors, newKeyPairParams } from '#actions/ecs/instances/key-pairs.ts';
import { documented } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { readPublicKey } from '#domain/key-pair.ts';

/** Inferred for this action: tags. See `instances/key-pairs.ts`. */
export default action({
  product: 'Ecs',
  name: 'ImportKeyPair',
  summary: { en: 'Takes the public key of a key pair that was made elsewhere.', zh: '导入由其他工具生成的密钥对的公钥。' },
  mode: 'change',
  params: {
    ...newKeyPairParams,
    PublicKeyBody: stringParam('One line as OpenSSH writes it.', 'OpenSSH 格式的公钥，一行。', {
      required: true,
      missing: 'MissingParameter',
      example: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQE=',
    }),
  },
  returns: {
    ...requestIdField,
    KeyPairName: text('Its name.', '密钥对名称。'),
    KeyPairFingerPrint: text('MD5 of the public key (RFC 4716).', '公钥的 MD5 指纹（RFC 4716）。'),
  },
  errors: {
    ...newKeyPairErrors,
    MissingParameter: documented(
      400,
      'The input parameter "PublicKeyBody" that is mandatory for processing this request is not supplied.',
      'PublicKeyBody is absent.',
      '未传入 PublicKeyBody。',
      { en: 'No PublicKeyBody.', zh: '不传 PublicKeyBody。' },
    ),
    'InvalidPublicKeyBody.Malformed': documented(
      400,
      'The PublicKeyBody format is not supported.',
      'PublicKeyBody is no public key of a kind that the documentation lists.',
      'PublicKeyBody 不是受支持的公钥。',
      'PublicKeyBody=ABC1234567',
    ),
  },
  ram: ramRow('ecs:ImportKeyPair', 'create', [required('KeyPair', 'acs:ecs:{region}:{account}:keypair/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', KeyPairName: 'ops', PublicKeyBody: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQE=' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      KeyPairName: 'ops',
      KeyPairFingerPrint: '89:f0:ba:62:ac:b8:aa:e1:61:5e:fd:81:69:86:6d:6b',
    },
  },
  *handle(p, ctx) {
    const read = readPublicKey(p.PublicKeyBody) ?? ctx.fail('InvalidPublicKeyBody.Malformed');
    const { key, head } = yield* judgeNewKeyPair(ctx, p);
    const own = keyOf(ctx, read);
    return {
      reply: { KeyPairName: key.id, KeyPairFingerPrint: own.fingerprint },
      effects: [{ put: key, head: { ...head, ...own, keyPairId: '' } }],
    };
  },
});
