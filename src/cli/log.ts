import { destination, pino, stdSerializers } from 'pino';

/**
 * One JSON line an event on standard error, so that standard output stays for people. Lines wait for a full buffer or a second; `end` writes
 * what is left. Paths of secrets are blotted out even if somebody logs a whole request one day.
 */
export function makeLog(level: string) {
  const to = destination({ fd: 2, sync: false, minLength: 8192, periodicFlush: 1000 });
  const log = pino(
    { level, base: null, serializers: { err: stdSerializers.err }, redact: ['*.accessKeySecret', '*.secret', 'headers.authorization'] },
    to,
  );
  return { log, end: () => to.flushSync() };
}
