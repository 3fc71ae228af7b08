import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fill, wireCode } from '#errors/fill.ts';

const messages: readonly (readonly [title: string, message: string, holes: readonly string[], expected: string])[] = [
  ['a message without holes is left as it is', 'The Description is invalid.', [], 'The Description is invalid.'],
  ['holes fill in order', '%s is not valid in %s.', ['Policy', 'Permissions.1'], 'Policy is not valid in Permissions.1.'],
  ['a hole at the very end is filled, and nothing follows it', 'string to sign is:%s', ['GET&%2F&'], 'string to sign is:GET&%2F&'],
  ['a text that looks like a hole is not filled in turn', '[%s] [%s]', ['a%sb', 'c'], '[a%sb] [c]'],
  ['dollar signs are no patterns', '[%s]', ['$&$1'], '[$&$1]'],
  ['a hole that was not given stays visible', '%s and %s', ['one'], 'one and %s'],
  ['more holes than there are places are left out', '%s', ['one', 'two'], 'one'],
];
for (const [title, message, holes, expected] of messages) test(`fill: ${title}`, () => assert.equal(fill(message, holes), expected));

test('fill: what is between the holes and what fills them come out in their order', () => {
  const part = fc.string().filter((s) => !s.includes('%'));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), part), { maxLength: 5 }), part, (pairs, first) => {
      const message = first + pairs.map(([, after]) => `%s${after}`).join('');
      const holes = pairs.map(([hole]) => hole);
      assert.equal(fill(message, holes), first + pairs.map(([hole, after]) => hole + after).join(''));
    }),
  );
});

const codes: readonly (readonly [title: string, key: string, holes: readonly string[], expected: string])[] = [
  ['a plain key is the code', 'InvalidAction.NotFound', [], 'InvalidAction.NotFound'],
  ['the variant stays here', 'SignatureDoesNotMatch#v1', ['x'], 'SignatureDoesNotMatch'],
  ['the name of the parameter is part of the code', 'Missing{Name}', ['SecurityGroupId'], 'MissingSecurityGroupId'],
];
for (const [title, key, holes, expected] of codes) test(`wireCode: ${title}`, () => assert.equal(wireCode(key, holes), expected));
