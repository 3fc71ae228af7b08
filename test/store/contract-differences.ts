import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Loaded } from '#kit/deciding.ts';
import type { Driver, Store } from '#store/store.ts';
import { change, groupHead, groupKey, put, vpcHead, vpcKey } from './samples.ts';

/**
 * In what a driver may differ from what the contract's cases expect, by the key under which it declares so: whether it does.
 *   a store of two commits -> closed -> driver, as opened anew -> what it does == what it declares, key by key
 */
type Place = {
  /** A store that can be written. */
  openStore(): Promise<Store>;
  /** Runs with the driver that is looked at, on the same data. */
  withDriver(run: (driver: Driver) => Promise<void>): Promise<void>;
  remove(): Promise<void>;
};
const sg = groupKey('sg-1');

const isThere: Readonly<Record<string, (driver: Driver) => Promise<boolean>>> = {
  /** The version of a root is not the number of its own last change. */
  async version(driver) {
    const [root] = await driver.look([{ need: 'root', key: sg, hold: 'look' }]);
    return (root as Loaded).version !== 1;
  },
  /** Nothing can be written, and what is told of changes is not told. */
  async reader(driver) {
    try {
      const round = await driver.begin();
      await round.rollback();
      return false;
    } catch {
      return true;
    }
  },
};

/** Every difference that is declared is known here, has a reason, and is there; what is there is declared. */
export function differencesSuite(name: string, makePlace: () => Promise<Place>): void {
  const onDriver = async (run: (driver: Driver) => Promise<void>) => {
    const place = await makePlace();
    try {
      const store = await place.openStore();
      await change(store, put(sg, groupHead()));
      await change(store, put(vpcKey('vpc-1'), vpcHead()));
      await store.close();
      await place.withDriver(run);
    } finally {
      await place.remove();
    }
  };
  test(`${name}: differences: each that is declared is known to the suite, with a reason in a sentence`, () =>
    onDriver(async ({ differences }) => {
      for (const [key, reason] of Object.entries(differences)) {
        assert.ok(Object.hasOwn(isThere, key), `${key} is no difference that the suite knows`);
        assert.match(reason, /^[A-Z].{20,}\.$/, key);
      }
    }));
  for (const [key, find] of Object.entries(isThere))
    test(`${name}: differences: ${key} is declared where it is there, and nowhere else`, () =>
      onDriver(async (driver) => assert.equal(await find(driver), Object.hasOwn(driver.differences, key))));
}
