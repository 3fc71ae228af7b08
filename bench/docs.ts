import { readFileSync, writeFileSync } from 'node:fs';
import { docsFile } from './places.ts';
import type { Measured } from './results.ts';
import { median } from './statistics.ts';
import { markdownOf, tablesOf } from './tables.ts';

const begin = '<!-- measured: made by npm run bench -- --write-docs, not by hand -->';
const end = '<!-- end of measured -->';

/** Puts the tables of a run between the markers in docs/performance.md. */
export function writeDocs(measured: Measured): void {
  const text = readFileSync(docsFile, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/performance.md has lost its markers');
  writeFileSync(docsFile, `${text.slice(0, from + begin.length)}\n${measuredText(measured)}\n${text.slice(to)}`);
}

function measuredText(measured: Measured): string {
  const { at, commit, machine, load, roundsAsked, log, scenarios } = measured;
  const { cpu, cores, memoryGiB, kernel, fileSystem, node } = machine;
  const sync = median(scenarios.flatMap(({ rounds }) => rounds.map(({ syncMs }) => syncMs)));
  const about = [
    `${at.slice(0, 10)}, commit ${commit}, ${roundsAsked} rounds.`,
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${kernel}, ${fileSystem}, Node ${node}; load average ${load.toFixed(1)} when it began.`,
    `The server ran from its sources at its defaults; log: ${log}. An fdatasync of 4 KiB took ${sync.toFixed(2)} ms (median of medians).`,
    'Numbers are medians, with lowest and highest round in brackets.',
  ].join('\n');
  const tables = tablesOf(measured).map(({ title, rows }) => `### ${title}\n\n${markdownOf(rows)}`);
  return `\n${[about, ...tables].join('\n\n')}\n`;
}
