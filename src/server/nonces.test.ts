import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Nonces, WINDOW } from '#server/nonces.ts';

const now = 1_800_000_000_000;
/** Whether it could be used; it is kept. */
function use(nonces: Nonces, ...of: Parameters<Nonces['use']>): boolean {
  const used = nonces.use(...of);
  if (used) nonces.keep(used);
  return used !== undefined;
}
test('a nonce is used once by a key, and another key may use it too', () => {
  const nonces = new Nonces(7);
  assert.equal(use(nonces, 'k1', 'n', now, now), true);
  assert.equal(use(nonces, 'k1', 'n', now, now), false);
  assert.equal(use(nonces, 'k1', 'n', now + 60_000, now), false, 'under another timestamp too');
  assert.equal(use(nonces, 'k2', 'n', now, now), true);
});
test('a hundred thousand nonces are all remembered, and no new one is taken for one of them', () => {
  const nonces = new Nonces(42);
  for (let i = 0; i < 100_000; i++) assert.equal(use(nonces, 'key', `n${i}`, now + (i % 900) * 1000, now), true);
  for (let i = 0; i < 100_000; i += 97) assert.equal(use(nonces, 'key', `n${i}`, now, now), false);
});
test('a nonce may come again some time after 15 minutes since its timestamp, and not before', () => {
  const nonces = new Nonces(7);
  use(nonces, 'k', 'n', now, now);
  assert.equal(use(nonces, 'k', 'n', now, now + WINDOW - 1), false);
  const later = now + WINDOW + 5 * 60_000 + 60_000 + 1;
  assert.equal(use(nonces, 'k', 'n', later, later), true);
});
test('what was taken is known again after a restart with the same seed, without what has expired', () => {
  const nonces = new Nonces(9);
  use(nonces, 'k', 'old', now - WINDOW + 1000, now);
  use(nonces, 'k', 'new', now, now);
  const kept = [nonces.take()];
  assert.equal(nonces.take().length, 0);
  const again = new Nonces(9);
  again.restore(kept, now + 60_000);
  assert.equal(use(again, 'k', 'new', now + 60_000, now + 60_000), false);
  assert.equal(use(again, 'k', 'old', now + 60_000, now + 60_000), true);
});
test('a restart at the very end of 15 minutes forgets nothing that could still be used', () => {
  const nonces = new Nonces(9);
  use(nonces, 'k', 'n', now, now);
  const again = new Nonces(9);
  again.restore([nonces.take()], now + WINDOW);
  assert.equal(use(again, 'k', 'n', now, now + WINDOW), false);
});
test('what another server used is used here too; only what was used at both is told to be used elsewhere', () => {
  const [here, there] = [new Nonces(9), new Nonces(9)];
  const own = here.use('k', 'both', now, now)!;
  const alone = here.use('k', 'alone', now, now)!;
  for (const nonce of ['both', 'there']) use(there, 'k', nonce, now, now);
  const kept = there.take();
  assert.equal(here.signed(own).isUsedElsewhere(), false);
  here.meet([kept], now);
  assert.equal(here.signed(own).isUsedElsewhere(), true);
  assert.equal(here.signed(alone).isUsedElsewhere(), false);
  assert.equal(here.use('k', 'there', now, now), undefined);
  assert.deepEqual(here.signed(own).kept, kept.subarray(0, 12));
});
test('what another server used and has expired is left out', () => {
  const [here, there] = [new Nonces(9), new Nonces(9)];
  use(there, 'k', 'old', now - WINDOW + 1000, now);
  here.meet([there.take()], now + 62_000);
  assert.equal(use(here, 'k', 'old', now + 62_000, now + 62_000), true);
});
test('what was sent to two servers in the last second of its 15 minutes is known for used elsewhere while it waits', () => {
  const [here, there] = [new Nonces(9), new Nonces(9)];
  use(there, 'k', 'n', now - WINDOW, now);
  const own = here.use('k', 'n', now - WINDOW, now)!;
  here.meet([there.take()], now + 10_000);
  assert.equal(here.signed(own).isUsedElsewhere(), true);
});
