import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Child, startChild } from '../faults/child.ts';
import { startPostgres } from '../postgres.ts';
import { startProxy } from './proxy.ts';
import { Servers, type World } from './world.ts';

/** How long a server may find no database to start on. Milliseconds. */
const PATIENCE = 60_000;

/**
 * Servers over one PostgreSQL, with one folder for keys and certificates, and a proxy between them and the database, which once is away for `absence`
 * milliseconds.
 */
export async function postgresWorld(absence = 0, count = 4, how: Parameters<typeof startChild>[1] = {}): Promise<World> {
  const postgres = await startPostgres();
  const data = mkdtempSync(join(tmpdir(), 'sallyport-linear-'));
  const url = await postgres.makeSchema();
  const folder = /host=([^&]*)/.exec(url)![1]!;
  const socket = '.s.PGSQL.5432';
  const doors = await startProxy(() => ({ path: join(decodeURIComponent(folder), socket) }), join(data, socket));
  chmodSync(data, 0o700);
  const flags = ['--database-url', url.replace(folder, encodeURIComponent(data))];
  /** A database that is starting lets nobody in; whoever runs servers starts them again. */
  const start = async (): Promise<Child> => {
    const until = performance.now() + PATIENCE;
    for (;;) {
      try {
        return await startChild(data, { ...how, flags });
      } catch (cause) {
        if (performance.now() > until) throw cause;
        await pause(200);
      }
    }
  };
  const servers = await Servers.start(count, start);
  let restarts = 0;
  return {
    title: `${count} servers, PostgreSQL`,
    credentials: servers.credentials,
    ports: servers.ports,
    troubles: [
      servers.kills([500, 3000]),
      servers.cuts,
      {
        name: 'restarts of PostgreSQL',
        every: [2500, 6000],
        strike: async () => {
          await postgres.stop('immediate');
          if (++restarts === 3) await pause(absence);
          await postgres.start();
          return 1;
        },
      },
      { name: 'cuts before PostgreSQL', every: [200, 1500], strike: async (random) => doors.cut(random, 0.1) },
    ],
    async stop() {
      await servers.stop();
      await doors.close();
      await postgres.remove();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
