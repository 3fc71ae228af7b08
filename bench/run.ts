import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeDocs } from './docs.ts';
import { measureFsyncs } from './fsyncs.ts';
import { measureListings } from './listings.ts';
import { measureMemory } from './memory.ts';
import { readOptions } from './options.ts';
import { cacheFolder } from './places.ts';
import { LOAD_CORE } from './processes.ts';
import { type Profiled, profileOf } from './profile.ts';
import { describeRun, type Measured, newestOnPostgres, newestWhole, writeResults } from './results.ts';
import { type Round, runRound } from './round.ts';
import { type Scenario, scenarioOf } from './scenarios.ts';
import { measureServers, profileServer } from './servers.ts';
import { measureStart } from './start.ts';
import { tablesOf, textOf } from './tables.ts';
import { demandTools } from './tools.ts';

/**
 * `npm run bench`: what a request costs, against the least that node:http can do.
 *   prepare.ts (store with known rules) -> copy -> server on core 0 | bare.ts on core 0 <- wrk on core 1 <- requests.ts (signed just before)
 *     -> round.ts, fsyncs.ts, memory.ts, start.ts -> results.ts (bench/results/*.json) -> tables.ts -> docs.ts (docs/performance.md)
 */
const options = readOptions(process.argv.slice(2));

if (options.writeDocs) {
  writeDocs(newestWhole(), newestOnPostgres());
} else {
  demandTools();
  mkdirSync(cacheFolder, { recursive: true });
  // The bench and all that it starts without another pin: the server's core is the server's alone. Servers and their database share all cores.
  if (!options.onPostgres) execFileSync('taskset', ['-acp', String(LOAD_CORE), String(process.pid)], { stdio: 'ignore' });
  if (options.profile && options.onPostgres) tellProfile('a server on PostgreSQL', await profileServer());
  else if (options.profile) await profile(options.scenarios);
  else await measure();
}

async function measure(): Promise<void> {
  const { only, quick, rounds } = options;
  const measured: Measured = { ...describeRun(rounds, only.length > 0 || quick), scenarios: [], fsyncs: [] };
  try {
    await fill(measured);
  } catch (cause) {
    // What was measured before is kept, and says that it is not all.
    console.error(cause);
    measured.partial = true;
    process.exitCode = 1;
  }
  const file = writeResults(measured);
  for (const { title, rows } of tablesOf(measured)) console.log(`\n${title}\n${textOf(rows)}`);
  console.log(`\nKept in bench/results/${file}`);
}

async function fill(measured: Measured): Promise<void> {
  const { rounds, only, quick, onPostgres } = options;
  if (onPostgres)
    return measureServers(rounds, say, (servers) => {
      measured.servers = servers;
    });
  const wants = (name: string) => (only.length === 0 ? !quick : only.includes(name));
  const kept = options.scenarios.map((scenario) => ({ ...scenario, rounds: [] as Round[] }));
  // Round by round over all scenarios, so that a bad quarter of an hour spoils no scenario alone.
  for (let round = 0; round < rounds; round++) {
    for (const one of kept) {
      const made = await runRound(one, round % 2 === 0);
      one.rounds.push(made);
      measured.scenarios = kept.filter((scenario) => scenario.rounds.length > 0);
      say(`round ${round + 1} of ${rounds}  ${one.name}: ${made.server.cpuUs.toFixed(1)} µs, bare ${made.bare.cpuUs.toFixed(1)} µs`);
    }
  }
  if (wants('fsyncs')) measured.fsyncs = await measureFsyncs(say);
  if (wants('memory')) measured.memory = await measureMemory(say);
  if (wants('listings')) measured.listings = await measureListings(say);
  if (wants('profile')) measured.places = (await profileOf(scenarioOf('revoke-by-id'))).places;
  if (wants('start')) measured.start = await measureStart(say);
}

async function profile(wanted: readonly Scenario[]): Promise<void> {
  for (const scenario of wanted) tellProfile(scenario.name, await profileOf(scenario));
}

function tellProfile(of: string, { places, functions }: Profiled): void {
  console.log(`\n${of}: wall time of the main thread, µs a request`);
  for (const parts of [places, functions.slice(0, 30)]) {
    console.log();
    for (const { name, us, share } of parts) console.log(`${(share * 100).toFixed(1).padStart(6)} % ${us.toFixed(2).padStart(8)}  ${name}`);
  }
}

function say(text: string): void {
  console.error(text);
}
