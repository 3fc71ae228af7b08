import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { stale, staleIn } from '../../tools/gen.ts';

test('everything generated is checked in as it would be generated now (else: npm run gen)', async () => {
  assert.deepEqual(await stale(), []);
});

test('what differs, is missing or is left over is noticed', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sallyport-gen-'));
  try {
    mkdirSync(join(dir, 'docs/ecs'), { recursive: true });
    for (const file of ['same.md', 'different.md', 'ecs/left-over.md']) writeFileSync(join(dir, 'docs', file), 'as it is');
    const files = ['docs/same.md', 'docs/different.md', 'docs/missing.md'].map((path) => ({
      path,
      text: path === 'docs/different.md' ? 'as it should be' : 'as it is',
    }));
    const found = staleIn(pathToFileURL(`${dir}/`), files, ['docs']);
    assert.deepEqual(found, ['docs/different.md', 'docs/ecs/left-over.md', 'docs/missing.md']);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
