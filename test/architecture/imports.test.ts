import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cycleIn, type Import, importsOf, wrongImport } from '../../tools/import-rules.ts';

const src = fileURLToPath(new URL('../../src/', import.meta.url));
const imports = globSync('**/*.ts', { cwd: src }).flatMap((file) => importsOf(file, readFileSync(src + file, 'utf8')));

test('every folder imports only what the table allows', () => {
  const wrong = imports.flatMap((i) => {
    const why = wrongImport(i);
    return why === undefined ? [] : [`${i.from} -> ${i.to}: ${why}`];
  });
  assert.ok(imports.length > 10, 'the imports were read');
  assert.deepEqual(wrong, []);
});

test('no file imports itself by way of others, not even for types', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to } of imports) if (to.startsWith('#')) edges.set(from, [...(edges.get(from) ?? []), to.slice(1)]);
  assert.equal(cycleIn(edges)?.join(' -> '), undefined);
});

const judged: readonly (readonly [title: string, given: Import, expected: string | undefined])[] = [
  ['the domain may not know the store', { from: 'domain/rule.ts', to: '#store/store.ts', typeOnly: true }, 'domain may not import store'],
  ['actions may know the types of the store', { from: 'actions/ecs/x.ts', to: '#store/store.ts', typeOnly: true }, undefined],
  [
    'actions may not run the store',
    { from: 'actions/ecs/x.ts', to: '#store/batcher.ts', typeOnly: false },
    'actions may import only types of store',
  ],
  ['the domain is pure', { from: 'domain/rule.ts', to: 'node:fs', typeOnly: false }, 'domain/rule.ts may not import node:fs'],
  ['a signature may hash', { from: 'wire/hmac.ts', to: 'node:crypto', typeOnly: false }, undefined],
  ['a signature may do nothing else', { from: 'wire/hmac.ts', to: 'node:fs', typeOnly: false }, 'wire/hmac.ts may not import node:fs'],
  ['the SQLite driver may use node', { from: 'store/sqlite/open.ts', to: 'node:sqlite', typeOnly: false }, undefined],
  ['the batcher may not', { from: 'store/batcher.ts', to: 'node:fs', typeOnly: false }, 'store/batcher.ts may not import node:fs'],
  ['the server may log', { from: 'server/log.ts', to: 'pino', typeOnly: false }, undefined],
  ['nobody else may', { from: 'wire/http.ts', to: 'pino', typeOnly: false }, 'wire may not import the package pino'],
  ['the PostgreSQL driver may speak to PostgreSQL', { from: 'store/postgres/connect.ts', to: 'pg', typeOnly: false }, undefined],
  ['the rest of the store may not', { from: 'store/batcher.ts', to: 'pg', typeOnly: false }, 'store may not import the package pg'],
  ['a test may use any package', { from: 'kit/cidr.test.ts', to: 'fast-check', typeOnly: false }, undefined],
  ['a test keeps to the walls', { from: 'kit/cidr.test.ts', to: '#domain/rule.ts', typeOnly: false }, 'kit may not import domain'],
  ['a test may use what test/ holds', { from: 'wire/a.test.ts', to: '../../test/wire/vectors.ts', typeOnly: false }, undefined],
  [
    'nothing else may',
    { from: 'wire/a.ts', to: '../../test/wire/vectors.ts', typeOnly: false },
    'our own files are imported as #folder/file.ts',
  ],
  ['no relative paths', { from: 'kit/cidr.ts', to: './ports.ts', typeOnly: false }, 'our own files are imported as #folder/file.ts'],
];
for (const [title, given, expected] of judged) test(`import rules: ${title}`, () => assert.equal(wrongImport(given), expected));

const read: readonly (readonly [title: string, source: string, expected: readonly (readonly [to: string, typeOnly: boolean])[]])[] = [
  ['a plain import', "import { a } from '#kit/a.ts';", [['#kit/a.ts', false]]],
  ['an import of types', "import type { A } from '#kit/a.ts';", [['#kit/a.ts', true]]],
  ['names marked as types still run the module', "import { type A } from '#kit/a.ts';", [['#kit/a.ts', false]]],
  ['an import over several lines', "import {\n  a,\n  type B,\n} from '#kit/a.ts';", [['#kit/a.ts', false]]],
  ['an import for its effects', "import '#kit/a.ts';", [['#kit/a.ts', false]]],
  [
    'a re-export',
    "export * from '#kit/a.ts';\nexport type { B } from '#kit/b.ts';",
    [
      ['#kit/a.ts', false],
      ['#kit/b.ts', true],
    ],
  ],
  ['a dynamic import', "const a = await import('#kit/a.ts');", [['#kit/a.ts', false]]],
  ['no comment', "/* import '#kit/a.ts'; */\n// import '#kit/b.ts';\nconst c = 1;", []],
  ['no export of a text', "export const a = 'x';\nexport type B = 'y';", []],
];
for (const [title, source, expected] of read) {
  test(`imports are read: ${title}`, () => {
    assert.deepEqual(
      importsOf('x', source).map((i) => [i.to, i.typeOnly]),
      expected,
    );
  });
}

test('cycles are found, and only cycles', () => {
  assert.deepEqual(
    cycleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
    ['b', 'c', 'b'],
  );
  assert.equal(
    cycleIn(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
    undefined,
  );
});
