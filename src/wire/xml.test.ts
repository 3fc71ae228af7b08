import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { xmlOf } from '#wire/xml.ts';

const inside = (body: Readonly<Record<string, unknown>>) => xmlOf('R', body).replace('<?xml version="1.0" encoding="UTF-8"?>', '');

const rows: readonly [title: string, body: Readonly<Record<string, unknown>>, expected: string][] = [
  ['texts, numbers and booleans', { A: 'x', N: 1.5, B: false }, '<R><A>x</A><N>1.5</N><B>false</B></R>'],
  ['an array repeats its element', { L: { I: ['a', 'b'] } }, '<R><L><I>a</I><I>b</I></L></R>'],
  ['an array of objects', { L: { I: [{ A: 1 }, { A: 2 }] } }, '<R><L><I><A>1</A></I><I><A>2</A></I></L></R>'],
  ['an empty list is one empty element', { SecurityGroups: { SecurityGroup: [] } }, '<R><SecurityGroups/></R>'],
  ['an empty text is an empty element', { A: '', L: { I: [''] } }, '<R><A/><L><I/></L></R>'],
  ['undefined and null are left out', { A: undefined, B: null, C: 0 }, '<R><C>0</C></R>'],
  ['nothing', {}, '<R/>'],
  ['markup is escaped', { A: `&<>"'` }, '<R><A>&amp;&lt;&gt;&quot;&apos;</A></R>'],
  ['white space survives a parser', { A: 'a\tb\nc\rd' }, '<R><A>a\tb\nc&#13;d</A></R>'],
  [
    'characters that XML cannot hold are replaced',
    { A: 'a\0b\u0008c\u000bd\u000ce\u001ff\ufffeg\uffff' },
    '<R><A>a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffd</A></R>',
  ],
  ['half of a surrogate pair is replaced, a pair stays', { A: 'a\ud800b\udc00c😀' }, '<R><A>a\ufffdb\ufffdc😀</A></R>'],
  ['text above ASCII stays', { A: '安全组\u0085\u007f' }, '<R><A>安全组\u0085\u007f</A></R>'],
  ['a second text of the same kind is escaped too', { A: '&', B: '&&' }, '<R><A>&amp;</A><B>&amp;&amp;</B></R>'],
];
for (const [title, body, expected] of rows) test(title, () => assert.equal(inside(body), expected));

test('starts with the declaration', () => assert.equal(xmlOf('R', {}), '<?xml version="1.0" encoding="UTF-8"?><R/>'));

test('any text reads back, but for what XML cannot hold', () => {
  const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#13': '\r' };
  const isLegal = (c: string) => /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(c);
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.oneof(fc.constantFrom(...`&<>"'\r\n\t\0]`, '\ud800'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      }),
      (text) => {
        const written = inside({ A: `${text}.` }).slice('<R><A>'.length, -'.</A></R>'.length);
        assert.doesNotMatch(written, /[<>"'\r]|&(?!\w+;|#13;)/);
        const expected = [...text].map((c) => (isLegal(c) ? c : '\ufffd')).join('');
        assert.equal(
          written.replace(/&(#?\w+);/g, (_, name: string) => references[name] ?? ''),
          expected,
        );
      },
    ),
  );
});
