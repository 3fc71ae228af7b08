import { existsSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { resolve } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { ClientOptions, Ready } from '#cli/client.ts';
import { UsageProblem } from '#cli/options.ts';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** How long a server may be silent. Milliseconds. */
const PATIENCE = 30_000;

/** The CA of the server whose data folder is at hand, as a file; undefined where there is none. */
export function caFileOf({ data }: ClientOptions): string | undefined {
  const file = resolve(data, 'tls/ca.pem');
  return existsSync(file) ? file : undefined;
}

/** Sends it, byte for byte as it was signed. HTTPS trusts the system's roots, NODE_EXTRA_CA_CERTS and `caFileOf`. Throws UsageProblem where nothing of ours answers. */
export async function dispatch(ready: Ready): Promise<Answer> {
  const { status, text } = await send(ready)
    .then(wholeOf)
    .catch((cause: NodeJS.ErrnoException) => {
      // Node gives one error an address it tried, behind an error without words.
      throw new UsageProblem(`${ready.origin} does not answer: ${cause.message || cause.code}.`);
    });
  try {
    return { status, body: JSON.parse(text) };
  } catch {
    throw new UsageProblem(`What answers at ${ready.origin} is not Sallyport: HTTP ${status} ${text.slice(0, 100)}`);
  }
}

/** Gives the reply once its head is there; rejects, or tears it, where the server is silent for too long. */
export function send({ origin, signed, options }: Ready): Promise<IncomingMessage> {
  const secure = origin.startsWith('https:');
  const ca = secure ? caFileOf(options) : undefined;
  return new Promise((done, fail) => {
    const sent = (secure ? tlsRequest : plainRequest)(
      origin + signed.url,
      {
        method: signed.method,
        headers: { accept: 'application/json', 'content-length': Buffer.byteLength(signed.body), ...signed.headers },
        timeout: PATIENCE,
        ...(ca && { ca: [...getCACertificates('default'), readFileSync(ca, 'utf8')] }),
      },
      done,
    );
    sent.on('timeout', () => sent.destroy(new Error(`silent for ${PATIENCE / 1000} s`)));
    sent.on('error', fail).end(signed.body);
  });
}

async function wholeOf(received: IncomingMessage): Promise<{ status: number; text: string }> {
  let text = '';
  for await (const chunk of received.setEncoding('utf8')) text += chunk;
  return { status: received.statusCode ?? 0, text };
}

/** An error reply in words, with the page that tells more of it. */
export function problemText({ body: { Code, Message, Recommend, RequestId } }: Answer): string {
  return `${Code}: ${Message}\nRequest ${RequestId}${Recommend ? `; what it means: ${Recommend}` : ''}`;
}
