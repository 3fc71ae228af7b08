import { parseArgs } from 'node:util';

/** What was typed cannot be understood; the message says how to mend it. */
export class UsageProblem extends Error {}

export type OptionTable = {
  readonly [name: string]: { readonly fallback?: string; readonly values?: readonly string[]; readonly doc: string };
};
export type OptionValues<T extends OptionTable> = {
  readonly [N in keyof T]: T[N] extends { fallback: string } ? string : string | undefined;
};

/** The environment twin of a flag: `--access-key-id` is SALLYPORT_ACCESS_KEY_ID. */
export const twinOf = (flag: string): string => `SALLYPORT_${flag.toUpperCase().replaceAll('-', '_')}`;

/** Flag, else environment, else fallback; what the table does not know is a UsageProblem. `words` are the words that are no flags. */
export function readOptions<const T extends OptionTable>(
  table: T,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): { readonly values: OptionValues<T>; readonly words: readonly string[] } {
  const options = Object.fromEntries(Object.keys(table).map((name) => [name, { type: 'string' as const }]));
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true }) as typeof parsed;
  } catch (cause) {
    throw new UsageProblem((cause as Error).message);
  }
  const values: Record<string, string | undefined> = {};
  for (const [name, { fallback, values: allowed }] of Object.entries(table)) {
    const value = (parsed.values[name] as string | undefined) ?? (env[twinOf(name)] || undefined) ?? fallback;
    if (allowed && value !== undefined && !allowed.includes(value)) throw new UsageProblem(`--${name} is one of ${allowed.join(', ')}.`);
    values[name] = value;
  }
  return { values: values as OptionValues<T>, words: parsed.positionals };
}

export function usageOf(table: OptionTable): string {
  return Object.entries(table)
    .map(
      ([name, { fallback, values, doc }]) =>
        `  --${name.padEnd(20)}${doc}${values ? ` (${values.join(' | ')})` : ''}${fallback ? ` [${fallback}]` : ''}`,
    )
    .join('\n');
}

/** Where a client finds its server and its key; without flags, what the server in this folder left in its data folder. */
export const clientOptions = {
  endpoint: { doc: 'host:port, or a URL with its scheme [http://127.0.0.1:8580]' },
  data: { fallback: './data', doc: 'where credentials.json is read from, unless a key is given' },
  region: { fallback: 'cn-hangzhou', doc: 'RegionId of the request' },
  'access-key-id': { doc: 'the key to sign with' },
  'access-key-secret': { doc: 'its secret; better given by SALLYPORT_ACCESS_KEY_SECRET than on the command line' },
  scheme: { fallback: 'v3', values: ['v1', 'v3'], doc: 'signature' },
  output: { fallback: 'text', values: ['text', 'json'], doc: 'how results are printed' },
} as const satisfies OptionTable;
