import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { contentLine } from '#cli/content-line.ts';
import { folderOptions } from '#cli/data-options.ts';
import { oneFile } from '#cli/one-file.ts';
import { readOptions } from '#cli/options.ts';
import { backUp } from '#store/sqlite/backup.ts';

/** `backup FILE`: the embedded store as of one moment, while its server runs or not. */
const backup: Command = async (words) => {
  const { values, words: rest } = readOptions(folderOptions, words, process.env);
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
