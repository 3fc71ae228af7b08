import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes sure that what a file holds, or which names a folder holds, outlives a loss of power. */
export function sync(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
