import assert from 'node:assert/strict';
import type { End } from '#feed/feed.ts';
import type { Resource, ResourceKey } from '#feed/state-resource.ts';
import type { StateGroup, StateSink } from '#feed/state-stream.ts';
import { namedBy } from './state-model.ts';

export type Marker = { readonly seq: number; readonly interest: readonly string[]; readonly state: ReadonlyMap<string, string> };
/** A host as it folds its stream: what it has after each marker. At no event may it have something that names what it has not. */
export class TestHost implements StateSink {
  readonly markers: Marker[] = [];
  readonly ends: End[] = [];
  readonly groups: StateGroup[] = [];
  interest: readonly string[];
  #state = new Map<string, string>();
  #wanted: readonly (readonly string[])[];
  readonly #hold: () => Promise<void> | undefined;

  constructor(interest: readonly string[], hold: () => Promise<void> | undefined = () => undefined) {
    this.interest = interest;
    this.#wanted = [interest];
    this.#hold = hold;
  }
  /** Markers up to the new interest's own are of one of those that were wanted meanwhile. */
  want(interest: readonly string[]): void {
    this.interest = interest;
    this.#wanted = [...this.#wanted, interest];
  }

  take(group: StateGroup): Promise<void> | undefined {
    this.groups.push(group);
    const { cursor, changed, dropped } = group;
    for (const { json } of changed) {
      const { v, kind, account, region, id, at, body } = JSON.parse(json) as Resource;
      assert.equal(v, 1);
      assert.ok(Number(at.split(':')[1]) <= cursor.seq && at.split(':')[0] === cursor.epoch, `${at} in the group of ${cursor.seq}`);
      this.#state.set(`${kind}/${account}/${region}/${id}`, JSON.stringify(body));
      this.#judge();
    }
    for (const { kind, account, region, id } of dropped) {
      assert.ok(this.#state.delete(`${kind}/${account}/${region}/${id}`), 'dropped what it has');
      this.#judge();
    }
    const last = this.markers.at(-1);
    if (last) assert.ok(last.seq <= cursor.seq, 'never back');
    const mine = new Set([...this.#state.keys()].filter((name) => name.startsWith('interface/')).map((name) => name.slice(10)));
    const interest = this.#wanted.find((one) => new Set(one).symmetricDifference(mine).size === 0);
    assert.ok(interest, 'the interfaces are those that were asked for');
    this.markers.push({ seq: cursor.seq, interest, state: new Map(this.#state) });
    return this.#hold();
  }
  #judge(): void {
    for (const [name, body] of this.#state)
      for (const named of namedBy(name, JSON.parse(body))) assert.ok(this.#state.has(named), `${name} names ${named}, which is not there`);
  }
  end(why: End): void {
    this.ends.push(why);
  }
}

export const keysOf = (interest: readonly string[]): ResourceKey[] =>
  interest.map((name) => {
    const [account, region, id] = name.split('/') as [string, string, string];
    return { account, region, kind: 'interface', id };
  });
