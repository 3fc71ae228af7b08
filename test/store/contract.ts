import { test } from 'node:test';
import { type Maker, onBench } from './bench.ts';
import { decisions } from './contract-decisions.ts';
import { indexes } from './contract-indexes.ts';
import { life } from './contract-life.ts';
import { reads } from './contract-reads.ts';
import { records } from './contract-records.ts';
import { tokens } from './contract-tokens.ts';

/**
 * What every store does, whatever its driver: a case knows the interface only.
 *   makeStore() -> open() -> case -> close() -> remove()
 */
export function contractSuite(name: string, makeStore: Maker): void {
  for (const [part, cases] of Object.entries({ decisions, reads, indexes, records, tokens, life })) {
    for (const [title, run] of cases) test(`${name}: ${part}: ${title}`, () => onBench(makeStore, run));
  }
}
