import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListEntry } from '#domain/kinds.ts';
import { changeEntries } from '#domain/list-change.ts';
import { type EntryText, prefixReader } from '#domain/list-entries.ts';
import type { Parts } from '#kit/deciding.ts';

const held = new Map<string, ListEntry>([
  ['10.0.0.0/8', { value: '10.0.0.0/8', description: 'old' }],
  ['10.0.0.5/32', { value: '10.0.0.5/32', description: '' }],
]);
const before: Parts<ListEntry> = {
  size: held.size,
  get: (id) => held.get(id),
  idOf: (value) => (held.has(value) ? value : undefined),
  entries: () => held,
};
const add = (...sent: readonly (readonly [value: string, description?: string])[]): EntryText[] =>
  sent.map(([value, description], n) => ({ at: `AddEntry.${n + 1}`, value, description }));
const remove = (...values: readonly string[]): EntryText[] =>
  values.map((value, n) => ({ at: `RemoveEntry.${n + 1}`, value, description: undefined }));

const cases: readonly (readonly [title: string, add: EntryText[], remove: EntryText[], expected: unknown])[] = [
  ['nothing asked for is nothing done', [], [], { put: [], gone: [] }],
  ['a new value is put', add(['11.0.0.0/8', 'new']), [], { put: [{ value: '11.0.0.0/8', description: 'new' }], gone: [] }],
  ['a value that is there is edited', add(['10.0.0.0/8', 'new']), [], { put: [{ value: '10.0.0.0/8', description: 'new' }], gone: [] }],
  ['one without a description loses it', add(['10.0.0.0/8']), [], { put: [{ value: '10.0.0.0/8', description: '' }], gone: [] }],
  ['one that stays the same is no change', add(['10.0.0.0/8', 'old'], ['10.0.0.5']), [], { put: [], gone: [] }],
  ['a value is taken out, whatever its spelling', [], remove('10.0.0.5'), { put: [], gone: ['10.0.0.5/32'] }],
  ['taking out what is not there changes nothing', [], remove('12.0.0.0/8'), { put: [], gone: [] }],
  ['a full list takes edits', add(['10.0.0.0/8', 'a1'], ['10.0.0.5', 'b1']), [], { put: 2, gone: 0 }],
  ['what leaves makes room', add(['11.0.0.0/8'], ['12.0.0.0/8']), remove('10.0.0.5'), { put: 2, gone: 1 }],
  ['one too many', add(['11.0.0.0/8'], ['12.0.0.0/8']), [], { fault: 'overMaxEntries' }],
  ['removing what is not there makes no room', add(['11.0.0.0/8'], ['12.0.0.0/8']), remove('13.0.0.0/8'), { fault: 'overMaxEntries' }],
  ['a value on both sides', add(['11.0.0.0/8'], ['10.0.0.5/32']), remove('10.0.0.5'), { fault: 'repeated', at: 'RemoveEntry.1' }],
  ['a value to add that is none', add(['10.0.0.1/8']), remove('x'), { fault: 'malformed', at: 'AddEntry.1' }],
  ['a value to remove that is none', add(['11.0.0.0/8']), remove('10.0.0.0/8', 'x'), { fault: 'malformed', at: 'RemoveEntry.2' }],
  ['a value to add twice', add(['10.0.0.5'], ['10.0.0.5/32']), [], { fault: 'repeated', at: 'AddEntry.2' }],
  ['a value to remove twice', [], remove('10.0.0.5', '10.0.0.5/32'), { fault: 'repeated', at: 'RemoveEntry.2' }],
  ['the family of the list', add(['2001:db8::/32']), [], { fault: 'malformed', at: 'AddEntry.1' }],
];
for (const [title, added, removed, expected] of cases) {
  test(`changes of entries: ${title}`, () => {
    const change = changeEntries(before, { add: added, remove: removed }, prefixReader('IPv4'), 3);
    const counted = typeof (expected as { put?: unknown }).put === 'number';
    assert.deepEqual(counted && 'put' in change ? { put: change.put.length, gone: change.gone.length } : change, expected);
  });
}
