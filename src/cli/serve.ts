import type { Command } from '#cli/command.ts';
import { makeLog } from '#cli/log.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';
import { welcome } from '#cli/welcome.ts';
import { serve } from '#server/serve.ts';

/** The last moment for a stop that hangs: the promise is 5 seconds. Milliseconds. */
const LAST_MOMENT = 4900;

const run: Command = async (words) => {
  const { values: flags, words: rest } = readOptions(serveOptions, words, process.env);
  if (rest.length > 0) throw new UsageProblem(`serve takes flags only, not ${rest[0]}.`);
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageProblem('--port is a number from 0 to 65535.');
  const { log, end } = makeLog(flags['log-level']);
  const running = await serve({
    host: flags.host,
    port,
    data: flags.data,
    region: flags.region,
    seeds: flags.seed === 'default',
    missingRule: flags['missing-rule'] as 'error' | 'documented' | 'ignore',
    tlsNames: flags['tls-names'].split(',').filter(Boolean),
    log,
    ...given('accountId', flags['account-id']),
    ...given('accessKeyId', flags['access-key-id']),
    ...given('accessKeySecret', flags['access-key-secret']),
    ...given('masterKey', flags['master-key']),
    ...given('tlsCert', flags['tls-cert']),
    ...given('tlsKey', flags['tls-key']),
  });
  console.log(welcome(running));
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  setTimeout(() => process.exit(1), LAST_MOMENT).unref();
  await running.close();
  end();
  return 0;
};
export default run;

const given = <N extends string>(name: N, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as { [K in N]: string });
