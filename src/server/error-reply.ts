import type { Action } from '#actions/action.ts';
import { fill, wireCode } from '#errors/fill.ts';
import type { Fault } from '#server/fault.ts';
import type { Incoming, Reply } from '#wire/http.ts';
import { type Format, renderError } from '#wire/render.ts';

/** What is known of the request that an error answers; `action` once it was found, `denied` where policies did not allow it. */
export type Refused = {
  readonly requestId: string;
  readonly format: Format;
  readonly action: Action | undefined;
  readonly denied?: Readonly<Record<string, string>> | undefined;
};

/** The reply that tells a fault, with a link to the page of this server that says what its code means. */
export function errorReply(
  incoming: Incoming,
  { requestId, format, action, denied }: Refused,
  { key, row, holes, retryAfter }: Fault,
): Reply {
  const code = wireCode(key, holes);
  const host = hostOf(incoming);
  const page = `${incoming.secure ? 'https' : 'http'}://${host}/errors/${encodeURIComponent(code)}`;
  const about = action ? `?product=${action.product}&action=${action.name}&requestId=${requestId}` : `?requestId=${requestId}`;
  const body = {
    RequestId: requestId,
    HostId: host,
    Code: code,
    Message: fill(row.message, holes),
    Recommend: page + about,
    ...(denied && { AccessDeniedDetail: denied }),
  };
  return { status: row.http, requestId, ...(retryAfter !== undefined && { retryAfter }), ...renderError(format, body) };
}

const hostForm = /^[A-Za-z0-9.:[\]_-]{1,255}$/;
/** The Host header where it can be put into a link, so that nobody else's text can. */
export function hostOf(incoming: Incoming): string {
  const host = incoming.header('host') ?? '';
  return hostForm.test(host) ? host : 'localhost';
}
