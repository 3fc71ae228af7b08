import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSource } from '#store/sqlite/backup.ts';
import { SqliteDriver } from '#store/sqlite/driver.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { readingDriver } from '#store/sqlite/reader.ts';
import type { Driver } from '#store/store.ts';
import { contractSuite } from './contract.ts';
import { differencesSuite } from './contract-differences.ts';
import { driverFaultSuite } from './driver-faults.ts';
import { modelSuite } from './model-suite.ts';

const makeFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-store-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};
const makeStoreWith = (sizes: Parameters<typeof openStore>[2]) => async () => {
  const { folder, remove } = await makeFolder();
  return { open: async (given: Parameters<typeof openStore>[1]) => openStore(folder, given, sizes), remove };
};

contractSuite('sqlite', makeStoreWith({}));
modelSuite('sqlite', makeStoreWith({}));
// Suites have few rows, and would not meet a count that is kept.
contractSuite('sqlite, every count kept', makeStoreWith({ largeCount: 0 }));
modelSuite('sqlite, every count kept', makeStoreWith({ largeCount: 0 }));
// As on a disk that is slow for ever.
contractSuite('sqlite, commits in a thread', makeStoreWith({ slowCommit: 0 }));
// A thread is started at each restart, which takes its time.
modelSuite('sqlite, commits in a thread', makeStoreWith({ slowCommit: 0 }), 30);
for (const [name, sizes] of [
  ['sqlite', {}],
  ['sqlite, commits in a thread', { slowCommit: 0 }],
] as const)
  driverFaultSuite(name, async () => {
    const { folder, remove } = await makeFolder();
    return { open: async (now) => new SqliteDriver(folder, now, sizes), remove };
  });
for (const [name, open] of [
  ['sqlite', (folder) => new SqliteDriver(folder, Date.now)],
  ['sqlite reader', (folder) => readingDriver(openSource(folder))],
] as const satisfies readonly (readonly [string, (folder: string) => Driver])[])
  differencesSuite(name, async () => {
    const { folder, remove } = await makeFolder();
    return {
      openStore: async () => openStore(folder),
      async withDriver(run) {
        const driver = open(folder);
        try {
          await run(driver);
        } finally {
          await driver.close();
        }
      },
      remove,
    };
  });
