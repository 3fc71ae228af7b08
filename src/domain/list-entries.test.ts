import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { type EntryText, isListName, prefixReader, type ReadEntry, readEntries, readPortRange } from '#domain/list-entries.ts';

const v4 = prefixReader('IPv4');
const v6 = prefixReader('IPv6');

const values: readonly (readonly [title: string, read: ReadEntry, text: string, expected: string | undefined])[] = [
  ['a block without host bits stays', v4, '10.0.0.0/8', '10.0.0.0/8'],
  ['a lone IPv4 address becomes a block of one', v4, '192.168.1.100', '192.168.1.100/32'],
  ['a block of one stays', v4, '192.168.1.100/32', '192.168.1.100/32'],
  ['all of IPv4 is a block', v4, '0.0.0.0/0', '0.0.0.0/0'],
  ['host bits are an error in a prefix list', v4, '10.0.0.1/8', undefined],
  ['an IPv6 block is no entry of an IPv4 list', v4, '2001:db8::/32', undefined],
  ['no block', v4, '10.0.0.0/33', undefined],
  ['IPv6 is compressed and lower-case', v6, '2001:0DB8:0000:0000:0000:0000:0000:0000/32', '2001:db8::/32'],
  ['a lone IPv6 address becomes a block of one', v6, '2001:db8:0::1', '2001:db8::1/128'],
  ['IPv6 host bits are an error too', v6, '2001:db8::1/32', undefined],
  ['an IPv4 address is no entry of an IPv6 list', v6, '10.0.0.0/8', undefined],
  ['an IPv6 length over 128', v6, '2001:db8::/129', undefined],
  ['a range of ports', readPortRange, '80/443', '80/443'],
  ['the highest port', readPortRange, '65535/65535', '65535/65535'],
  ['no port 0', readPortRange, '0/80', undefined],
  ['the first port is not above the last', readPortRange, '443/80', undefined],
  ['no "any port"', readPortRange, '-1/-1', undefined],
  ['a lone port is no range', readPortRange, '80', undefined],
];
for (const [title, read, text, expected] of values) test(`an entry's value: ${title}`, () => assert.equal(read(text), expected));

test('whatever is masked is read as itself, whatever has host bits is not', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
      const network = ipaddr.IPv4.networkAddressFromCIDR(`${address}/${length}`).toString();
      assert.equal(v4(`${network}/${length}`), `${network}/${length}`);
      assert.equal(v4(`${address}/${length}`), address === network ? `${address}/${length}` : undefined);
    }),
  );
});

const sent = (...entries: readonly (readonly [value: string | undefined, description?: string])[]): readonly EntryText[] =>
  entries.map(([value, description], i) => ({ at: `Entry.${i + 1}`, value, description }));
const lists: readonly (readonly [title: string, read: ReadEntry, texts: readonly EntryText[], expected: unknown])[] = [
  ['no entries make an empty list', v4, [], { entries: [] }],
  ['a description is optional', v4, sent(['10.0.0.5', 'host']), { entries: [{ value: '10.0.0.5/32', description: 'host' }] }],
  ['an entry without a value', v4, sent(['10.0.0.0/8'], [undefined, 'host']), { fault: 'absent', at: 'Entry.2' }],
  ['an entry that is no block', v4, sent(['10.0.0.0/8'], ['x']), { fault: 'malformed', at: 'Entry.2' }],
  ['a description of one character', v4, sent(['10.0.0.0/8', 'x']), { fault: 'description', at: 'Entry.1' }],
  ['a description of 33 characters', v4, sent(['10.0.0.0/8', 'x'.repeat(33)]), { fault: 'description', at: 'Entry.1' }],
  [
    'a description of 32 characters of any plane',
    v4,
    sent(['10.0.0.0/8', '𠮷'.repeat(32)]),
    { entries: [{ value: '10.0.0.0/8', description: '𠮷'.repeat(32) }] },
  ],
  ['a description that is a web address', v4, sent(['10.0.0.0/8', 'http://x']), { fault: 'description', at: 'Entry.1' }],
  ['two spellings of one block are one entry', v4, sent(['10.0.0.5'], ['10.0.0.5/32']), { fault: 'repeated', at: 'Entry.2' }],
  ['two spellings of one IPv6 block too', v6, sent(['2001:DB8::/32'], ['2001:db8:0::/32']), { fault: 'repeated', at: 'Entry.2' }],
  ['form comes before repetition', v4, sent(['10.0.0.5'], ['10.0.0.5'], ['x']), { fault: 'malformed', at: 'Entry.3' }],
  [
    'ranges may overlap',
    readPortRange,
    sent(['1/100'], ['50/60']),
    {
      entries: [
        { value: '1/100', description: '' },
        { value: '50/60', description: '' },
      ],
    },
  ],
];
for (const [title, read, texts, expected] of lists) test(`entries: ${title}`, () => assert.deepEqual(readEntries(texts, read), expected));

const names: readonly (readonly [title: string, name: string, expected: boolean])[] = [
  ['letters, digits and : _ . -', 'web:tier_1.a-b', true],
  ['a Chinese character may start it', '前缀列表', true],
  ['one character is too short', 'a', false],
  ['128 characters', 'a'.repeat(128), true],
  ['129 characters are too many', 'a'.repeat(129), false],
  ['no digit at the start', '1ab', false],
  ['no web address', 'http://a', false],
  ['not in the name of the cloud', 'com.aliyun.list', false],
  ['nor in its other name', 'com.alibabacloud', false],
];
for (const [title, name, expected] of names) test(`a list's name: ${title}`, () => assert.equal(isListName(name), expected));
