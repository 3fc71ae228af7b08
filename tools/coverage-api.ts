import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Action, type Product, versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { knownActions } from '#actions/known-actions.ts';
import { REACHED, type Reached } from '#actions/reached.testing.ts';
import { wireCode } from '#errors/fill.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import { family } from './api-family.ts';
import { type Leaves, ownAction, sdkAction } from './sdk-models.ts';
import { root, runFiles } from './test.ts';

/**
 * `npm run coverage:api`: how far the promised actions are there, measured with the official SDKs.
 *   api-family.ts x SDK models x registry -> parameters, fields | unit and HTTP tests, noting each reply -> error codes
 * `--static` runs no tests and counts no codes. Exits with 1 where a promised action or parameter is missing, or a test fails.
 */
/** `missing` are paths as in `sdk-models.ts`; `unreached` are keys of the error table. */
export type Covered = {
  readonly product: Product;
  readonly name: string;
  readonly isThere: boolean;
  readonly params: Share;
  readonly fields: Share;
  readonly codes: Share;
};
export type Share = { readonly have: number; readonly of: number; readonly missing: readonly string[] };

const share = (all: Iterable<string>, has: (one: string) => boolean): Share => {
  const names = [...all];
  const missing = names.filter((one) => !has(one));
  return { have: names.length - missing.length, of: names.length, missing };
};
const nothing: Leaves = new Map();

/** The rows of an error table that a reply can stand for: its key, or over HTTP each row with that code whose message fits. */
export function rowsOf(errors: ErrorTable, { code, message }: Pick<Reached, 'code' | 'message'>): string[] {
  if (message === undefined) return [code];
  const fits = (template: string) => new RegExp(`^${template.split('%s').map(RegExp.escape).join('.*')}$`, 's').test(message);
  return Object.keys(errors).filter(
    (key) => wireCode(key, [code.replace(/^(Missing|Invalid)/, '')]) === code && fits(errors[key]!.message),
  );
}

/** One promised action. Throws for a name that its SDK does not have. */
export function cover(product: Product, name: string, action: Action | undefined, reached: readonly Reached[]): Covered {
  const sdk = sdkAction(product, name);
  if (!sdk) throw new Error(`the SDK of ${product} has no ${name}`);
  const own = action ? ownAction(action) : { params: nothing, fields: nothing };
  const errors = action?.errors ?? {};
  const seen = new Set(reached.filter((r) => r.product === product && r.action === name).flatMap((r) => rowsOf(errors, r)));
  return {
    product,
    name,
    isThere: action !== undefined,
    params: share(sdk.params.keys(), (path) => own.params.has(path)),
    fields: share(sdk.fields.keys(), (path) => own.fields.has(path)),
    codes: share(Object.keys(errors), (key) => seen.has(key)),
  };
}

/** Runs the unit and HTTP tests; what they reached, and whether all passed. */
async function reach(): Promise<{ readonly reached: readonly Reached[]; readonly passed: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-reached-'));
  try {
    process.env[REACHED] = folder;
    const files = [...globSync('src/**/*.test.ts', { cwd: root }), ...globSync('test/http/*.test.ts', { cwd: root })].sort();
    const { failed } = await runFiles(files, 2);
    const lines = globSync('*.jsonl', { cwd: folder }).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
    return { reached: lines.map((line) => JSON.parse(line) as Reached), passed: failed === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sum = (all: readonly Covered[], of: 'params' | 'fields' | 'codes'): Share => ({
  have: all.reduce((n, one) => n + one[of].have, 0),
  of: all.reduce((n, one) => n + one[of].of, 0),
  missing: [],
});
const told = ({ have, of }: Share): string => `${have}/${of}${of > 0 && have < of ? ` (${Math.floor((100 * have) / of)} %)` : ''}`;
const titles = ['action', 'there', 'parameters', 'fields', 'codes reached/in table'];

/** The table, and below it what is missing by name. */
export function report(all: readonly Covered[], counted: boolean): string {
  const cells = (name: string, there: string, of: (what: 'params' | 'fields' | 'codes') => Share) =>
    [name, there, told(of('params')), told(of('fields')), counted ? told(of('codes')) : '-'] as const;
  const rows = all.map((one) => cells(`${one.product} ${one.name}`, one.isThere ? 'yes' : 'NO', (what) => one[what]));
  const products = [...new Set(all.map(({ product }) => product))];
  const totals = products.map((product) => {
    const those = all.filter((one) => one.product === product);
    const known = knownActions.get(versionOf[product])?.names.size ?? 0;
    const there = `${those.filter(({ isThere }) => isThere).length}/${those.length}`;
    return cells(`${product}: ${those.length} of ${known} in the SDK`, there, (what) => sum(those, what));
  });
  const whole = cells('all', `${all.filter(({ isThere }) => isThere).length}/${all.length}`, (what) => sum(all, what));
  const table = [titles, ...rows, ...totals, whole];
  const widths = titles.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  const lists = all
    .filter(({ isThere }) => isThere)
    .flatMap(({ product, name, params, fields, codes }) =>
      (
        [
          ['parameters missing', params],
          ['fields missing', fields],
          ['codes not reached', counted ? codes : { ...codes, missing: [] }],
        ] as const
      )
        .filter(([, { missing }]) => missing.length > 0)
        .map(([title, { missing }]) => `${product} ${name}: ${title}: ${missing.join(', ')}`),
    );
  return [...lines, '', ...lists].join('\n').trimEnd();
}

/** Whether every promised action is there with every parameter. */
export const isComplete = (all: readonly Covered[]): boolean => all.every(({ isThere, params }) => isThere && params.missing.length === 0);

if (import.meta.main) {
  const counted = !process.argv.includes('--static');
  const { reached, passed } = counted ? await reach() : { reached: [], passed: true };
  const all = Object.entries(family).flatMap(([product, names]) =>
    names.map((name) =>
      cover(
        product as Product,
        name,
        actions.find((a) => a.product === product && a.name === name),
        reached,
      ),
    ),
  );
  console.log(report(all, counted));
  if (!passed) console.log('\nnot every test passed');
  console.log(isComplete(all) ? '\nevery action and parameter is there' : '\nactions or parameters are missing');
  process.exitCode = passed && isComplete(all) ? 0 : 1;
}
