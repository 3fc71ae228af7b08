import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { contentLine } from '#cli/content-line.ts';
import { backupOptions } from '#cli/data-options.ts';
import { oneFile } from '#cli/one-file.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { backUp } from '#store/sqlite/backup.ts';

const notOurs = `A PostgreSQL store is backed up by PostgreSQL's own tools, beside its running servers:
  pg_dump --format=custom --file=FILE --dbname="$SALLYPORT_DATABASE_URL"
after pg_restore run: sallyport restore --database-url … (docs/operations.md). For a data folder leave --database-url away.`;

/** `backup FILE`: the embedded store as of one moment, while its server runs or not. */
const backup: Command = async (words) => {
  const { values, words: rest } = readOptions(backupOptions, words, process.env);
  if (values['database-url']) throw new UsageProblem(notOurs);
  const file = resolve(oneFile('backup', rest));
  const total = await backUp(values.data, file);
  if (values.output === 'json') console.log(JSON.stringify({ file, ...total }));
  else
    console.log(`${file}
${contentLine(total)}
Not in it, and to be kept apart: the master key (${resolve(values.data, 'master.key')} or SALLYPORT_MASTER_KEY), without which no access key
in it can be used, and the private CA (${resolve(values.data, 'tls')}), without which clients have to be given a new one.`);
  return 0;
};
export default backup;
