import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Copies the WAL into the database on a connection of its own, so that no request waits for it. One message in, one out. */
const db = new DatabaseSync(workerData as string, { timeout: 0 });
db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
parentPort!.on('message', () => {
  try {
    db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } finally {
    parentPort!.postMessage('done');
  }
});
