import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compilePattern, compilePatterns } from '#ram/pattern.ts';

/** The rule as a regular expression, which is right but can take exponential time. */
const asRegExp = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^$|()[\]{}\\/-]/gu, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'su',
  );

test('a pattern matches what its regular expression matches', () => {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', 'b') },
    { weight: 1, arbitrary: fc.constantFrom('.', '\n', '组', '😀') },
  );
  const text = fc.array(unit, { maxLength: 8 }).map((units) => units.join(''));
  const pattern = fc
    .array(fc.oneof({ weight: 2, arbitrary: unit }, fc.constantFrom('*', '?')), { maxLength: 7 })
    .map((units) => units.join(''));
  let matched = 0;
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), text, (patterns, text) => {
      const expected = patterns.map((one) => asRegExp(one).test(text));
      assert.deepEqual(
        patterns.map((one) => compilePattern(one)(text)),
        expected,
      );
      assert.equal(compilePatterns(patterns)(text), expected.includes(true));
      if (expected.includes(true)) matched++;
    }),
    { numRuns: 5000 },
  );
  assert.ok(matched > 300, `${matched} of 5000 matched`);
});

test('a text drawn from a pattern matches it', () => {
  const part = fc.constantFrom('a', 'b', 'ab', 'aab', '*', '?');
  const filled = fc.array(fc.tuple(part, fc.constantFrom('', 'a', 'ab', 'ba')), { maxLength: 9 });
  fc.assert(
    fc.property(filled, (parts) => {
      const pattern = parts.map(([one]) => one).join('');
      const text = parts.map(([one, fill]) => (one === '*' ? fill : one === '?' ? 'a' : one)).join('');
      assert.ok(compilePattern(pattern)(text), `${pattern} of ${text}`);
    }),
    { numRuns: 5000 },
  );
});

const hostile = ['*a', '*a?', 'a*?', '*?', '?*a*'].flatMap((part) => [part.repeat(2000), `${part.repeat(2000)}b`, `${part.repeat(60)}b`]);
test('no pattern is slow', () => {
  const matchers = hostile.map(compilePattern);
  const started = performance.now();
  for (const matcher of matchers) for (const length of [10, 100, 1000]) matcher('a'.repeat(length));
  const took = performance.now() - started;
  assert.ok(took < 2000, `${took} ms`);
});
