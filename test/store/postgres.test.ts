import { after } from 'node:test';
import { openDriver, openPostgresStore } from '#store/postgres/open-store.ts';
import { startPostgres } from '../postgres.ts';
import { contractSuite } from './contract.ts';
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
