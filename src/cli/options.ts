import { parseArgs } from 'node:util';

/** What was typed cannot be understood; the message says how to mend it. */
export class UsageProblem extends Error {}

export type OptionTable = {
  readonly [name: string]: {
    readonly doc: string;
    readonly fallback?: string;
    readonly values?: readonly string[];
    /** Has no environment twin: it says what one command shall do, so it must not lie about in a shell. */
    readonly typedOnly?: true;
  };
};
export type OptionValues<T extends OptionTable> = {
  readonly [N in keyof T]: T[N] extends { fallback: string } ? string : string | undefined;
};

/** The environment twin of a flag: `--access-key-id` is SALLYPORT_ACCESS_KEY_ID. */
export const twinOf = (flag: string): string => `SALLYPORT_${flag.toUpperCase().replaceAll('-', '_')}`;

/**
 * Flag, else environment, else fallback; throws UsageProblem for a flag that the table does not know and a value that it does not list. An empty
 * variable counts as unset. `words` are the words that are no flags.
 */
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
    // Node's advice on how to write a word that begins with a dash is for commands that take such words.
    throw new UsageProblem((cause as Error).message.split(' To specify a positional argument', 1)[0]);
  }
  const values: Record<string, string | undefined> = {};
  for (const [name, { fallback, values: allowed, typedOnly }] of Object.entries(table)) {
    const typed = parsed.values[name] as string | undefined;
    const value = typed ?? ((!typedOnly && env[twinOf(name)]) || fallback);
    if (allowed && value !== undefined && !allowed.includes(value)) {
      throw new UsageProblem(`${typed === undefined ? twinOf(name) : `--${name}`} is one of ${allowed.join(', ')}, not ${value}.`);
    }
    values[name] = value;
  }
  return { values: values as OptionValues<T>, words: parsed.positionals };
}

/** One line a flag. */
export function usageOf(table: OptionTable): string {
  return Object.entries(table)
    .map(([name, { fallback, values, doc }]) => {
      const notes = `${values ? ` (${values.join(' | ')})` : ''}${fallback ? ` [${fallback}]` : ''}`;
      return `  --${name.padEnd(20)}${doc}${notes}`;
    })
    .join('\n');
}

/** How results are printed. */
export const output = {
  output: { fallback: 'text', values: ['text', 'json'], doc: 'how results are printed' },
} as const satisfies OptionTable;

/** Where a client finds its server and its key; without flags, what the server in this folder left in its data folder. */
export const clientOptions = {
  endpoint: { fallback: 'http://127.0.0.1:8580', doc: 'host:port, or a URL with its scheme' },
  data: { fallback: './data', doc: 'where credentials.json and tls/ca.pem are read from; a key that is given wins' },
  region: { fallback: 'cn-hangzhou', doc: 'RegionId, unless the request has one' },
  'access-key-id': { doc: 'the key to sign with' },
  'access-key-secret': { doc: 'its secret; better given by SALLYPORT_ACCESS_KEY_SECRET than on the command line' },
  'security-token': { doc: 'the token that came with a temporary key (AssumeRole); better given by SALLYPORT_SECURITY_TOKEN' },
  scheme: { fallback: 'v3', values: ['v1', 'v3'], doc: 'signature: RPC V1 or ACS3' },
  ...output,
} as const satisfies OptionTable;

/** Those of `account`. */
export const accountOptions = {
  id: { doc: 'create: its ID, 16 digits; made unless given', typedOnly: true },
  name: { doc: 'create: its name, such as Test@aliyun.com', typedOnly: true },
  network: { doc: 'create: network type of its groups', values: ['vpc', 'classic'], typedOnly: true },
  'missing-rule': {
    doc: "create: overrides the server's --missing-rule",
    values: ['error', 'documented', 'ignore'],
    typedOnly: true,
  },
  ...clientOptions,
} as const satisfies OptionTable;

/** Those of `watch`, which is always signed with ACS3 and always prints JSON. */
const { scheme: _scheme, output: _output, ...streamOptions } = clientOptions;
export const watchOptions = {
  cursor: { doc: 'where to begin, such as the cursor of the last line that was seen [after the newest change]', typedOnly: true },
  ...streamOptions,
} as const satisfies OptionTable;
