import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { cacheFolder } from './places.ts';

/** Where a result comes from, without names of hosts or paths. */
export type Machine = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly kernel: string;
  readonly fileSystem: string;
  readonly node: string;
};

export const describeMachine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? '',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  kernel: `Linux ${release()}`,
  fileSystem: execFileSync('df', ['--output=fstype', cacheFolder], { encoding: 'utf8' }).trim().split('\n').at(-1)?.trim() ?? '',
  node: process.version,
});
