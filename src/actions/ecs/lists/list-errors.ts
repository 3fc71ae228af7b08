import { type ListWords, listWords } from '#actions/ecs/lists/list-words.ts';
import { asSent } from '#actions/texts.ts';
import { invalidRegion } from '#actions/vocabulary.ts';
import type { ListKind } from '#domain/list-entries.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/** For InvalidRegionId.NotFound of the actions on port lists, which have a message of their own. */
export const regionOfPortLists: ErrorRow = { ...invalidRegion, message: 'The specified parameter RegionId is not valid.' };

/** What deleting a list, or asking for the lists, may answer, by topic. */
export function listTexts(kind: ListKind) {
  const { en, zh, id, sampleId }: ListWords = listWords[kind];
  return {
    absent: {
      meaning: { en: `The account has no such ${en} in the region.`, zh: `当前账号在该地域下没有此${zh}。` },
      trigger: asSent(`${id}=${sampleId}`),
    },
    inUse: {
      meaning: { en: `A rule of a security group names the ${en}.`, zh: `有安全组规则引用了该${zh}。` },
      trigger: { en: `${id} of a list that a rule names`, zh: `${id} 为已被安全组规则引用的${zh}` },
    },
    tooManyIds: {
      meaning: {
        en: `There are more than 100 values of ${id}, or one has an index that is no positive integer.`,
        zh: `${id} 超过 100 个，或其下标不是正整数。`,
      },
      trigger: { en: `101 values of ${id}`, zh: `传入 101 个 ${id}` },
    },
    page: {
      meaning: {
        en: 'MaxResults is not 1 to 100, or NextToken is not one that a page gave.',
        zh: 'MaxResults 不在 1～100 之间，或 NextToken 不是此前返回的值。',
      },
      trigger: asSent('MaxResults=101'),
    },
    parameter: {
      meaning: {
        en: 'MaxResults is not 1 to 100, NextToken is not one that a page gave, or another filter cannot be read.',
        zh: 'MaxResults 不在 1～100 之间，NextToken 不是此前返回的值，或其他过滤条件无法解析。',
      },
      trigger: asSent('MaxResults=101'),
    },
  };
}
