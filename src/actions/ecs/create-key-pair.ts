import { action } from '#actions/action.ts';
import { judgeNewKeyPair, keyOf, newKeyPairErrors, newKeyPairParams } from '#actions/ecs/instances/key-pairs.ts';
import { text } from '#actions/fields.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { requestIdField } from '#actions/vocabulary.ts';

/** What is inferred: `instances/key-pairs.ts`. The private key is in the reply and nowhere else: it is neither stored nor logged. */
export default action({
  product: 'Ecs',
  name: 'CreateKeyPair',
  summary: {
    en: 'Makes an RSA key pair of 2048 bits. The private key is shown once, in this reply.',
    zh: '创建一个 2048 位 RSA 密钥对。私钥仅在本次响应中返回一次。',
  },
  mode: 'change',
  params: newKeyPairParams,
  returns: {
    ...requestIdField,
    KeyPairId: text('The ID of the key pair.', '密钥对 ID。'),
    KeyPairName: text('Its name.', '密钥对名称。'),
    KeyPairFingerPrint: text('MD5 of the public key (RFC 4716).', '公钥的 MD5 指纹（RFC 4716）。'),
    PrivateKeyBody: text('The private key: PEM of PKCS#8.', '私钥，PKCS#8 的 PEM 编码。'),
  },
  errors: newKeyPairErrors,
  ram: ramRow('ecs:CreateKeyPair', 'create', [required('KeyPair', 'acs:ecs:{region}:{account}:keypair/*')], ['ecs:tag']),
  example: {
    request: { RegionId: 'cn-hangzhou', KeyPairName: 'ops' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      KeyPairId: 'ssh-bp67acfmxazb4p0000',
      KeyPairName: 'ops',
      KeyPairFingerPrint: '89:f0:ba:62:ac:b8:aa:e1:61:5e:fd:81:69:86:6d:6b',
      PrivateKeyBody: '-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n',
    },
  },
  *handle(p, ctx) {
    const { key, head } = yield* judgeNewKeyPair(ctx, p);
    const { privateKey, publicKey } = ctx.newKeyPair();
    const [kind = '', body = ''] = publicKey.split(' ');
    const own = keyOf(ctx, { kind, body });
    const keyPairId = ctx.newId('ssh');
    const reply = { KeyPairId: keyPairId, KeyPairName: key.id, KeyPairFingerPrint: own.fingerprint, PrivateKeyBody: privateKey };
    return { reply, effects: [{ put: key, head: { ...head, ...own, keyPairId } }] };
  },
});
