import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bounded, makeFolder, startServe } from '../cli/sallyport.ts';

/**
 * What the pages for users tell people to paste, run: in a folder that stands for the checkout, against a server whose data folder lies in it.
 * Only the address differs, since 8580 may be taken.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const checkout = makeFolder();
for (const name of ['src', 'node_modules', 'package.json']) symlinkSync(join(root, name), join(checkout, name));
const server = await startServe([], { data: join(checkout, 'data') });

const pages = ['README.md', 'README.zh.md', 'docs/clients.md'];
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

type Block = { readonly language: string; readonly text: string };
const blocksIn = (page: string): readonly Block[] =>
  [...textOf(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text: text.replaceAll('127.0.0.1:8580', server.endpoint),
  }));

type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };
function runHere(file: string, words: readonly string[]): Promise<Ran> {
  const { accessKeyId, accessKeySecret } = server.credentials;
  const env = {
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    HOME: checkout,
    SALLYPORT_ENDPOINT: server.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
  };
  return new Promise((resolve) => {
    execFile(file, words, { cwd: checkout, env, timeout: 20_000 }, (failed, stdout, stderr) => {
      resolve({ code: failed ? Number(failed.code ?? -1) : 0, stdout, stderr });
    });
  });
}

const hasCurl = (await runHere('sh', ['-c', 'curl --version'])).code === 0;

for (const page of ['README.md', 'README.zh.md']) {
  test(`every shell block of ${page} runs as it stands, and prints what the page says it prints`, bounded, async () => {
    const blocks = blocksIn(page).filter(
      ({ language, text }) => ['sh', 'text'].includes(language) && (hasCurl || !text.includes(' sign ')),
    );
    assert.ok(blocks.length > 0);
    let last: Ran | undefined;
    for (const { language, text } of blocks) {
      if (language === 'text') {
        assert.equal(last?.stdout, text);
        continue;
      }
      last = await runHere('sh', ['-e', '-c', text]);
      assert.deepEqual([last.code, last.stderr], [0, ''], text);
      assert.ok(!last.stdout.includes('"Code"'), last.stdout);
    }
  });
}

for (const [i, { text }] of blocksIn('docs/clients.md')
  .filter(({ language }) => language === 'ts')
  .entries()) {
  test(`TypeScript block ${i + 1} of docs/clients.md runs as it stands`, bounded, async () => {
    mkdirSync(join(checkout, '.tmp'), { recursive: true });
    writeFileSync(join(checkout, `.tmp/block${i}.ts`), text);
    const { code, stdout, stderr } = await runHere('node', [`.tmp/block${i}.ts`]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^\d+\n$/);
  });
}

test('links between pages lead somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !target.includes('://') && !existsSync(new URL(target, new URL(`../../${page}`, import.meta.url))))
      .map((target) => `${page}: ${target}`),
  );
  assert.deepEqual(broken, []);
});
