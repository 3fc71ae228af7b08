/**
 * Who may import whom: the walls of the house, as data (test/architecture/imports.test.ts holds every file of src/ to it).
 * A folder that is not listed may import nothing of ours. To widen a row is a decision on the architecture: say why in docs/decisions/.
 */
export const mayImport: { readonly [folder: string]: readonly string[] } = {
  kit: [],
  errors: ['kit'],
  domain: ['kit'],
  ram: ['kit'],
  wire: ['kit', 'errors'],
  analysis: ['kit', 'domain'],
  actions: ['kit', 'errors', 'domain', 'ram', 'analysis'],
  store: ['kit', 'domain'],
  feed: ['kit', 'domain', 'store'],
  agent: ['kit', 'domain', 'wire'],
  server: ['kit', 'errors', 'domain', 'ram', 'wire', 'analysis', 'actions', 'store', 'feed'],
  cli: ['kit', 'errors', 'domain', 'ram', 'wire', 'analysis', 'actions', 'store', 'feed', 'agent', 'server'],
};

/** Folders of which only types may be imported, so that nothing of them runs there. */
export const mayImportTypes: { readonly [folder: string]: readonly string[] } = {
  actions: ['store', 'feed'],
  agent: ['feed'],
};

/** Where `node:` modules may be imported: files by the start of their path under src/; 'any', or those named. All else is pure. */
export const mayImportNode: readonly { readonly files: string; readonly modules: 'any' | readonly string[] }[] = [
  { files: 'wire/http.ts', modules: 'any' },
  { files: 'wire/hmac.ts', modules: ['node:crypto'] },
  { files: 'wire/sign-v3.ts', modules: ['node:crypto'] },
  { files: 'wire/print.ts', modules: ['node:crypto'] },
  { files: 'store/sqlite/', modules: 'any' },
  { files: 'store/postgres/', modules: 'any' },
  { files: 'server/', modules: 'any' },
  { files: 'cli/', modules: 'any' },
];

/** Packages by folder or a folder in it; docs/dependencies.md says why each is there. */
export const mayImportPackages: { readonly [folder: string]: readonly string[] } = {
  'store/postgres': ['pg'],
  server: ['pino', '@peculiar/x509'],
  cli: ['pino', '@peculiar/x509'],
};

export type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

/**
 * The imports of a source text, dynamic ones and re-exports included. Written over text because TypeScript 7 has no compiler API; comments are
 * blanked first. An import whose names are each marked `type` still runs the module, so only `import type` counts as one of types.
 */
export function importsOf(from: string, source: string): Import[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = text.matchAll(/^[ \t]*(?:import|export)\s+(type\s)?(?:[^'"`;()=]*?\sfrom\s+)?['"]([^'"\n]+)['"]/gm);
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g);
  return [
    ...[...statements].map(([, type, to = '']) => ({ from, to, typeOnly: type !== undefined })),
    ...[...calls].map(([, to = '']) => ({ from, to, typeOnly: false })),
  ];
}

/** Tests, and what only tests import. */
const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.endsWith('.testing.ts');

/** Why an import of a file (its path under src/) is not allowed; undefined where it is. Tests may use `node:` modules, any package, and test/. */
export function wrongImport({ from, to, typeOnly }: Import): string | undefined {
  const folder = from.slice(0, from.indexOf('/'));
  if (to.startsWith('#')) {
    const target = to.slice(1, to.indexOf('/'));
    if (target === folder || mayImport[folder]?.includes(target)) return undefined;
    if (mayImportTypes[folder]?.includes(target)) return typeOnly ? undefined : `${folder} may import only types of ${target}`;
    return `${folder} may not import ${target}`;
  }
  if (isTest(from) && /^(\.\.\/)+test\//.test(to)) return undefined;
  if (to.startsWith('.')) return 'our own files are imported as #folder/file.ts';
  if (isTest(from)) return undefined;
  if (to.startsWith('node:')) {
    const allowed = mayImportNode.some(({ files, modules }) => from.startsWith(files) && (modules === 'any' || modules.includes(to)));
    return allowed ? undefined : `${from} may not import ${to}`;
  }
  const isAllowed = Object.entries(mayImportPackages).some(([start, packages]) => from.startsWith(`${start}/`) && packages.includes(to));
  return isAllowed ? undefined : `${folder} may not import the package ${to}`;
}

/** One cycle among the edges as the files on it, or undefined. */
export function cycleIn(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (done.has(file)) return undefined;
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}
