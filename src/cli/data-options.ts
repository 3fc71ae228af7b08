import { type OptionTable, output } from '#cli/options.ts';

/** Those of the commands that work on a data folder itself and not on a server. */
export const folderOptions = {
  data: { fallback: './data', doc: 'the data folder' },
  ...output,
} as const satisfies OptionTable;

const masterKey = { doc: 'key of the secrets at rest, 32 bytes in base64 [<data>/master.key]' } as const;
const database = (doc: string) => ({ 'database-url': { doc: `postgres://…: ${doc}` } }) as const satisfies OptionTable;
const eitherStore = database('the PostgreSQL store instead of the embedded one');
export const backupOptions = {
  ...folderOptions,
  ...database("refused, because PostgreSQL's own tools back that store up"),
} as const satisfies OptionTable;
export const restoreOptions = {
  ...folderOptions,
  ...database("a database that PostgreSQL's own tools restored, which gets its new epoch; no FILE then"),
  'master-key': masterKey,
} as const satisfies OptionTable;
export const rotateKeyOptions = {
  ...folderOptions,
  ...eitherStore,
  'master-key': masterKey,
  'new-master-key': { doc: 'the new one; made here unless the old one is given' },
} as const satisfies OptionTable;

const account = (doc: string) => ({ doc, typedOnly: true }) as const;
export const migrateOptions = {
  ...folderOptions,
  ...database('the empty database that the store moves to'),
  'master-key': masterKey,
} as const satisfies OptionTable;
export const exportOptions = {
  data: folderOptions.data,
  ...eitherStore,
  account: account('which account; the first one unless given'),
} as const satisfies OptionTable;
export const importOptions = {
  ...folderOptions,
  ...eitherStore,
  account: account('into which account; the one that the file names unless given'),
} as const satisfies OptionTable;
