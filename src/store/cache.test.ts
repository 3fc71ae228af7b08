import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Loaded } from '#kit/deciding.ts';
import { Cache } from '#store/cache.ts';
import type { VersionedParts } from '#store/versioned-parts.ts';

/** The bound on parts; a set of parts weighs one more than it has. */
const MOST = 60_000;
/** Only the size of parts matters here. */
const parts = (size: number) => ({ size }) as VersionedParts;
const head = (id: string): Loaded => ({ key: { account: 'a', region: 'r', kind: 'group', id }, version: 1, head: {} });

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const size = fc.oneof(
  { weight: 3, arbitrary: fc.nat(30) },
  { weight: 6, arbitrary: fc.integer({ min: 5_000, max: 30_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(MOST - 1, MOST, MOST + 1) },
);
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), key: fc.constantFrom(...keys), size }),
  fc.record({ do: fc.constantFrom('get' as const, 'delete' as const), key: fc.constantFrom(...keys), size: fc.constant(0) }),
);

test('the cache keeps what was used last, as far as its bound goes, and never more', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const { parts: cache } = new Cache();
      /** Oldest first. */
      let model: (readonly [key: string, value: VersionedParts])[] = [];
      for (const { do: what, key, size } of steps) {
        const known = model.find(([k]) => k === key);
        model = model.filter(([k]) => k !== key);
        if (what === 'get') {
          assert.equal(cache.get(key), known?.[1]);
          if (known) model.push(known);
        } else if (what === 'delete') cache.delete(key);
        else {
          const value = parts(size);
          cache.set(key, value);
          model.push([key, value]);
          while (model.reduce((sum, [, v]) => sum + v.size + 1, 0) > MOST) model.shift();
        }
      }
      const left = new Map(model);
      for (const [key] of model) assert.equal(cache.get(key), left.get(key));
      for (const key of keys) if (!left.has(key)) assert.equal(cache.get(key), undefined);
    }),
    { numRuns: 500 },
  );
});

test('what was used last stays, and what was put last but not used goes', () => {
  const { parts: cache } = new Cache();
  for (const key of ['a', 'b', 'c']) cache.set(key, parts(19_000));
  cache.get('a');
  cache.set('d', parts(19_000));
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined),
    [true, false, true, true],
  );
});

test('a set of parts that is larger than the bound is not kept, and pushes nothing out for long', () => {
  const { parts: cache } = new Cache();
  cache.set('large', parts(MOST));
  assert.equal(cache.get('large'), undefined);
  cache.set('small', parts(10));
  cache.set('fits', parts(MOST - 12));
  assert.deepEqual([cache.get('small')?.size, cache.get('fits')?.size], [10, MOST - 12]);
});

test('10,000 heads are kept and not one more', () => {
  const { heads } = new Cache();
  for (let n = 0; n < 10_001; n++) heads.set(`${n}`, head(`${n}`));
  let kept = 0;
  for (let n = 0; n < 10_001; n++) if (heads.get(`${n}`)) kept += 1;
  assert.equal(kept, 10_000);
  assert.equal(heads.get('0'), undefined);
});
