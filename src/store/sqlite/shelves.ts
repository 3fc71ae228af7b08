import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Place = { readonly account: string; readonly region: string; readonly kind: string };
const nameOf = (p: Place) => `${p.account}/${p.region}/${p.kind}`;

/** (account, region, kind) as a small number, so that three texts do not stand in each of a million keys. */
export class Shelves {
  readonly #find: StatementSync;
  readonly #make: StatementSync;
  readonly #read: StatementSync;
  readonly #numbers = new Map<string, number>();
  readonly #places = new Map<number, Place>();
  /** Made in the open transaction; forgotten if it is rolled back. */
  #fresh: number[] = [];

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT n FROM shelf WHERE account = ? AND region = ? AND kind = ?');
    this.#make = db.prepare('INSERT INTO shelf (account, region, kind) VALUES (?, ?, ?)');
    this.#read = db.prepare('SELECT account, region, kind FROM shelf WHERE n = ?');
  }

  find(place: Place): number | undefined {
    const known = this.#numbers.get(nameOf(place));
    if (known !== undefined) return known;
    const row = this.#find.get(place.account, place.region, place.kind) as { n: number } | undefined;
    if (row) this.#learn(row.n, place);
    return row?.n;
  }

  /** Only inside a transaction. */
  findOrMake(place: Place): number {
    const known = this.find(place);
    if (known !== undefined) return known;
    const n = Number(this.#make.run(place.account, place.region, place.kind).lastInsertRowid);
    this.#learn(n, place);
    this.#fresh.push(n);
    return n;
  }

  placeOf(n: number): Place {
    const known = this.#places.get(n) ?? ({ ...this.#read.get(n) } as Place);
    this.#learn(n, known);
    return known;
  }

  committed(): void {
    this.#fresh = [];
  }
  rolledBack(): void {
    for (const n of this.#fresh) {
      this.#numbers.delete(nameOf(this.#places.get(n)!));
      this.#places.delete(n);
    }
    this.#fresh = [];
  }

  #learn(n: number, { account, region, kind }: Place): void {
    this.#numbers.set(nameOf({ account, region, kind }), n);
    this.#places.set(n, { account, region, kind });
  }
}
