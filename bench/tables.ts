import { figuresOf, mib, spreadText } from './figures.ts';
import type { Measured } from './results.ts';
import type { Servers } from './servers.ts';
import { median, spreadOf } from './statistics.ts';

/** The first row is the head. */
export type Table = { readonly title: string; readonly rows: readonly (readonly string[])[] };

export function tablesOf(measured: Measured): readonly Table[] {
  const { memory, listings, places, start, servers } = measured;
  const tables: Table[] = [];
  const figures = figuresOf(measured).filter(({ is }) => is !== undefined);
  if (figures.length > 0) {
    const rows = figures.map(({ what, goal, is, reached }) => [what, goal, is ?? '', reached === undefined ? '' : reached ? 'yes' : 'no']);
    tables.push({ title: 'Figures to reach', rows: [['what', 'goal', 'measured', 'reached'], ...rows] });
  }
  if (measured.scenarios.length > 0) tables.push({ title: 'Scenarios', rows: [scenarioHead, ...measured.scenarios.map(scenarioRow)] });
  if (measured.fsyncs.length > 0) {
    const rows = measured.fsyncs.map((one) => [one.connections, one.revokes, one.commits, one.checkpoints, one.others].map(String));
    tables.push({
      title: 'Syncs, by strace',
      rows: [['connections', 'revokes', 'WAL, by commits', 'WAL and database, by checkpoints', 'other files'], ...rows],
    });
  }
  if (memory) {
    const row = [memory.started, memory.afterRevokes, memory.afterReads, memory.peak].map(mib);
    tables.push({
      title: 'Memory, 100,000 groups of 10 rules, MiB resident',
      rows: [['started', 'after 50,000 revokes', 'after 20,000 groups read', 'at its highest'], row],
    });
  }
  if (listings) {
    const rows = listings.map(({ by, rows, ms, p99 }) => [by, String(rows), spreadText(ms), p99.toFixed(2)]);
    tables.push({
      title: 'A page of DescribeSecurityGroups over 100,000 groups of 10 rules, one request at a time, ms',
      rows: [['by', 'rows', 'median (lowest–highest)', 'p99'], ...rows],
    });
  }
  if (places) {
    const rows = places.map(({ name, us, share }) => [name, us.toFixed(1), (share * 100).toFixed(1)]);
    tables.push({
      title: 'Where the main thread is during a revoke by ID (wall time, by V8)',
      rows: [['part', 'µs a request', '%'], ...rows],
    });
  }
  if (start) {
    const row = [start.oneCore, start.anyCore].map((times) => spreadText(spreadOf(times), 0));
    tables.push({ title: 'Start of the bundle to the first reply, ms', rows: [['one core', 'all cores'], row] });
  }
  if (servers) tables.push({ title: 'Durable revokes by ID', rows: [serversHead, ...servers.setups.map(serversRow)] });
  return tables;
}

const serversHead = [
  'store',
  'servers',
  'connections',
  'revokes/s',
  'CPU µs a revoke: Sallyport',
  'PostgreSQL',
  'wrk',
  'changes a commit',
  'p50 ms',
  'p99 ms',
];

function serversRow({ store, servers, connections, rounds }: Servers['setups'][number]): readonly string[] {
  const of = (value: (round: (typeof rounds)[number]) => number, digits: number) => spreadText(spreadOf(rounds.map(value)), digits);
  return [
    store,
    String(servers),
    String(connections),
    of(({ perSecond }) => perSecond, 0),
    of(({ serverUs }) => serverUs, 0),
    store === 'embedded' ? '' : of(({ databaseUs }) => databaseUs, 0),
    of(({ loadUs }) => loadUs, 0),
    of(({ batch }) => batch, 1),
    of(({ p50Us }) => p50Us / 1000, 1),
    of(({ p99Us }) => p99Us / 1000, 1),
  ];
}

const scenarioHead = [
  'scenario',
  'store',
  'CPU µs a request',
  'bare',
  'ratio',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'changes a commit',
  'MiB',
];

function scenarioRow({ name, shape, rounds }: Measured['scenarios'][number]): readonly string[] {
  const of = (value: (round: (typeof rounds)[number]) => number) => spreadOf(rounds.map(value));
  const batches = rounds.flatMap(({ batch }) => (batch === undefined ? [] : [batch]));
  return [
    name,
    `${shape.groups} x ${shape.rules}`,
    spreadText(
      of(({ server }) => server.cpuUs),
      1,
    ),
    spreadText(
      of(({ bare }) => bare.cpuUs),
      1,
    ),
    spreadText(of(({ ratio }) => ratio)),
    spreadText(
      of(({ server }) => server.perSecond),
      0,
    ),
    (of(({ server }) => server.p50Us).median / 1000).toFixed(1),
    (of(({ server }) => server.p99Us).median / 1000).toFixed(1),
    batches.length > 0 ? median(batches).toFixed(1) : '',
    mib(of(({ rss }) => rss).median),
  ];
}

/** For a terminal: columns side by side. */
export function textOf(rows: Table['rows']): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownOf([head, ...rows]: Table['rows']): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head!), line(head!.map(() => '---')), ...rows.map(line)].join('\n');
}
