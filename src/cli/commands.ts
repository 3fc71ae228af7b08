import { activityOptions } from '#cli/activity-options.ts';
import type { Command } from '#cli/command.ts';
import { backupOptions, exportOptions, importOptions, migrateOptions, restoreOptions, rotateKeyOptions } from '#cli/data-options.ts';
import { accountOptions, clientOptions, type OptionTable, watchOptions } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';

type Entry = {
  /** How it is typed, without its flags. */
  readonly usage: string;
  readonly summary: string;
  readonly options: OptionTable;
  load(): Promise<{ default: Command }>;
};

/** Every command; its file is loaded only when it is asked for, so that `serve` starts fast. */
export const commands: { readonly [name: string]: Entry } = {
  serve: { usage: 'serve', summary: 'runs the service', options: serveOptions, load: () => import('#cli/serve.ts') },
  call: {
    usage: 'call ACTION [--Param value …]',
    summary: 'signs and sends one request',
    options: clientOptions,
    load: () => import('#cli/call.ts'),
  },
  sign: {
    usage: 'sign ACTION [--Param value …]',
    summary: 'prints one signed request as a curl line',
    options: clientOptions,
    load: () => import('#cli/sign.ts'),
  },
  account: {
    usage: 'account create | list',
    summary: 'creates and lists accounts on a running server',
    options: accountOptions,
    load: () => import('#cli/account.ts'),
  },
  activity: {
    usage: 'activity',
    summary: 'prints who changed what in the account, newest first',
    options: activityOptions,
    load: () => import('#cli/activity.ts'),
  },
  watch: {
    usage: 'watch',
    summary: 'prints each change as it is made, one JSON object a line',
    options: watchOptions,
    load: () => import('#cli/watch.ts'),
  },
  backup: {
    usage: 'backup FILE',
    summary: 'copies the embedded store into a file, while its server runs',
    options: backupOptions,
    load: () => import('#cli/backup.ts'),
  },
  restore: {
    usage: 'restore [FILE]',
    summary: 'makes a data folder of a backup, or gives a restored PostgreSQL its new epoch',
    options: restoreOptions,
    load: () => import('#cli/restore.ts'),
  },
  export: {
    usage: 'export',
    summary: 'prints an account as a JSON file, without secrets',
    options: exportOptions,
    load: () => import('#cli/export.ts'),
  },
  import: {
    usage: 'import FILE',
    summary: 'puts an exported account into an empty one; the server of an embedded store is stopped first',
    options: importOptions,
    load: () => import('#cli/import.ts'),
  },
  migrate: {
    usage: 'migrate',
    summary: 'moves a stopped embedded store to an empty PostgreSQL, and compares',
    options: migrateOptions,
    load: () => import('#cli/migrate.ts'),
  },
  'rotate-key': {
    usage: 'rotate-key',
    summary: 'seals all secrets under another master key, with the servers stopped',
    options: rotateKeyOptions,
    load: () => import('#cli/rotate-key.ts'),
  },
};
