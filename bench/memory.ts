import { memoryOf } from './processes.ts';
import { CONNECTIONS } from './round.ts';
import { scenarioOf } from './scenarios.ts';
import { inSession, readGroups } from './session.ts';

/** Resident memory of a server with 100,000 groups of 10 rules on disk. Bytes. */
export type Memory = {
  readonly started: number;
  readonly afterRevokes: number;
  /** Once so many groups were read that the server keeps no more of them. */
  readonly afterReads: number;
  readonly peak: number;
};

const REVOKES = 50_000;
const READS = 20_000;

export async function measureMemory(say: (text: string) => void): Promise<Memory> {
  const scenario = scenarioOf('store-of-100k');
  const made = await inSession(scenario, {}, async (session) => {
    const rss = () => memoryOf(session.server.pid).rss;
    const started = rss();
    await session.send(scenario, 1, REVOKES, CONNECTIONS, await session.ask(scenario, 0));
    const afterRevokes = rss();
    await readGroups(session, scenario, REVOKES + 1, READS);
    return { started, afterRevokes, afterReads: rss(), peak: memoryOf(session.server.pid).peak };
  });
  say(`memory: ${Math.round(made.peak / 2 ** 20)} MiB at its highest`);
  return made;
}
