import { DatabaseSync } from 'node:sqlite';
import { isMainThread } from 'node:worker_threads';

/** Loaded before a server (--import), this makes each commit of its main thread slow, so that commits are made in a thread of their own. */
const SLOW = 101;
const { exec } = DatabaseSync.prototype;
if (isMainThread)
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    if (sql === 'COMMIT') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SLOW);
    exec.call(this, sql);
  };
