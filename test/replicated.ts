import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { asUser, PostgresServer } from './postgres-server.ts';

/**
 * A primary with one synchronous standby, whose parts are changed when the primary dies:
 *   kill the primary -> promote() -> the old one may come back -> rebuild(): it becomes the standby of the new one
 * The settings that a deployment has in its configuration are here; what a tool such as Patroni does are the methods.
 */
const PATIENCE = 30_000;
const settings = { wal_keep_size: '256MB', checkpoint_timeout: '60min', max_wal_size: '1GB' };
const waitsForOne = `ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'`;

export class Replicated {
  primary: PostgresServer;
  standby: PostgresServer;

  private constructor(more: Readonly<Record<string, string>>) {
    this.primary = new PostgresServer({ ...settings, ...more });
    this.standby = new PostgresServer({ ...settings, ...more });
  }

  static async start(more: Readonly<Record<string, string>> = {}): Promise<Replicated> {
    const both = new Replicated(more);
    both.primary.init();
    await both.primary.start();
    await both.rebuild();
    return both;
  }

  /** Both hosts, in an order that stays when they change places. */
  get url(): string {
    const places = [this.primary.place, this.standby.place].sort();
    return `postgres://sallyport@/postgres?host=${encodeURIComponent(places.join(','))}`;
  }

  /** The standby becomes the primary, which waits for nobody; gives the milliseconds that it took to take writes. */
  async promote(): Promise<number> {
    const begun = performance.now();
    assert.deepEqual(await this.standby.ask('SELECT pg_promote(true, 60)'), [[true]]);
    [this.primary, this.standby] = [this.standby, this.primary];
    return performance.now() - begun;
  }

  /** Makes the standby anew, from a copy of the primary that goes on meanwhile; from then on each commit waits for it. */
  async rebuild(): Promise<void> {
    const { primary, standby } = this;
    await standby.stop('immediate');
    rmSync(standby.data, { recursive: true, force: true });
    const client = new pg.Client({ connectionString: primary.url });
    await client.connect();
    try {
      await client.query(`SELECT pg_backup_start('standby', true)`);
      run('mkdir', '-m', '700', standby.data, join(standby.data, 'pg_wal'));
      const parts = readdirSync(primary.data).filter((name) => name !== 'pg_wal' && !name.startsWith('postmaster.'));
      run('cp', '-a', ...parts.map((name) => join(primary.data, name)), standby.data);
      const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
      write(join(standby.data, 'backup_label'), rows[0].labelfile);
    } finally {
      await client.end();
    }
    write(join(standby.data, 'standby.signal'), '');
    // Not those of the primary: a standby that is promoted must not wait for one of its own that is not there.
    const conninfo = `host=${primary.place} user=sallyport application_name=standby`;
    write(join(standby.data, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
    await standby.start();
    await this.#replicates(`state = 'streaming'`);
    await primary.ask(waitsForOne);
    await primary.ask('SELECT pg_reload_conf()');
    await this.#replicates(`sync_state = 'quorum'`);
  }

  /** From now on the standby gets nothing from the primary. */
  async cutOff(): Promise<void> {
    await this.standby.ask(`ALTER SYSTEM SET primary_conninfo = ''`);
    await this.standby.ask('SELECT pg_reload_conf()');
    await this.#replicates(`state = 'streaming'`, 0);
  }

  /** The process that gets what the primary writes: stopped, the standby is as slow as can be. */
  receiver(): number {
    const found = this.standby.processes().find(({ title }) => title.includes('walreceiver'));
    assert.ok(found, 'the standby gets nothing');
    return found.pid;
  }

  async remove(): Promise<void> {
    await this.standby.remove();
    await this.primary.remove();
  }

  async #replicates(how: string, count = 1): Promise<void> {
    const until = performance.now() + PATIENCE;
    for (;;) {
      const [row] = await this.primary.ask(`SELECT count(*)::int FROM pg_stat_replication WHERE ${how}`);
      if (row![0] === count) return;
      assert.ok(performance.now() < until, `the standby does not come to ${how}`);
      await pause(20);
    }
  }
}

const run = (command: string, ...words: string[]) => execFileSync(command, words, { ...asUser, cwd: '/', stdio: 'inherit' });

function write(file: string, text: string): void {
  writeFileSync(file, text);
  if (asUser.uid !== undefined) chownSync(file, asUser.uid, asUser.gid);
}
