import { type Ctx, here } from '#actions/action.ts';
import { minuteTime } from '#actions/ecs/instances/instance-view.ts';
import { documented } from '#actions/error-rows.ts';
import { text, wrapped } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { pairsOf } from '#actions/tag-rows.ts';
import { tagTexts } from '#actions/tag-texts.ts';
import { invalidRegion, ownerParams, regionId, tagRows } from '#actions/vocabulary.ts';
import { page, root } from '#domain/finding.ts';
import type { KeyPairHead } from '#domain/instance-head.ts';
import { isKeyPairName } from '#domain/key-pair.ts';
import { resourceGroupKey } from '#domain/resource-group.ts';
import { readTags } from '#domain/tags.ts';
import type { Loaded } from '#kit/deciding.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import type { Returns, Values } from '#kit/shape.ts';

/** What the actions on SSH key pairs share. A key pair's ID is its name, within account and region. */
const { OwnerId, ResourceOwnerId, ResourceOwnerAccount } = ownerParams;
export const keyPairOwners = { OwnerId, ResourceOwnerId, ResourceOwnerAccount } as const;

export const newKeyPairParams = {
  RegionId: regionId,
  KeyPairName: stringParam(
    'Name: 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first. Unique in the region.',
    '密钥对名称：2～128 个字符，以字母或中文开头，可包含数字、半角冒号、下划线、点号和短划线，在地域内唯一。',
    { required: true, example: 'ops' },
  ),
  ResourceGroupId: stringParam('The resource group.', '资源组 ID。', { example: 'rg-bp67acfmxazb4p000' }),
  Tag: tagRows,
  ...keyPairOwners,
} as const;

const most = 500;
/** All are documented for CreateKeyPair (page of January 2025); no request gets QuotaExceed.Tags, since decoding counts. */
export const newKeyPairErrors = {
  'InvalidRegionId.NotFound': { ...invalidRegion, message: 'The RegionId provided does not exist in our records.' },
  'InvalidKeyPairName.Malformed': documented(
    400,
    'Specified Key Pair name is not valid.',
    'The name is not 2 to 128 letters, digits, `:`, `_`, `.` or `-`, a letter first.',
    '密钥对名称的格式不正确。',
    'KeyPairName=1',
  ),
  'InvalidTagKey.Malformed': { ...documented(400, 'The specified Tag.n.Key is not valid.', '', '', ''), ...tagTexts.key },
  'InvalidTagValue.Malformed': { ...documented(400, 'The specified Tag.n.Value is not valid.', '', '', ''), ...tagTexts.value },
  'Duplicate.TagKey': { ...documented(400, 'The Tag.N.Key contain duplicate key.', '', '', ''), ...tagTexts.duplicate },
  'KeyPair.AlreadyExist': documented(
    400,
    'The key pair already exist.',
    'The account has a key pair of this name in the region.',
    '该地域中已存在同名密钥对。',
    { en: 'KeyPairName of a key pair that exists.', zh: 'KeyPairName 为已存在的密钥对。' },
  ),
  'InvalidResourceGroup.NotFound': documented(
    404,
    'The ResourceGroup provided does not exist in our records.',
    'The account has no such resource group.',
    '该账号没有此资源组。',
    'ResourceGroupId=rg-none',
  ),
  'QuotaExceed.KeyPair': documented(
    403,
    'The key pair quota exceeds.',
    `The account has ${most} key pairs in this region.`,
    `该地域的密钥对数量已达上限 ${most} 个。`,
    {
      en: 'The 501st key pair of a region.',
      zh: '在同一地域创建第 501 个密钥对。',
    },
  ),
} as const satisfies ErrorTable;

const tagCode = { key: 'InvalidTagKey.Malformed', value: 'InvalidTagValue.Malformed', duplicate: 'Duplicate.TagKey' } as const;

/** Judges a new key pair as far as its key plays no part, and gives its own key in the store with all else of its head. */
export function* judgeNewKeyPair(ctx: Ctx<keyof typeof newKeyPairErrors>, p: Values<typeof newKeyPairParams>) {
  if (!isKeyPairName(p.KeyPairName)) return ctx.fail('InvalidKeyPairName.Malformed');
  const tagged = readTags(pairsOf(p.Tag));
  if ('fault' in tagged) return ctx.fail(tagCode[tagged.fault]);
  const key = here(ctx, 'keyPair', p.KeyPairName);
  if (yield* root(key, 'change')) return ctx.fail('KeyPair.AlreadyExist');
  const resourceGroup = p.ResourceGroupId ?? '';
  if (resourceGroup !== '' && !(yield* root(resourceGroupKey(ctx.account, resourceGroup), 'keep')))
    return ctx.fail('InvalidResourceGroup.NotFound');
  const { total = 0 } = yield* page({ account: ctx.account, region: ctx.region }, 'keyPair', { limit: 1, total: true });
  if (total >= most) return ctx.fail('QuotaExceed.KeyPair');
  return { key, head: { resourceGroup, tags: tagged.tags, created: ctx.now } };
}

/** What is stored of a public key, its fingerprint among it. */
export const keyOf = (ctx: Pick<Ctx, 'fingerprintOf'>, { kind, body }: { readonly kind: string; readonly body: string }) => ({
  publicKey: `${kind} ${body}`,
  fingerprint: ctx.fingerprintOf(body),
});

export const keyPairFields: Returns = {
  KeyPairName: text('Its name.', '密钥对名称。'),
  KeyPairFingerPrint: text('MD5 of the public key (RFC 4716).', '公钥的 MD5 指纹（RFC 4716）。'),
  PublicKey: text('OpenSSH text; only with IncludePublicKey.', 'OpenSSH 格式的公钥，仅在设置 IncludePublicKey 时返回。'),
  ResourceGroupId: text('Its resource group.', '资源组 ID。'),
  CreationTime: text('When it was made, UTC.', '创建时间，UTC。'),
  Tags: wrapped('Tag', { TagKey: text('Tag key.', '标签键。'), TagValue: text('Tag value.', '标签值。') }, 'Tags.', '标签列表。'),
};

export const keyPairOf = ({ key, head }: Loaded<KeyPairHead>, withKey: boolean): Readonly<Record<string, unknown>> => ({
  KeyPairName: key.id,
  KeyPairFingerPrint: head.fingerprint,
  ...(withKey && { PublicKey: head.publicKey }),
  ResourceGroupId: head.resourceGroup,
  CreationTime: minuteTime(head.created),
  Tags: { Tag: Object.entries(head.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) },
});
