import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { actionsIndex } from './gen-actions.ts';
import { docsOf } from './gen-docs.ts';
import { knownActionsFile } from './gen-known-actions.ts';

/**
 * Everything that is derived and checked in. `--check` changes nothing and exits 1 where something is not as it would be generated.
 *   official SDKs -> known-actions.ts
 *   action files -> actions/index.ts -> docs/api/
 */
/** `path` is relative to the root of the repository. */
export type GeneratedFile = { readonly path: string; readonly text: string };

/** Folders in which everything is generated: a file there that no generator makes is left over. */
const owned = ['docs/api'];

const root = new URL('../', import.meta.url);

/** What is not as it would be generated: missing, different, or left over in an owned folder. */
export function staleIn(at: URL, files: readonly GeneratedFile[], folders: readonly string[]): string[] {
  const made = new Set(files.map((f) => f.path));
  const there = new Set(folders.flatMap((folder) => globSync(`${folder}/**/*.*`, { cwd: fileURLToPath(at) })));
  const differs = ({ path, text }: GeneratedFile) => {
    try {
      return readFileSync(new URL(path, at), 'utf8') !== text;
    } catch {
      return true;
    }
  };
  return [...files.filter(differs).map((f) => f.path), ...[...there].filter((path) => !made.has(path))].sort();
}

const sources = (): GeneratedFile[] => [knownActionsFile(new URL('node_modules/', root)), actionsIndex(root)];

/** The docs come from the registry as it is checked in, so they can be made only once the registry itself is written. */
async function docs(): Promise<GeneratedFile[]> {
  const { actions } = await import('#actions/index.ts');
  return docsOf(actions);
}

/** Paths of this repository that `npm run gen` would change. */
export async function stale(): Promise<string[]> {
  return staleIn(root, [...sources(), ...(await docs())], owned);
}

function write(files: readonly GeneratedFile[], folders: readonly string[]): void {
  const made = new Map(files.map((f) => [f.path, f.text]));
  for (const path of staleIn(root, files, folders)) {
    const url = new URL(path, root);
    const text = made.get(path);
    if (text === undefined) rmSync(url);
    else {
      mkdirSync(new URL('./', url), { recursive: true });
      writeFileSync(url, text);
    }
    console.log(`${text === undefined ? 'removed' : 'written'} ${path}`);
  }
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const paths = await stale();
    for (const path of paths) console.error(`not as generated: ${path}`);
    if (paths.length > 0) console.error('run: npm run gen');
    process.exitCode = paths.length > 0 ? 1 : 0;
  } else {
    write(sources(), []);
    write(await docs(), owned);
  }
}
