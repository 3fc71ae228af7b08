import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { contentLine } from '#cli/content-line.ts';
import { migrateOptions } from '#cli/data-options.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { migrate } from '#server/migrate.ts';

/** `migrate --data DIR --database-url URL`: everything of a stopped embedded store into an empty PostgreSQL. */
const command: Command = async (words) => {
  const { values, words: rest } = readOptions(migrateOptions, words, process.env);
  if (rest.length > 0) throw new UsageProblem(`migrate takes flags only, not ${rest[0]}.`);
  const url = values['database-url'];
  if (!url) throw new UsageProblem('migrate needs --database-url postgres://… of an empty database.');
  const { to, total, history, isRepeated } = await migrate(values.data, url, values['master-key'], Date.now());
  const data = resolve(values.data);
  const masterKey = values['master-key'] ? 'SALLYPORT_MASTER_KEY' : resolve(values.data, 'master.key');
  if (values.output === 'json') console.log(JSON.stringify({ database: to, ...total, history, isRepeated, masterKey }));
  else
    console.log(`${isRepeated ? `${to} has the store of ${data} already, from an earlier run:` : `${to} has all of ${data}, read back and compared:`}
${contentLine(total)}
${history.change} batches of change records, ${history.token} tokens, ${history.batch} commits with nonces, checksum ${history.checksum}
The feed goes on: same epoch, same numbers. Next: sallyport serve --data ${values.data} --database-url …
The master key is not in the database: it stays in ${masterKey}, and every server needs it; the private CA stays in ${resolve(values.data, 'tls')}.
No server starts on the store in ${data} any more (sallyport.db.moved says why, and docs/operations.md how to go back).`);
  return 0;
};
export default command;
