import type { Listing } from './listings.ts';
import type { Measured } from './results.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** What the project promises of itself, and what was measured. `is` undefined = not measured in this run. */
export type Figure = {
  readonly what: string;
  readonly goal: string;
  readonly is: string | undefined;
  readonly reached: boolean | undefined;
};

/** Revokes a second, on two cores that servers, database and load share. */
const GOAL = 6000;

export function figuresOf(measured: Measured): readonly Figure[] {
  const { fsyncs, memory, listings, start, servers } = measured;
  const onPostgres = servers?.setups
    .filter(({ store }) => store === 'PostgreSQL')
    .map(({ rounds }) => spreadOf(rounds.map(({ perSecond }) => perSecond)))
    .toSorted((a, b) => b.median - a.median)[0];
  const rounds = (name: string) => measured.scenarios.find((one) => one.name === name)?.rounds;
  const ratio = (name: string): Spread | undefined => {
    const of = rounds(name);
    return of && spreadOf(of.map((round) => round.ratio));
  };
  /** Each over the bare server of its own round: what the machine did meanwhile drops out. */
  const over = (name: string, base: string): Spread | undefined => {
    const [of, to] = [rounds(name), rounds(base)];
    return of && to && spreadOf(of.flatMap((round, i) => (to[i] ? [round.ratio / to[i].ratio] : [])));
  };
  const atMost = (what: string, goal: number, is: Spread | undefined): Figure => ({
    what,
    goal: `${goal}x or less`,
    is: is && spreadText(is),
    reached: is && is.median <= goal,
  });
  const syncs = (connections: number) => fsyncs.find((one) => one.connections === connections);
  const [many, one] = [syncs(measured.connections), syncs(1)];
  const token = ratio('revoke-by-id-token');
  return [
    atMost('CPU of a durable revoke by ID over bare node:http, signature V1', 2.5, ratio('revoke-by-id')),
    atMost('the same, ACS3', 2.5, ratio('revoke-by-id-acs3')),
    { what: 'the same, V1 with a ClientToken', goal: 'none', is: token && spreadText(token), reached: undefined },
    {
      what: `syncs of the WAL a revoke, ${measured.connections} connections (checkpoints apart)`,
      goal: '1/32 or fewer',
      is: many && `1/${(many.revokes / many.commits).toFixed(1)}`,
      reached: many && many.commits * 32 <= many.revokes,
    },
    {
      what: 'syncs of the WAL a revoke, one connection',
      goal: 'exactly 1',
      is: one && `${one.commits} for ${one.revokes}`,
      reached: one && one.commits === one.revokes,
    },
    atMost('a revoke among 100,000 groups over one among 10', 1.2, over('store-of-100k', 'store-of-10')),
    atMost('a revoke in a group of 1000 rules over one in a group of 1', 1.5, over('group-of-1000', 'group-of-1')),
    {
      what: 'resident memory with 100,000 groups of 10 rules on disk, at its highest',
      goal: 'under 250 MiB',
      is: memory && `${mib(memory.peak)} MiB`,
      reached: memory && memory.peak < 250 * 2 ** 20,
    },
    atMost(
      'a revoke by a RAM user with 10 policies of 10 statements over one by the root',
      1.25,
      over('revoke-by-id-ram-user', 'revoke-by-id'),
    ),
    atMost('describing 200 rules over bare node:http', 5, ratio('describe-200-rules')),
    {
      what: 'a page of 20 among 100,000 groups by ID, tag, VPC or name, slowest median',
      goal: 'under 5 ms',
      is: listings && `${slowest(listings).toFixed(2)} ms`,
      reached: listings && slowest(listings) < 5,
    },
    {
      what: 'start of the bundle to the first reply, one core',
      goal: 'under 400 ms',
      is: start && `${spreadText(spreadOf(start.oneCore), 0)} ms`,
      reached: start && spreadOf(start.oneCore).median < 400,
    },
    {
      what: 'durable revokes a second on PostgreSQL, the best of these setups',
      goal: `${GOAL} or more`,
      is: onPostgres && spreadText(onPostgres, 0),
      reached: onPostgres && onPostgres.median >= GOAL,
    },
  ];
}

const slowest = (listings: readonly Listing[]): number => Math.max(...listings.map(({ ms }) => ms.median));
export const mib = (bytes: number): string => String(Math.round(bytes / 2 ** 20));
export const spreadText = ({ median, min, max }: Spread, digits = 2): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
