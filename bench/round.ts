import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOf, type ServerOptions, startBare, stop } from './processes.ts';
import type { Scenario } from './scenarios.ts';
import { inSession, readGroups } from './session.ts';
import { drive, type Run } from './wrk.ts';

/** One scenario once: the same requests to the server and to bare node:http, one right after the other. */
export type Round = {
  readonly server: Run;
  readonly bare: Run;
  /** Server's CPU per request over the bare server's. */
  readonly ratio: number;
  /** Changes a commit; undefined where nothing is changed. */
  readonly batch: number | undefined;
  /** Median of fdatasync after 4 KiB, just before. Milliseconds. */
  readonly syncMs: number;
  /** Resident memory of the server afterwards. Bytes. */
  readonly rss: number;
};

export const CONNECTIONS = 64;

export function runRound(scenario: Scenario, bareFirst: boolean, how: Omit<ServerOptions, 'data'> = {}): Promise<Round> {
  return inSession(scenario, how, async (session) => {
    const { count, warm } = scenario;
    if (scenario.readFirst) await readGroups(session, scenario, 0, scenario.shape.groups);
    // The first request of the warm-up is sent alone: from its reply the bare server learns its own.
    const reply = await session.ask(scenario, 0);
    const replyFile = join(session.folder, 'reply.json');
    writeFileSync(replyFile, JSON.stringify(reply));
    const bare = await startBare(replyFile);
    try {
      const toBare = (from: number, many: number): Promise<Run> => {
        const file = session.sign(scenario, from, many);
        return drive(bare, { file, count: many, connections: CONNECTIONS, reply });
      };
      await toBare(1, warm - 1);
      await session.send(scenario, 1, warm - 1, CONNECTIONS, reply);
      const before = bareFirst ? await toBare(warm, count) : undefined;
      const server = await session.send(scenario, warm, count, CONNECTIONS, reply);
      const floor = before ?? (await toBare(warm, count));
      const { rss } = memoryOf(session.server.pid);
      await session.stop();
      const batch = server.changes === 0 ? undefined : server.changes / session.commitsIn(server);
      return { server, bare: floor, ratio: server.cpuUs / floor.cpuUs, batch, syncMs: session.syncMs, rss };
    } finally {
      await stop(bare);
    }
  });
}
