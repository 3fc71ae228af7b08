import { DatabaseSync } from 'node:sqlite';

/** Loaded before a server (--import), this takes the durability of its commits away: what a check of durability has to notice. */
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  exec.call(this, sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
};
