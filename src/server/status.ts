import { randomUUID } from 'node:crypto';
import { fill } from '#errors/fill.ts';
import { type GatewayError, gatewayErrors } from '#errors/gateway.ts';
import { formatGuess } from '#server/call.ts';
import { errorReply } from '#server/error-reply.ts';
import { gatewayFault } from '#server/fault.ts';
import type { ClientErrorKind } from '#server/listen.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Store } from '#store/store.ts';
import { type Incoming, MOST_BODY, type Reply } from '#wire/http.ts';
import { renderError } from '#wire/render.ts';

/** `/healthz`: 200 when requests can be served and stored, 503 with the reason otherwise. */
export async function healthPage(store: Store, kind: 'sqlite' | 'postgres'): Promise<Reply> {
  const { writable, why } = await store.health();
  const body = writable ? { status: 'ok', store: kind } : { status: 'unavailable', store: kind, reason: why, reads: why !== 'corrupt' };
  return { status: writable ? 200 : 503, type: 'application/json;charset=utf-8', text: JSON.stringify(body) };
}

/** `/metrics`. */
export async function metricsPage(store: Store, metrics: Metrics): Promise<Reply> {
  const { writable, head } = await store.health();
  const text = metrics.text({
    sallyport_store_writable: ['Whether changes can be stored.', writable ? 1 : 0],
    sallyport_changes: ['Sequence number of the last change.', head],
    process_resident_memory_bytes: ['Resident memory.', process.memoryUsage.rss()],
  });
  return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text };
}

/** An error outside any action. */
export function pageError(incoming: Incoming, code: GatewayError): Reply {
  return errorReply(
    incoming,
    { requestId: randomUUID().toUpperCase(), format: formatGuess(incoming), action: undefined },
    gatewayFault(code),
  );
}

const codes = { tooLarge: 'RequestEntityTooLarge', malformed: 'InvalidRequest', timeout: 'RequestTimeout' } as const satisfies Record<
  ClientErrorKind,
  GatewayError
>;

/** The reply to what never became a request: in JSON and without a link, since nothing says what the client would like or how it names this server. */
export function clientError(kind: ClientErrorKind): Reply {
  const row = gatewayErrors[codes[kind]];
  const requestId = randomUUID().toUpperCase();
  const body = { RequestId: requestId, HostId: '', Code: codes[kind], Message: fill(row.message, [String(MOST_BODY)]), Recommend: '' };
  return { status: row.http, requestId, ...renderError('JSON', body) };
}
