import type { Call } from '#server/call.ts';

/** Values of the condition keys that every request has, by name. */
export const conditionsOf = ({ incoming }: Call, now: number): Readonly<Record<string, string>> => ({
  'acs:SourceIp': addressOf(incoming.remote),
  'acs:CurrentTime': new Date(now).toISOString(),
  'acs:SecureTransport': String(incoming.secure),
  'acs:MFAPresent': 'false',
});

/** An IPv4 peer of a socket that listens for both families comes as ::ffff:192.0.2.1. */
const addressOf = (remote: string): string =>
  remote.startsWith('::ffff:') && remote.includes('.') ? remote.slice('::ffff:'.length) : remote;
