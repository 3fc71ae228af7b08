import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { contentLine } from '#cli/content-line.ts';
import { restoreOptions } from '#cli/data-options.ts';
import { oneFile } from '#cli/one-file.ts';
import { type OptionValues, readOptions, UsageProblem } from '#cli/options.ts';
import { renewDatabase } from '#server/renew-database.ts';
import { reseal } from '#server/reseal.ts';
import { judgeSealed } from '#server/rotation.ts';
import { restore as restoreFile } from '#store/sqlite/backup.ts';

/** `restore FILE --data DIR`: a backup as a data folder, ready to be served. */
const restore: Command = async (words) => {
  const { values, words: rest } = readOptions(restoreOptions, words, process.env);
  const url = values['database-url'];
  if (url) return renew(url, values, rest);
  const file = resolve(oneFile('restore', rest));
  const { total, epoch } = restoreFile(file, values.data, (db) =>
    judgeSealed(reseal(db).sample(), values.data, values['master-key'], 'backup'),
  );
  if (values.output === 'json') console.log(JSON.stringify({ data: resolve(values.data), epoch, ...total }));
  else
    console.log(`${resolve(values.data)} is ready: sallyport serve --data ${values.data}
${contentLine(total)}
The feed begins a new epoch, ${epoch}: who follows it with a cursor of before has to read everything anew.`);
  return 0;
};
export default restore;

/** `restore --database-url URL`: the rest of a restore that PostgreSQL's own tools began. */
async function renew(url: string, values: OptionValues<typeof restoreOptions>, words: readonly string[]): Promise<number> {
  if (words.length > 0)
    throw new UsageProblem(
      "With --database-url restore takes no file: restore the database by PostgreSQL's own tools (pg_restore), and then renew its epoch by this.",
    );
  const { total, epoch } = await renewDatabase(url, values.data, values['master-key']);
  if (values.output === 'json') console.log(JSON.stringify({ epoch, ...total }));
  else
    console.log(`${contentLine(total)}
The feed begins a new epoch, ${epoch}: who follows it with a cursor of before has to read everything anew. Servers can be started.`);
  return 0;
}
