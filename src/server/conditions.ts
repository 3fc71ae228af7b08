import type { Call } from '#server/call.ts';
import type { AccessKey } from '#server/keys.ts';

/** Values of the condition keys that every request has, by name; acs:SourceIdentity only where the session that signs it was given one. */
export const conditionsOf = ({ incoming }: Call, { sourceIdentity }: AccessKey, now: number): Readonly<Record<string, string>> => ({
  'acs:SourceIp': addressOf(incoming.remote),
  'acs:CurrentTime': timeText(now),
  'acs:SecureTransport': String(incoming.secure),
  'acs:MFAPresent': 'false',
  ...(sourceIdentity !== undefined && { 'acs:SourceIdentity': sourceIdentity }),
});

let last = { at: 0, text: '' };
/** Requests of one batch share a millisecond. */
function timeText(at: number): string {
  if (at !== last.at) last = { at, text: new Date(at).toISOString() };
  return last.text;
}

/** An IPv4 peer of a socket that listens for both families comes as ::ffff:192.0.2.1. */
const addressOf = (remote: string): string =>
  remote.startsWith('::ffff:') && remote.includes('.') ? remote.slice('::ffff:'.length) : remote;
