import { readFileSync, writeFileSync } from 'node:fs';
import { docsFile } from './places.ts';
import type { Measured } from './results.ts';
import { median } from './statistics.ts';
import { markdownOf, tablesOf } from './tables.ts';

type Block = readonly [begin: string, end: string];
const block: Block = ['<!-- measured: made by npm run bench -- --write-docs, not by hand -->', '<!-- end of measured -->'];
const postgresBlock: Block = [
  '<!-- measured on PostgreSQL: made by npm run bench -- --write-docs, not by hand -->',
  '<!-- end of measured on PostgreSQL -->',
];

/** Puts the tables of a run between the markers in docs/performance.md, and those of a run on PostgreSQL between theirs. */
export function writeDocs(measured: Measured, onPostgres: Measured | undefined): void {
  const text = put(readFileSync(docsFile, 'utf8'), block, measuredText(measured));
  writeFileSync(docsFile, onPostgres ? put(text, postgresBlock, serversText(onPostgres)) : text);
}

function put(text: string, [begin, end]: Block, between: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost its markers');
  return `${text.slice(0, from + begin.length)}\n${between}\n${text.slice(to)}`;
}

function measuredText(measured: Measured): string {
  const { log, scenarios } = measured;
  const sync = median(scenarios.flatMap(({ rounds }) => rounds.map(({ syncMs }) => syncMs)));
  const about = [
    ...whereAndWhen(measured),
    `The server ran from its sources at its defaults; log: ${log}. An fdatasync of 4 KiB took ${sync.toFixed(2)} ms (median of medians).`,
    'Numbers are medians, with lowest and highest round in brackets.',
  ].join('\n');
  return textOf(about, measured);
}

function serversText(measured: Measured): string {
  const { settings, version, syncMs } = measured.servers!;
  const about = [
    ...whereAndWhen(measured),
    `PostgreSQL ${version} with ${settings.map(([name, value]) => `${name} = ${value}`).join(', ')}; over a socket of the same machine.`,
    `Servers, database and load share all cores. An fdatasync of 4 KiB took ${syncMs.toFixed(2)} ms.`,
    'Numbers are medians, with lowest and highest round in brackets.',
  ].join('\n');
  return textOf(about, measured);
}

function whereAndWhen({ at, commit, machine, load, roundsAsked }: Measured): readonly string[] {
  const { cpu, cores, memoryGiB, kernel, fileSystem, node } = machine;
  return [
    `${at.slice(0, 10)}, commit ${commit}, ${roundsAsked} rounds.`,
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${kernel}, ${fileSystem}, Node ${node}; load average ${load.toFixed(1)} when it began.`,
  ];
}

function textOf(about: string, measured: Measured): string {
  const tables = tablesOf(measured).map(({ title, rows }) => `### ${title}\n\n${markdownOf(rows)}`);
  return `\n${[about, ...tables].join('\n\n')}\n`;
}
