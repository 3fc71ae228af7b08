import { execFileSync } from 'node:child_process';
import type { TestContext } from 'node:test';

/** What runs a command under strace, all its threads, and is replaced by it. */
export const strace: readonly string[] = ['strace', '-D', '-f'];

/** Without strace, or the right to trace, the test is skipped aloud; under CI it fails. */
export function mayTrace(t: TestContext): boolean {
  try {
    execFileSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'pipe' });
    return true;
  } catch (cause) {
    const words = `NOT TESTED: "${t.name}" needs strace (a Debian package), and the right to trace: ${(cause as Error).message.trim()}`;
    if (process.env.CI === 'true') throw new Error(words, { cause });
    console.warn(`\n${words}\n`);
    t.skip(words);
    return false;
  }
}
