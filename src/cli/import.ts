import { readFileSync } from 'node:fs';
import type { Command } from '#cli/command.ts';
import { importOptions } from '#cli/data-options.ts';
import { oneFile } from '#cli/one-file.ts';
import { readOptions } from '#cli/options.ts';
import { importInto } from '#server/account-file/from-store.ts';

/** `import FILE`: what `export` wrote, all of it or nothing, into an account without resources; an embedded server is stopped. */
const command: Command = async (words) => {
  const { values, words: rest } = readOptions(importOptions, words, process.env);
  const file = oneFile('import', rest);
  const { account, resources, checksum } = await importInto(
    { data: values.data, databaseUrl: values['database-url'] },
    readFileSync(file, 'utf8'),
    values.account,
    Date.now(),
  );
  if (values.output === 'json') console.log(JSON.stringify({ account, resources, checksum }));
  else
    console.log(`${resources} resources are in the account ${account}, checksum ${checksum}\nAccess keys are in no export: make new ones.`);
  return 0;
};
export default command;
