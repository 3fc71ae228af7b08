import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes sure that a name in the folder outlives a loss of power. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
