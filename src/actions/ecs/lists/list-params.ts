import type { Param } from '#kit/shape.ts';

/** Parameters that the actions on lists share. Names, descriptions and entries are judged by the handler, which has codes of its own for them. */
export const listDescription = {
  kind: 'string',
  doc: {
    en: 'The description: 2 to 256 characters, not starting with http:// or https://.',
    zh: '描述信息，长度为 2～256 个字符，不能以 http:// 或 https:// 开头。',
  },
  example: 'This is description.',
} as const satisfies Param;

export const entryDescription = {
  kind: 'string',
  doc: {
    en: 'The description of the entry: 2 to 32 characters, not starting with http:// or https://.',
    zh: '条目的描述信息，长度为 2～32 个字符，不能以 http:// 或 https:// 开头。',
  },
  example: 'Description Sample 01',
} as const satisfies Param;

/** How many entries are read. More than a request may have, so that a few too many get LimitExceed.Entry and not InvalidParameter. */
export const mostEntriesRead = 1000;

export const resourceGroupId = {
  kind: 'string',
  doc: { en: 'The resource group of the list.', zh: '列表所属的资源组 ID。' },
  example: 'rg-bp67acfmxazb4p0000',
} as const satisfies Param;

export const ofResourceGroup = {
  kind: 'string',
  doc: { en: 'Only lists of this resource group.', zh: '仅返回属于该资源组的列表。' },
  example: 'rg-bp67acfmxazb4p0000',
} as const satisfies Param;

export const maxResults = {
  kind: 'integer',
  min: 1,
  max: 100,
  wrong: 'InvalidParameter',
  doc: { en: 'How many lists a page has. Default: 10.', zh: '每页返回的列表数量。默认值为 10。' },
  example: '10',
} as const satisfies Param;

export const nextToken = {
  kind: 'string',
  doc: { en: 'The NextToken of the page before; absent for the first page.', zh: '上一页返回的 NextToken；查询第一页时不填。' },
  example: 'cGwteDFqMWs1eWt6cWxpeGRjeTAwMDA',
} as const satisfies Param;

/** Alibaba Cloud ECS API reference, CreatePrefixList. */
export const listName = {
  kind: 'string',
  required: true,
  doc: {
    en: 'The name: 2 to 128 letters of any script, digits, colons, underscores, periods and hyphens, a letter first. Not starting with com.aliyun or com.alibabacloud. Names need not be unique.',
    zh: '名称，长度为 2～128 个字符，以字母或中文开头，可包含字母、中文、数字、半角冒号（:）、下划线（_）、半角句号（.）和短划线（-），不能以 com.aliyun 或 com.alibabacloud 开头。名称可以重复。',
  },
} as const satisfies Param;

/** Paging of what names a list. */
export const associationPage = {
  MaxResults: {
    ...maxResults,
    doc: { en: 'How many resources a page has. Default: 10.', zh: '每页返回的资源数量。默认值为 10。' },
  },
  NextToken: nextToken,
} as const;
