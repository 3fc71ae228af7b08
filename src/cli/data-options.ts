import { type OptionTable, output } from '#cli/options.ts';

/** Those of the commands that work on a data folder itself and not on a server. */
export const folderOptions = {
  data: { fallback: './data', doc: 'the data folder' },
  ...output,
} as const satisfies OptionTable;

const masterKey = { doc: 'key of the secrets at rest, 32 bytes in base64 [<data>/master.key]' } as const;
const database = {
  'database-url': { doc: 'postgres://…: the PostgreSQL store instead of the embedded one' },
} as const satisfies OptionTable;
export const backupOptions = { ...folderOptions, ...database } as const satisfies OptionTable;
export const restoreOptions = { ...backupOptions, 'master-key': masterKey } as const satisfies OptionTable;
export const rotateKeyOptions = {
  ...restoreOptions,
  'new-master-key': { doc: 'the new one; made here unless the old one is given' },
} as const satisfies OptionTable;

const account = (doc: string) => ({ doc, typedOnly: true }) as const;
export const migrateOptions = restoreOptions;
export const exportOptions = {
  data: folderOptions.data,
  ...database,
  account: account('which account; the first one unless given'),
} as const satisfies OptionTable;
export const importOptions = {
  ...backupOptions,
  account: account('into which account; the one that the file names unless given'),
} as const satisfies OptionTable;
