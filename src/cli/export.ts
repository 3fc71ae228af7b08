import type { Command } from '#cli/command.ts';
import { exportOptions } from '#cli/data-options.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { exportFrom } from '#server/account-file/from-store.ts';

/** `export > FILE`: an account as one JSON text, while its servers run or not. */
const command: Command = async (words) => {
  const { values, words: rest } = readOptions(exportOptions, words, process.env);
  if (rest.length > 0)
    throw new UsageProblem(`export takes flags only, not ${rest[0]}: it prints the file, so write sallyport export > FILE.`);
  const found = await exportFrom({ data: values.data, databaseUrl: values['database-url'] }, values.account);
  process.stdout.write(`${JSON.stringify(found.file, null, 2)}\n`);
  console.error(
    'fault' in found
      ? `The file is whole, but import would refuse it: ${found.fault}.`
      : `${found.resources} resources of the account ${found.account}, checksum ${found.checksum}`,
  );
  return 0;
};
export default command;
