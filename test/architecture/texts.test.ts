import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions } from '#actions/index.ts';
import { gatewayErrors } from '#errors/gateway.ts';

type Found = { readonly at: string; readonly en: unknown; readonly zh: unknown };

/** Every object with `en` or `zh` anywhere in a value, with its path. */
function textsIn(value: unknown, at: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const { en, zh } = value as { en?: unknown; zh?: unknown };
  if (en !== undefined || zh !== undefined) return [{ at, en, zh }];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${at}.${key}`));
}

const han = /\p{Script=Han}/u;
/** Names and values of parameters, which no language changes: `Permissions.1.Policy=maybe&Priority=1`. */
const isParameterLine = (text: string): boolean => text.split(/[,;]? +/).every((part) => /^[\w.{}-]+=\S*$/.test(part));

function wrongWith({ en, zh }: Found): string | undefined {
  if (typeof en !== 'string' || typeof zh !== 'string') return 'one language is absent';
  if (en.trim() === '' || zh.trim() === '') return 'empty';
  if (han.test(en)) return 'Chinese in the English text';
  if (en === zh && isParameterLine(en)) return undefined;
  return /[A-Za-z]{2}/.test(en) && !han.test(zh) ? 'no Chinese in the Chinese text' : undefined;
}

test('every text has both languages', () => {
  const texts = [...actions.flatMap((a) => textsIn(a, a.name)), ...textsIn(gatewayErrors, 'gateway')];
  assert.ok(texts.length > 50, 'the texts were found');
  assert.deepEqual(
    texts.map((text) => [text.at, wrongWith(text)]).filter(([, wrong]) => wrong !== undefined),
    [],
  );
});

const judged: readonly (readonly [title: string, en: unknown, zh: unknown, expected: string | undefined])[] = [
  ['both languages are right', 'The region.', '地域。', undefined],
  ['a line of parameters may be the same', 'Permissions.1.Policy=maybe&Priority=1', 'Permissions.1.Policy=maybe&Priority=1', undefined],
  ['commas in a value do not end it', 'VpcId=vpc-1,vpc-2', 'VpcId=vpc-1,vpc-2', undefined],
  ['a sentence may not', 'The region.', 'The region.', 'no Chinese in the Chinese text'],
  ['nor one with a parameter in it', 'no RegionId=x', 'no RegionId=x', 'no Chinese in the Chinese text'],
  ['an empty text is none', 'The region.', '', 'empty'],
  ['a language may not be absent', 'The region.', undefined, 'one language is absent'],
  ['languages may not be mixed up', '地域。', 'The region.', 'Chinese in the English text'],
];
for (const [title, en, zh, expected] of judged) test(`texts: ${title}`, () => assert.equal(wrongWith({ at: '', en, zh }), expected));
