import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Tool -> Debian package. */
const tools = { wrk: 'wrk', strace: 'strace', taskset: 'util-linux' };

const has = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

/** Sees to it that the tools are there: installs them on Debian where it may, and else ends the process with what to install. */
export function demandTools(): void {
  if (process.platform !== 'linux' || availableParallelism() < 2) {
    console.error('The bench needs Linux and two cores: one for the server, one for what drives it.');
    process.exit(1);
  }
  const missing = Object.entries(tools).flatMap(([tool, of]) => (has(tool) ? [] : [of]));
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.error(`Installing ${missing.join(', ')}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  const still = Object.entries(tools).flatMap(([tool, of]) => (has(tool) ? [] : [of]));
  if (still.length === 0) return;
  console.error(`The bench needs ${still.join(', ')}; on Debian: apt-get install ${still.join(' ')}`);
  process.exit(1);
}
