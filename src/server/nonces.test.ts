import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Nonces, WINDOW } from '#server/nonces.ts';

const now = 1_800_000_000_000;
test('a nonce is used once by a key, and another key may use it too', () => {
  const nonces = new Nonces(7);
  assert.equal(nonces.use('k1', 'n', now, now), true);
  assert.equal(nonces.use('k1', 'n', now, now), false);
  assert.equal(nonces.use('k1', 'n', now + 60_000, now), false, 'under another timestamp too');
  assert.equal(nonces.use('k2', 'n', now, now), true);
});
test('a hundred thousand nonces are all remembered, and no new one is taken for one of them', () => {
  const nonces = new Nonces(42);
  for (let i = 0; i < 100_000; i++) assert.equal(nonces.use('key', `n${i}`, now + (i % 900) * 1000, now), true);
  for (let i = 0; i < 100_000; i += 97) assert.equal(nonces.use('key', `n${i}`, now, now), false);
});
test('a nonce may come again once 15 minutes have passed since its timestamp, and not before', () => {
  const nonces = new Nonces(7);
  nonces.use('k', 'n', now, now);
  assert.equal(nonces.use('k', 'n', now, now + WINDOW - 1), false);
  const later = now + WINDOW + 5 * 60_000 + 1;
  assert.equal(nonces.use('k', 'n', later, later), true);
});
test('what was taken is known again after a restart with the same seed, without what has expired', () => {
  const nonces = new Nonces(9);
  nonces.use('k', 'old', now - WINDOW + 1000, now);
  nonces.use('k', 'new', now, now);
  const kept = [nonces.take()];
  assert.equal(nonces.take().length, 0);
  const again = new Nonces(9);
  again.restore(kept, now + 60_000);
  assert.equal(again.use('k', 'new', now + 60_000, now + 60_000), false);
  assert.equal(again.use('k', 'old', now + 60_000, now + 60_000), true);
});
test('a restart at the very end of 15 minutes forgets nothing that could still be used', () => {
  const nonces = new Nonces(9);
  nonces.use('k', 'n', now, now);
  const again = new Nonces(9);
  again.restore([nonces.take()], now + WINDOW);
  assert.equal(again.use('k', 'n', now, now + WINDOW), false);
});
