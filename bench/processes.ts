import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { account, credentials } from './names.ts';
import { bareFile, cacheFolder, mainFile, packageFile } from './places.ts';

/** Servers under measurement run on this core, everything else on the other. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;
export const allCores = `0-${cpus().length - 1}`;

export type Started = { readonly child: ChildProcess; readonly pid: number; readonly port: number };

export type ServerOptions = {
  readonly data: string;
  /** What stands before `node` on the command line, such as strace. */
  readonly under?: readonly string[];
  readonly nodeFlags?: readonly string[];
  /** The file to run; the sources unless given. */
  readonly main?: string;
  /** False leaves it all cores. */
  readonly pin?: boolean;
  /** Another store than the one in the folder; then node has its own defaults, as docs/scale.md starts it. */
  readonly databaseUrl?: string;
};

/** Without settings of the server or of node, which is measured at its defaults. */
const plainEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SALLYPORT_|NODE_OPTIONS$)/.test(name)));

/** What `npm start` gives node: a variable for the allocator and flags. */
const { variable, value, flags: startFlags } = startSettings();

function startSettings() {
  const { scripts } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly scripts: { readonly start: string } };
  const [, variable, value, flags] = /^(\w+)=(\S+) exec node (.*) src\//.exec(scripts.start) ?? [];
  if (!variable || !value || !flags) throw new Error(`bench/processes.ts cannot read the script "start": ${scripts.start}`);
  return { variable, value, flags: flags.split(' ') };
}

/** One that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The server at its defaults; its log goes to a file beside the data. */
export async function spawnServer({
  data,
  under = [],
  nodeFlags = [],
  main = mainFile,
  pin = true,
  databaseUrl,
}: ServerOptions): Promise<Started> {
  const port = await freePort();
  const flags = ['--data', data, '--port', String(port), '--account-id', account, ...(databaseUrl ? ['--database-url', databaseUrl] : [])];
  const key = { SALLYPORT_ACCESS_KEY_ID: credentials.accessKeyId, SALLYPORT_ACCESS_KEY_SECRET: credentials.accessKeySecret };
  const log = openSync(join(dirname(data), 'server.log'), 'a');
  const command = [...under, process.execPath, ...(databaseUrl ? [] : startFlags), ...nodeFlags, main, 'serve', ...flags];
  const started = onCores(pin ? String(SERVER_CORE) : allCores, port, command, {
    stdio: ['ignore', 'ignore', log],
    env: { ...plainEnvironment, ...(!databaseUrl && { [variable]: value }), ...key },
  });
  closeSync(log);
  return started;
}

/** `spawnServer`, resolved once it accepts connections; `pid` is the server's own also where it runs under another program. */
export async function startServer(options: ServerOptions): Promise<Started> {
  const outer = await spawnServer(options);
  await accepting(outer);
  if (!options.under) return outer;
  const started = { ...outer, pid: onlyChildOf(outer.pid) };
  running.add(started.pid);
  started.child.once('exit', () => running.delete(started.pid));
  return started;
}

/** The bare server, with the reply of that file. */
export async function startBare(reply: string): Promise<Started> {
  const port = await freePort();
  const started = onCores(String(SERVER_CORE), port, [process.execPath, bareFile, String(port), reply], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await accepting(started);
  return started;
}

function onCores(cores: string, port: number, command: readonly string[], options: Parameters<typeof spawn>[2]): Started {
  const child = spawn('taskset', ['-c', cores, ...command], { cwd: cacheFolder, ...options });
  if (child.pid === undefined) throw new Error('taskset cannot be started');
  const { pid } = child;
  running.add(pid);
  child.once('exit', () => running.delete(pid));
  return { child, pid, port };
}

/** However the bench ends, nothing goes on running. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) process.kill(pid, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

async function accepting({ child, port }: Started): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    if (hasEnded(child)) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}; its log is in bench/.cache`);
    if (await accepts(port)) return;
    await wait(20);
  }
  throw new Error('the server does not answer');
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Ends it as an operator would, and waits for its end. */
export async function stop({ child, pid }: Started): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  process.kill(pid, 'SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(late);
}

function onlyChildOf(pid: number): number {
  const [child, ...others] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  if (!child || others.length > 0) throw new Error(`process ${pid} has not exactly one child`);
  return child;
}

/** Time on a core of all threads of a process, nanoseconds (first field of schedstat). */
export function cpuOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce((sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]), 0);
}

/** Resident memory now and at its highest, bytes. */
export function memoryOf(pid: number): { readonly rss: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kiB = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return { rss: kiB('VmRSS') * 1024, peak: kiB('VmHWM') * 1024 };
}

/** The sequence number of the server's last change, from its metrics. */
export async function changesOf(port: number): Promise<number> {
  const text = await new Promise<string>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', agent: false }, (res) => {
      let all = '';
      res.setEncoding('utf8').on('data', (chunk) => {
        all += chunk;
      });
      res.on('end', () => resolve(all));
    }).on('error', reject);
  });
  return Number(/^sallyport_changes (\d+)$/m.exec(text)?.[1]);
}
