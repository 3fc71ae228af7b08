import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Shape } from '#kit/shape.ts';
import { decodeParams } from '#wire/decode.ts';
import { printOf } from '#wire/print.ts';

const doc = { en: '', zh: '' };
const text = { kind: 'string', doc } as const;
const shape = {
  RegionId: { ...text, required: true },
  ClientToken: text,
  Priority: { kind: 'integer', doc },
  'Disk.Size': { kind: 'string', doc },
  Id: { kind: 'strings', max: 2, doc },
  Permissions: { kind: 'rows', max: 2, orJson: true, of: { IpProtocol: text, PortRange: text }, doc },
} as const satisfies Shape;

function print(sent: Readonly<Record<string, string>>): string {
  const params = new Map(Object.entries(sent));
  return printOf(shape, params, decodeParams(shape, params));
}

type Row = readonly [title: string, a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>];
const auth = {
  Action: 'A',
  Version: '1',
  Format: 'XML',
  AccessKeyId: 'k',
  Signature: 's',
  SignatureNonce: 'n',
  Timestamp: 't',
  SecurityToken: 'x',
  SourceIp: '1',
};
const base = { RegionId: 'cn-a', Priority: '1', 'Id.1': 'a', 'Permissions.1.IpProtocol': 'TCP', 'Permissions.1.PortRange': '1/1' };
const same: readonly Row[] = [
  ['common and authentication parameters', base, { ...auth, ...base }],
  ['the token', { ...base, ClientToken: 'a' }, { ...base, ClientToken: 'b' }],
  ['the order of the parameters', base, Object.fromEntries(Object.entries(base).reverse())],
  ['empty values', base, { ...base, ClientToken: '', 'Id.2': '', 'Permissions.2.IpProtocol': '' }],
  [
    'JSON text or Permissions.N',
    base,
    { RegionId: 'cn-a', Priority: '1', 'Id.1': 'a', Permissions: '[{"PortRange":"1/1","IpProtocol":"TCP"}]' },
  ],
  [
    'gaps in N',
    base,
    { RegionId: 'cn-a', Priority: '1', 'Id.7': 'a', 'Permissions.5.IpProtocol': 'TCP', 'Permissions.5.PortRange': '1/1' },
  ],
  ['the writing of a number', base, { ...base, Priority: '01' }],
  ['parameters that the action does not have', base, { ...base, Other: 'x' }],
  [
    'the same for a call that does not decode',
    { ...base, Priority: 'x' },
    {
      ...auth,
      Other: 'x',
      'Id.2': '',
      ClientToken: 'b',
      Priority: 'x',
      ...Object.fromEntries(Object.entries({ ...base, Priority: 'x' }).reverse()),
    },
  ],
];
for (const [title, a, b] of same) test(`makes no difference: ${title}`, () => assert.equal(print(a), print(b)));

const different: readonly Row[] = [
  ['a value', base, { ...base, RegionId: 'cn-b' }],
  ['a parameter more', base, { ...base, 'Permissions.2.IpProtocol': 'TCP' }],
  ['the order of a list', { ...base, 'Id.2': 'b' }, { ...base, 'Id.1': 'b', 'Id.2': 'a' }],
  ['which field has the value', { ...base, 'Permissions.2.IpProtocol': '1' }, { ...base, 'Permissions.2.PortRange': '1' }],
  ['a value of a call that does not decode', { ...base, Priority: 'x' }, { ...base, Priority: 'y' }],
  [
    'a field of a structure, of a call that does not decode',
    { ...base, Priority: 'x', 'Disk.Size': '40' },
    { ...base, Priority: 'x', 'Disk.Size': '50' },
  ],
  ['where a text ends', { ...base, Priority: 'x', 'Id.1': 'a', 'Id.2': 'b' }, { ...base, Priority: 'x', 'Id.1': 'a","Id.2":"b' }],
];
for (const [title, a, b] of different) test(`makes a difference: ${title}`, () => assert.notEqual(print(a), print(b)));

test('is SHA-256 in base64', () => assert.match(print(base), /^[A-Za-z0-9+/]{43}=$/));
