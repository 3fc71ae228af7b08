import type { DatabaseSync } from 'node:sqlite';
import { facetsOf, headRefs, partRefs } from '#domain/kinds.ts';
import type { Key } from '#kit/deciding.ts';
import { fromStored } from '#store/sqlite/stored.ts';

/** For a migration: changes the heads of one kind in place. */
export function changeHeads(db: DatabaseSync, kind: string, change: (head: object) => object): void {
  const set = db.prepare('UPDATE root SET head = ? WHERE shelf = ? AND id = ?');
  const rows = db.prepare('SELECT shelf, id, head FROM root WHERE shelf IN (SELECT n FROM shelf WHERE kind = ?)').all(kind);
  for (const { shelf, id, head } of rows as { shelf: number; id: string; head: string }[])
    set.run(JSON.stringify(change(fromStored(head) as object)), shelf, id);
}

/** For a migration after which `domain/kinds.ts` derives other facets or references: makes both indexes anew from the rows. */
export function reindex(db: DatabaseSync): void {
  db.exec('DELETE FROM facet; DELETE FROM ref');
  const addFacet = db.prepare('INSERT OR IGNORE INTO facet VALUES (?, ?, ?, ?)');
  const addRef = db.prepare('INSERT OR IGNORE INTO ref VALUES (?, ?, ?, ?, ?)');
  const findShelf = db.prepare('SELECT n FROM shelf WHERE account = ? AND region = ? AND kind = ?');
  const addShelf = db.prepare('INSERT INTO shelf (account, region, kind) VALUES (?, ?, ?)');
  const shelfOf = ({ account, region, kind }: Key): number =>
    (findShelf.get(account, region, kind) as { n: number } | undefined)?.n ?? Number(addShelf.run(account, region, kind).lastInsertRowid);
  const name = (shelf: number, id: string, part: string, refs: readonly Key[]) => {
    for (const to of refs) addRef.run(shelfOf(to), to.id, shelf, id, part);
  };

  for (const { n, ...place } of db.prepare('SELECT n, account, region, kind FROM shelf').all() as (Omit<Key, 'id'> & { n: number })[]) {
    for (const { id, head } of db.prepare('SELECT id, head FROM root WHERE shelf = ?').all(n) as { id: string; head: string }[]) {
      const value = fromStored(head);
      for (const [facet, text] of facetsOf(place.kind, value)) addFacet.run(n, facet, text, id);
      name(n, id, '', headRefs({ ...place, id }, value));
    }
    type Part = { root: string; id: string; row: string };
    for (const { root, id, row } of db.prepare('SELECT root, id, row FROM part WHERE shelf = ?').all(n) as Part[])
      name(n, root, id, partRefs({ ...place, id: root }, fromStored(row)));
  }
}
