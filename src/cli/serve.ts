import { regionId } from '#actions/vocabulary.ts';
import type { Command } from '#cli/command.ts';
import { farewell, farewellJson } from '#cli/farewell.ts';
import { makeLog } from '#cli/log.ts';
import { type OptionValues, readOptions, UsageProblem } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';
import { welcome, welcomeJson } from '#cli/welcome.ts';
import { type Options, type Running, serve } from '#server/serve.ts';
import type { Retention } from '#store/store.ts';

/** The last moment for a stop that hangs: the promise is 5 seconds. Milliseconds. */
const LAST_MOMENT = 4900;

const run: Command = async (words) => {
  const { values: flags, words: rest } = readOptions(serveOptions, words, process.env);
  if (rest.length > 0) throw new UsageProblem(`serve takes flags only, not ${rest[0]}.`);
  if (!/^\d{1,5}$/.test(flags.port) || Number(flags.port) > 65535) throw new UsageProblem('--port is a number from 0 to 65535.');
  if (!new RegExp(regionId.pattern).test(flags.region)) throw new UsageProblem('--region is the name of a region, such as cn-hangzhou.');
  const keep = keepOf(flags);
  const { log, end } = makeLog(flags['log-level']);
  const running = await start(flags, keep, log);
  console.log(flags.output === 'json' ? welcomeJson(running) : welcome(running, flags));
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  setTimeout(() => process.exit(1), LAST_MOMENT).unref();
  await running.close();
  end();
  const unmet = running.unmet();
  if (unmet.size > 0) console.log(flags.output === 'json' ? farewellJson(unmet) : farewell(unmet));
  return 0;
};
export default run;

type Flags = OptionValues<typeof serveOptions>;

/** A day and a thousand records at least: readers come again after an hour, and nobody wants to be told to begin anew for that. */
function keepOf(flags: Flags): Retention {
  const read = (name: 'feed-keep-days' | 'feed-keep-records', least: number) => {
    const number = /^\d{1,12}$/.test(flags[name]) ? Number(flags[name]) : 0;
    if (number < least) throw new UsageProblem(`--${name} is a whole number, ${least} or more.`);
    return number;
  };
  return { age: read('feed-keep-days', 1) * 86_400_000, records: read('feed-keep-records', 1000) };
}

/** What the operating system says of an address that cannot be listened on, in words. */
const listenProblems: { readonly [code: string]: (flags: Flags) => string } = {
  EADDRINUSE: ({ host, port }) => `Port ${port} of ${host} is in use. Stop what listens there, or choose another port with --port.`,
  EACCES: ({ host, port }) => `This user may not listen on port ${port} of ${host}. Choose another port with --port.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is no address of this machine. Choose another with --host.`,
  ENOTFOUND: ({ host }) => `There is no host ${host}. Choose another address with --host.`,
};

async function start(flags: Flags, keep: Retention, log: Options['log']): Promise<Running> {
  try {
    return await serve({
      host: flags.host,
      port: Number(flags.port),
      data: flags.data,
      region: flags.region,
      seeds: flags.seed === 'default',
      missingRule: flags['missing-rule'] as Options['missingRule'],
      keep,
      tlsNames: flags['tls-names'].split(/[,\s]+/).filter(Boolean),
      log,
      ...given('accountId', flags['account-id']),
      ...given('accessKeyId', flags['access-key-id']),
      ...given('accessKeySecret', flags['access-key-secret']),
      ...given('databaseUrl', flags['database-url']),
      ...given('masterKey', flags['master-key']),
      ...given('tlsCert', flags['tls-cert']),
      ...given('tlsKey', flags['tls-key']),
    });
  } catch (cause) {
    const { code = '', syscall, message } = cause as NodeJS.ErrnoException;
    const words = syscall === 'listen' || syscall === 'getaddrinfo' ? listenProblems[code]?.(flags) : undefined;
    // A plain Error without a code is what server/certificate.ts tells the operator with.
    const told = words ?? (code === '' && Object.getPrototypeOf(cause) === Error.prototype ? message : undefined);
    throw told === undefined ? cause : new UsageProblem(told, { cause });
  }
}

const given = <N extends string>(name: N, value: string | undefined) => (value ? ({ [name]: value } as { [K in N]: string }) : {});
