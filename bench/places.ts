import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Prepared stores and what a run leaves behind; not kept by git. */
export const cacheFolder = at('./.cache/');
export const resultsFolder = at('./results/');
export const luaFile = at('./traffic.lua');
export const bareFile = at('./bare.ts');
export const mainFile = at('../src/cli/main.ts');
export const docsFile = at('../docs/performance.md');
export const packageFile = at('../package.json');
