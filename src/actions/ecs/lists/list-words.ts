import { type ListKind, maxEntriesOfPortRangeList, maxEntriesOfPrefixList } from '#domain/list-entries.ts';

/**
 * Prefix lists and port lists behave the same; what differs is data, and each action states it.
 *   list-words (names) -> list-params, create-texts (what people read) -> create-list | describe-lists | delete-list (what is done)
 */
export type ListWords = {
  readonly en: string;
  readonly zh: string;
  /** Wire names of the list's id and name, and of an entry's value. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
  /** What its ids begin with. */
  readonly prefix: string;
  readonly maxEntries: number;
  /** A good value of an entry, and one that is none. */
  readonly good: string;
  readonly bad: string;
  readonly sampleId: string;
};

export const listWords = {
  prefixList: {
    en: 'prefix list',
    zh: '前缀列表',
    id: 'PrefixListId',
    name: 'PrefixListName',
    value: 'Cidr',
    prefix: 'pl',
    maxEntries: maxEntriesOfPrefixList,
    good: '192.168.1.0/24',
    bad: '10.0.0.1/8',
    sampleId: 'pl-x1j1k5ykzqlixdcy0000',
  },
  portRangeList: {
    en: 'port list',
    zh: '端口列表',
    id: 'PortRangeListId',
    name: 'PortRangeListName',
    value: 'PortRange',
    prefix: 'prl',
    maxEntries: maxEntriesOfPortRangeList,
    good: '80/80',
    bad: '443/80',
    sampleId: 'prl-2ze9743000000000000',
  },
} as const satisfies { readonly [K in ListKind]: ListWords };
