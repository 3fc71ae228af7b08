import { resolve } from 'node:path';
import type { Command } from '#cli/command.ts';
import { rotateKeyOptions } from '#cli/data-options.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { rotateKey } from '#server/rotation.ts';

/** `rotate-key --data DIR`: another master key, with the servers stopped. */
const rotate: Command = async (words) => {
  const { values, words: rest } = readOptions(rotateKeyOptions, words, process.env);
  if (rest.length > 0) throw new UsageProblem(`rotate-key takes flags only, not ${rest[0]}.`);
  const { secrets, file } = await rotateKey(values.data, values['database-url'], values['master-key'], values['new-master-key']);
  const where = file === undefined ? 'SALLYPORT_NEW_MASTER_KEY' : resolve(file);
  if (values.output === 'json') console.log(JSON.stringify({ secrets, masterKey: where }));
  else
    console.log(`${secrets} access keys, and the private CA where there is one, are sealed under the new master key, which is in ${where}.
${file === undefined ? 'Start the server with SALLYPORT_MASTER_KEY set to it; the old key opens nothing here any more.' : 'Keep a copy of it apart; the old key is gone.'}
Session tokens of STS and encoded diagnostic messages that were given out before end with the old key: who holds one asks for a new one.
Backups made before still need the old key.`);
  return 0;
};
export default rotate;
