import { isDeepStrictEqual } from 'node:util';
import { all, type KeyOf, page, root } from '#domain/finding.ts';
import type { Kind, PartRows } from '#domain/kinds.ts';
import { type Key, keyText } from '#kit/deciding.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Change, ChangeRecord, Store } from '#store/store.ts';
import type { Intent } from './intents.ts';

/**
 * What a store says of its past, and whether that is true.
 *   change records -> gapless? each change begins where the one before ended? -> state -> the same as the rows that are there?
 */
export type History = {
  /** By nonce: the marks of what was changed (intents.ts). */
  readonly done: ReadonlyMap<string, readonly string[]>;
  /** The groups that there are, and the descriptions of their rules by id. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly records: number;
  /** Each a sentence; none where all is well. */
  readonly wrong: readonly string[];
};

type Root = { readonly key: Key; head: unknown; readonly parts: Map<string, unknown> };
const MOST = 10_000_000;

/** Opens the folder as a server would, so it must not be in use; what a crash left is recovered here. */
export async function readHistory(folder: string): Promise<History> {
  const store = openStore(folder);
  try {
    return await historyOf(store);
  } finally {
    await store.close();
  }
}

/** Nothing may be changed meanwhile. */
export async function historyOf(store: Store): Promise<History> {
  const records = await store.changesAfter(0, MOST);
  const wrong: string[] = [];
  const { head } = await store.health();
  if (head !== records.length) wrong.push(`the head is ${head}, and there are ${records.length} records`);
  const gap = records.findIndex(({ seq }, i) => seq !== i + 1);
  if (gap >= 0) wrong.push(`record ${gap + 1} bears the number ${records[gap]!.seq}`);
  const roots = new Map<string, Root>();
  const done = new Map<string, readonly string[]>();
  for (const record of records) {
    for (const change of record.changes) wrong.push(...follow(roots, change).map((words) => `record ${record.seq}: ${words}`));
    if (record.nonce === '') continue;
    if (done.has(record.nonce)) wrong.push(`two records bear the nonce ${record.nonce}`);
    done.set(record.nonce, marksOf(record));
  }
  wrong.push(...(await differences(store, roots)));
  return { done, groups: groupsIn(roots), records: records.length, wrong };
}

/** Takes one change in, and tells where it does not fit what the records before it made. */
function follow(roots: Map<string, Root>, { key, part, before, after }: Change): string[] {
  const name = keyText(key);
  const at = roots.get(name);
  const was = (part === undefined ? at?.head : at?.parts.get(part)) ?? null;
  const wrong = isDeepStrictEqual(was, before)
    ? []
    : [`${name} ${part ?? ''} was ${JSON.stringify(was)}, the record says ${JSON.stringify(before)}`];
  if (part === undefined) {
    if (after === null) {
      if (at && at.parts.size > 0) wrong.push(`${name} is gone, ${at.parts.size} parts of it are not`);
      roots.delete(name);
    } else if (at) at.head = after;
    else roots.set(name, { key, head: after, parts: new Map() });
  } else if (!at) wrong.push(`${name} is not there, its part ${part} changes`);
  else if (after === null) at.parts.delete(part);
  else at.parts.set(part, after);
  return wrong;
}

/** Where a root goes, its parts go without saying: `follow` sees to it that none stays. */
function marksOf({ changes }: ChangeRecord): string[] {
  const gone = new Set(changes.filter(({ part, after }) => part === undefined && after === null).map(({ key }) => keyText(key)));
  const told = changes.filter(({ key, part }) => part === undefined || !gone.has(keyText(key)));
  return told.map(({ part, before, after }) => (after === null ? '-' : '+') + nameOf(part, after ?? before)).sort();
}
const nameOf = (part: string | undefined, row: unknown) =>
  part === undefined ? (row as { name: string }).name : (row as { description: string }).description;

/** The rows that are there against those that the records tell of, both ways. */
async function differences(store: Store, roots: ReadonlyMap<string, Root>): Promise<string[]> {
  const wrong: string[] = [];
  const places = new Map<string, Key>();
  for (const [name, { key, head, parts }] of roots) {
    places.set(`${key.account}/${key.region}/${key.kind}`, key);
    const found = await store.read(() => root(key as KeyOf<Kind>));
    if (!isDeepStrictEqual(found?.head, head))
      wrong.push(`${name} is ${JSON.stringify(found?.head)}, by the records ${JSON.stringify(head)}`);
    const rows = new Map(await store.read(() => all(key as KeyOf<keyof PartRows>)).then((found) => [...found.entries()]));
    if (!isDeepStrictEqual(rows, parts)) wrong.push(`${name} has ${rows.size} parts, by the records ${parts.size}, or other ones`);
  }
  for (const [place, { kind, ...scope }] of places) {
    const { total } = await store.read(() => page(scope, kind as Kind, { limit: 1, total: true }));
    const told = [...roots.values()].filter(({ key }) => `${key.account}/${key.region}/${key.kind}` === place).length;
    if (total !== told) wrong.push(`${place} has ${total} roots, by the records ${told}`);
  }
  return wrong;
}

const groupsIn = (roots: ReadonlyMap<string, Root>) =>
  new Map(
    [...roots.values()]
      .filter(({ key }) => key.kind === 'group')
      .map(({ key, parts }) => [key.id, new Map([...parts].map(([id, rule]) => [id, (rule as { description: string }).description]))]),
  );

/** What became of intents, held against the records; sentences as in `wrong`. */
export function judge(intents: readonly Intent[], { done }: History): string[] {
  return intents.flatMap((intent) => {
    const { action, params, marks, attempts } = intent;
    const wrong = (words: string) => [`${action} ${params.ClientToken ?? ''} ${attempts.map(({ nonce }) => nonce)}: ${words}`];
    const found = attempts.flatMap(({ nonce }) => (done.has(nonce) ? [done.get(nonce)!] : []));
    const answered = attempts.flatMap(({ reply }) => (reply ? [reply.status] : []));
    if (found.length > 1) return wrong(`done ${found.length} times`);
    if (answered.includes(200) && found.length === 0) return wrong('answered with 200, and not done');
    if (answered.length === attempts.length && !answered.includes(200) && found.length > 0) return wrong('refused, and done');
    if (found[0] && !isDeepStrictEqual(found[0], marks)) return wrong(`${found[0]} was done where ${marks} was wanted`);
    if (marks.length === 0 && answered.includes(200)) return wrong('answered with 200 where nothing could be done');
    return [];
  });
}
