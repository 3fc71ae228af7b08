import { createTexts, type RowText } from '#actions/ecs/lists/create-texts.ts';
import { type ListWords, listWords } from '#actions/ecs/lists/list-words.ts';
import { asSent } from '#actions/texts.ts';
import { type ListKind, maxEntriesPerRequest } from '#domain/list-entries.ts';

/** Meaning and trigger of the rows that changing a list has, by topic. */
export function modifyTexts(kind: ListKind) {
  const { en, zh, value, good, bad }: ListWords = listWords[kind];
  const { name, description, malformed } = createTexts(kind);
  const texts = {
    name,
    description,
    missing: {
      meaning: { en: `An entry has no ${value}.`, zh: `条目没有 ${value}。` },
      trigger: asSent('AddEntry.1.Description=web'),
    },
    malformed: { ...malformed, trigger: asSent(`AddEntry.1.${value}=${bad}`) },
    repeated: {
      meaning: {
        en: 'Two entries to add or two to remove are the same, whatever their spelling, or one is to be added and removed.',
        zh: '要添加的条目或要删除的条目中存在相同的条目（写法不同也视为相同），或同一条目既要添加又要删除。',
      },
      trigger: asSent(`AddEntry.1.${value}=${good}&RemoveEntry.1.${value}=${good}`),
    },
    tooMany: {
      meaning: {
        en: `A request adds or removes more than ${maxEntriesPerRequest} entries.`,
        zh: `一次请求添加或删除的条目超过 ${maxEntriesPerRequest} 个。`,
      },
      trigger: { en: `${maxEntriesPerRequest + 1} entries to add`, zh: `添加 ${maxEntriesPerRequest + 1} 个条目` },
    },
    overMaxEntries: {
      meaning: { en: `The ${en} would have more entries than its MaxEntries.`, zh: `变更后${zh}的条目数量将超过其 MaxEntries。` },
      trigger: { en: `A new ${value} for a list that is full`, zh: `向已满的列表添加新的 ${value}` },
    },
  } as const satisfies { readonly [topic: string]: RowText };
  return texts;
}
