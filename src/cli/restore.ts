import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { contentLine } from '#cli/content-line.ts';
import { restoreOptions } from '#cli/data-options.ts';
import { oneFile } from '#cli/one-file.ts';
import { readOptions } from '#cli/options.ts';
import { judgeSealed } from '#server/rotation.ts';
import { restore as restoreFile } from '#store/sqlite/backup.ts';

/** `restore FILE --data DIR`: a backup as a data folder, ready to be served. */
const restore: Command = async (words) => {
  const { values, words: rest } = readOptions(restoreOptions, words, process.env);
  const file = resolve(oneFile('restore', rest));
  const { total, epoch } = restoreFile(file, values.data, (db) => judgeSealed(db, values.data, values['master-key']));
  if (values.output === 'json') console.log(JSON.stringify({ data: resolve(values.data), epoch, ...total }));
  else
    console.log(`${resolve(values.data)} is ready: sallyport serve --data ${values.data}
${contentLine(total)}
The feed begins a new epoch, ${epoch}: who follows it with a cursor of before has to read everything anew.`);
  return 0;
};
export default restore;
