import { parseArgs } from 'node:util';
import { type Scenario, scenarios } from './scenarios.ts';

/** What else can be asked for by `--only`. */
const others = ['fsyncs', 'memory', 'listings', 'profile', 'start'];
const quickOnes = ['revoke-by-id', 'revoke-by-permission'];

export type Options = {
  readonly rounds: number;
  /** Names as given; none = everything. */
  readonly only: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly quick: boolean;
  readonly profile: boolean;
  readonly writeDocs: boolean;
  /** Servers on PostgreSQL, beside one on the embedded store, instead of all else. */
  readonly onPostgres: boolean;
};

/** Ends the process with a sentence where the options cannot be understood. */
export function readOptions(words: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        only: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
        store: { type: 'string' },
      },
    });
    const { quick, profile } = values;
    if (values.store !== undefined && values.store !== 'postgres') throw new Error('--store is postgres, or left out.');
    const only = values.only.flatMap((names) => names.split(','));
    const known = [...scenarios.map(({ name }) => name), ...others];
    const unknown = only.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new Error(`There is no ${unknown} to measure. There are: ${known.join(', ')}.`);
    const rounds = Number(values.rounds ?? (quick ? 2 : 5));
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) throw new Error('--rounds is a number from 1 to 100.');
    const wanted = only.length > 0 ? only : quick ? quickOnes : profile ? ['revoke-by-id'] : known;
    return {
      rounds,
      only,
      quick,
      profile,
      writeDocs: values['write-docs'],
      onPostgres: values.store !== undefined,
      scenarios: scenarios.filter(({ name }) => wanted.includes(name)),
    };
  } catch (cause) {
    console.error(
      `${(cause as Error).message}\nnpm run bench -- [--quick] [--only NAME,NAME] [--rounds N] [--profile] [--store postgres] [--write-docs]`,
    );
    process.exit(1);
  }
}
