import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isSameText } from '#wire/hmac.ts';

/** How long a comparison takes tells nothing of where two texts differ: `isSameText` of src/wire/hmac.ts is what all signatures go through. */
const LENGTH = 200_000;
const right = 'a'.repeat(LENGTH);
const differing = (at: number): string => `${right.slice(0, at)}b${right.slice(at + 1)}`;
const best = (text: string): number => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 60; i++) {
    const begun = performance.now();
    assert.equal(isSameText(text, right), text === right);
    least = Math.min(least, performance.now() - begun);
  }
  return least;
};

test('where texts differ makes no difference to how long it takes to see that they do', () => {
  // Texts put together from pieces are made whole when they are first read.
  const texts = [0, LENGTH / 2, LENGTH - 1].map((at) => Buffer.from(differing(at)).toString('latin1'));
  let told = '';
  // A comparison that stops where texts differ takes a thousandth of the time at the first character, each time; a busy machine does not do that.
  for (let n = 0; n < 5; n++) {
    const [first, middle, last] = texts.map(best) as [number, number, number];
    told = `differing at the first character ${first.toFixed(3)} ms, in the middle ${middle.toFixed(3)} ms, at the last ${last.toFixed(3)} ms`;
    if ([first, middle].every((one) => one > last / 2 && one < last * 2)) return console.log(told);
  }
  assert.fail(told);
});

test('signatures are compared by nothing else', () => {
  for (const file of globSync('src/wire/sign-v*.ts').filter((one) => !one.includes('.test.'))) {
    const text = readFileSync(file, 'utf8');
    assert.match(text, /isSameText\(/, file);
    assert.doesNotMatch(text, /(signature|sent|Signature)\w* *[!=]==|[!=]== *\w*\.?(signature|sent)\b/, file);
  }
});
