import { after } from 'node:test';
import { openDriver, openPostgresStore } from '#store/postgres/open-store.ts';
import { readingDriver } from '#store/postgres/reading.ts';
import { onDatabase } from '#store/postgres/whole.ts';
import type { Driver } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';
import { contractSuite } from './contract.ts';
import { differencesSuite } from './contract-differences.ts';
import { driverFaultSuite } from './driver-faults.ts';
import { modelSuite } from './model-suite.ts';

const postgres = await startPostgres();
after(() => postgres.remove());

const makePlace = async () => {
  const url = await postgres.makeSchema();
  return { url, remove: () => postgres.dropSchema(url) };
};
const makeStore = async () => {
  const { url, remove } = await makePlace();
  return { open: (given: Parameters<typeof openPostgresStore>[1]) => openPostgresStore(url, given), remove };
};

contractSuite('postgres', makeStore);
modelSuite('postgres', makeStore);
driverFaultSuite('postgres', async () => {
  const { url, remove } = await makePlace();
  return { open: (now) => openDriver(url, now), remove };
});
for (const [name, withDriver] of [
  [
    'postgres',
    async (url, run) => {
      const driver = await openDriver(url, Date.now);
      try {
        await run(driver);
      } finally {
        await driver.close();
      }
    },
  ],
  ['postgres reader', (url, run) => onDatabase(url, (connection) => run(readingDriver(connection)))],
] as const satisfies readonly (readonly [string, (url: string, run: (driver: Driver) => Promise<void>) => Promise<void>])[])
  differencesSuite(name, async () => {
    const { url, remove } = await makePlace();
    return { openStore: () => openPostgresStore(url), withDriver: (run) => withDriver(url, run), remove };
  });
