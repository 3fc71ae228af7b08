import { type ListWords, listWords } from '#actions/ecs/lists/list-words.ts';
import { asSent } from '#actions/texts.ts';
import { type ListKind, maxEntriesPerRequest } from '#domain/list-entries.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Text } from '#kit/text.ts';

/** What a row of an error table says to people. */
export type RowText = { readonly meaning: Text; readonly trigger: Text };

const rowText = (en: string, zh: string, trigger: string | Text): RowText => ({
  meaning: { en, zh },
  trigger: typeof trigger === 'string' ? asSent(trigger) : trigger,
});

/**
 * Makes the rows of one source. Where the published table has only `%s` for a message, the sentence is Sallyport's; what is left open in it is the
 * wire name of the parameter, which is what decoding knows.
 */
export const rowMaker =
  (source: ErrorRow['source']) =>
  (http: number, message: string, text: RowText): ErrorRow => ({ http, message, ...text, source });

/** Meaning and trigger of every row that creating a list has, by topic; the actions state code, status and message. */
export function createTexts(kind: ListKind) {
  const { en, zh, name, value, maxEntries, good, bad }: ListWords = listWords[kind];
  const entry = (n: number, text: string): string => `Entry.${n}.${value}=${text}`;
  return {
    missing: rowText('A required parameter is absent; the message names it.', '缺少必填参数，报错信息中包含参数名。', {
      en: `No ${name}`,
      zh: `未指定 ${name}`,
    }),
    parameter: rowText(
      'A parameter has a value that it cannot have, or a list cannot be read: an index that is no positive integer, more than 20 tags.',
      '参数取值无效，或列表参数无法解析：下标不是正整数，标签超过 20 个。',
      kind === 'prefixList' ? 'MaxEntries=201' : 'Tag.0.Key=env',
    ),
    family: rowText('AddressFamily is neither IPv4 nor IPv6.', 'AddressFamily 既不是 IPv4 也不是 IPv6。', 'AddressFamily=IPv5'),
    name: rowText(`The name is not one that a ${en} can have.`, `${zh}名称不合法。`, `${name}=1`),
    description: rowText(
      'A description is too short, too long or starts like a web address: 2 to 256 characters for the list, 2 to 32 for an entry.',
      '描述过短、过长，或以 http:// 或 https:// 开头：列表描述为 2～256 个字符，条目描述为 2～32 个字符。',
      'Description=x',
    ),
    malformed: rowText(
      kind === 'prefixList'
        ? 'An entry is not a block of the family of the list, or its host bits are set.'
        : 'An entry is not a range a/b with 1 <= a <= b <= 65535.',
      kind === 'prefixList' ? '条目不是该地址族的 CIDR 地址块，或主机位不为 0。' : '条目不是形如 a/b 的端口范围（1 <= a <= b <= 65535）。',
      entry(1, bad),
    ),
    repeated: rowText(
      'Two entries are the same, whatever their spelling.',
      '存在相同的条目（写法不同也视为相同）。',
      `${entry(1, good)}&${entry(2, good)}`,
    ),
    absent: rowText(`An entry has a description, but no ${value}.`, `条目只有描述，没有 ${value}。`, 'Entry.1.Description=web'),
    tooMany: rowText(`A request names more than ${maxEntriesPerRequest} entries.`, `一次请求中的条目超过 ${maxEntriesPerRequest} 个。`, {
      en: `${maxEntriesPerRequest + 1} entries`,
      zh: `传入 ${maxEntriesPerRequest + 1} 个条目`,
    }),
    overMaxEntries: rowText(
      'There are more entries than MaxEntries.',
      '条目数量超过 MaxEntries。',
      `MaxEntries=1&${entry(1, kind === 'prefixList' ? '10.0.0.0/8' : '22/22')}&${entry(2, good)}`,
    ),
    maxEntries: rowText(`MaxEntries is greater than ${maxEntries}.`, `MaxEntries 大于 ${maxEntries}。`, `MaxEntries=${maxEntries + 1}`),
    full: rowText(
      `The account has as many ${en}s in the region as its quota allows (100 by default).`,
      `该地域下的${zh}数量已达到账号配额上限（默认 100 个）。`,
      { en: `The 101st ${en} of a region`, zh: `在同一地域创建第 101 个${zh}` },
    ),
    resourceGroup: rowText('The account has no such resource group.', '当前账号下没有此资源组。', 'ResourceGroupId=rg-none'),
    tagKey: rowText(
      'A tag key is empty, longer than 128 characters, starts with aliyun or acs:, or has a web address in it.',
      '标签键为空、超过 128 个字符、以 aliyun 或 acs: 开头，或包含 http:// 或 https://。',
      'Tag.1.Key=acs:env',
    ),
    tagValue: rowText(
      'A tag value is longer than 128 characters or has a web address in it.',
      '标签值超过 128 个字符，或包含 http:// 或 https://。',
      'Tag.1.Key=env&Tag.1.Value=http://test',
    ),
    tagRepeated: rowText('Two tags have the same key.', '标签键重复。', 'Tag.1.Key=env&Tag.2.Key=env'),
  };
}

/** What both creations answer for tags, as CreateSecurityGroup does; the pages of the lists name no codes for them. */
export function tagRowsErrors(kind: ListKind) {
  const inferred = rowMaker('inferred');
  const { tagKey, tagValue, tagRepeated } = createTexts(kind);
  return {
    'InvalidTagKey.Malformed': inferred(400, 'Specified tag key is not valid.', tagKey),
    'InvalidTagValue.Malformed': inferred(400, 'Specified tag value is not valid.', tagValue),
    'Duplicate.TagKey': inferred(400, 'The Tag.N.Key contain duplicate key.', tagRepeated),
  };
}
