import assert from 'node:assert/strict';
import { globSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** What the project does not speak of: it speaks of itself alone. Patterns in base64, so that this file does not speak of it either. */
const patterns = {
  'the machine it was written on':
    'KD88IVtcdy5+LV0pL3dvcmsvfFwuXC4vc2hhcmVkXGJ8YnJpZWZcLm1kfGRlc2lnbi9za2VsZXRvbnxcYig/OndpcmUtcHJvdG9jb2x8ZWNzLXNlbWFudGljc3xlcnJvci10cmlnZ2VycylcLm1k',
  'a package registry by its host':
    'bnBtanN8bnBtbWlycm9yfFxicHlwaVwub3JnfHB5dGhvbmhvc3RlZHxcYmNyYXRlc1wuaW98cHJveHlcLmdvbGFuZ3xyZXBvMT9cLm1hdmVu',
  'who wrote it':
    'YW50aHJvcGljfFxiY2xhdWRlXGJ8Y2hhdGdwdHxcYmNvcGlsb3RcYnxcYmFzc2lzdGFudHM/XGJ8c3ViYWdlbnR8XGJMTE1zP1xifGxhbmd1YWdlIG1vZGVsfFxiKD86dGhpc3xteXx5b3VyfGVhcmxpZXJ8cHJldmlvdXN8bmV4dCkgc2Vzc2lvblxifHdvcmtwbGFjZQ==',
};
const topics = Object.entries(patterns).map(
  ([topic, pattern]) => [topic, new RegExp(Buffer.from(pattern, 'base64').toString(), 'i')] as const,
);

const unsaidIn = (line: string): string[] => topics.filter(([, pattern]) => pattern.test(line)).map(([topic]) => topic);

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What git does not keep either. */
const exclude = ['**/node_modules', '.git', 'dist', 'data', '.tmp', '**/*.log'];

test('no file speaks of the machine it was written on, of a package registry, or of who wrote it', () => {
  const files = globSync('**/*', { cwd: root, exclude }).concat(globSync('{.*,.*/**/*}', { cwd: root, exclude }));
  const found = files
    .filter((file) => statSync(root + file).isFile())
    .map((file) => [file, readFileSync(root + file, 'utf8')] as const)
    .filter(([, text]) => !text.includes('\0'))
    .flatMap(([file, text]) => text.split('\n').flatMap((line, i) => unsaidIn(line).map((topic) => `${file}:${i + 1}: ${topic}`)));
  assert.ok(files.length > 50, 'the files were found');
  assert.deepEqual(found, []);
});

const judged: readonly (readonly [title: string, line: string, expected: readonly string[]])[] = [
  ['a path of the machine', `see ${['', 'work', 'main'].join('/')}`, ['the machine it was written on']],
  ['a path that only ends alike', 'https://example.com/network/work/', []],
  ['the name of an action of ECS', 'DescribeCloudAssistantStatus', []],
  ['a parameter of STS', 'RoleSessionName, TLS session', []],
  ['a registry', `https://registry.npm${'js'}.org/node`, ['a package registry by its host']],
  ['an author', `written by an assis${'tant'}`, ['who wrote it']],
];
for (const [title, line, expected] of judged) test(`words: ${title}`, () => assert.deepEqual(unsaidIn(line), expected));
