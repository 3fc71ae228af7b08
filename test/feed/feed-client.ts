import { randomUUID } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { actionOf } from '#actions/index.ts';
import { noteReached } from '#actions/reached.testing.ts';
import { type Credentials, makeRequestSigner } from '#wire/sign-request.ts';
import type { Params } from '../server.ts';

/** A reader of `/feed`: one signed request, and the events as they come. */
export type Event = {
  readonly event: string;
  readonly cursor: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into events, and a wrong shape fails them
  readonly [field: string]: any;
};
export type FeedReader = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Of a refusal. */
  readonly code: string;
  readonly message: string;
  readonly events: readonly Event[];
  /** Without heartbeats. */
  readonly told: readonly Event[];
  readonly ids: readonly string[];
  readonly isOver: boolean;
  /** Whether it ended as HTTP ends a reply, and was not torn. */
  readonly isWhole: boolean;
  readonly res: IncomingMessage;
  close(): void;
};
type How = {
  readonly action?: string;
  readonly version?: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  /** PEM; over TLS where it is given. */
  readonly ca?: string;
};

const opened = new Set<ClientRequest>();
/** To be called at the end of a test file. */
export function closeReaders(): void {
  for (const req of opened) req.destroy();
}

/** Resolves once the head of the reply is there, and of a refusal all of it. */
export function readFeed(endpoint: string, credentials: Credentials, params: Params = {}, how: How = {}): Promise<FeedReader> {
  const { action = 'WatchChanges', version = '2026-11-24', method = 'GET', ca } = how;
  const signed = makeRequestSigner(credentials).v3({
    method,
    host: endpoint,
    path: '/feed',
    action,
    version,
    query: Object.entries(params),
    nonce: randomUUID(),
    now: Date.now(),
  });
  const [host, port] = endpoint.split(':') as [string, string];
  return new Promise((resolve, reject) => {
    const send = ca === undefined ? request : secureRequest;
    const headers = { ...signed.headers, ...how.headers };
    const req = send({ host, port, method, path: signed.url, headers, agent: false, ca }, (res) => {
      const events: Event[] = [];
      const ids: string[] = [];
      let rest = '';
      const reader = {
        ...{ status: res.statusCode!, headers: res.headers, code: '', message: '', events, ids, isOver: false, isWhole: false, res },
        get told() {
          return events.filter(({ event }) => event !== 'heartbeat');
        },
        close: () => void req.destroy(),
      };
      res.setEncoding('utf8').on('data', (chunk: string) => {
        rest += chunk;
        if (reader.status !== 200) return;
        const isSse = res.headers['content-type']!.startsWith('text/event-stream');
        const pieces = rest.split(isSse ? '\n\n' : '\n');
        rest = pieces.pop()!;
        for (const piece of pieces) {
          const [event, id] = isSse ? eventOf(piece) : [JSON.parse(piece) as Event, undefined];
          events.push(event);
          if (id !== undefined) ids.push(id);
        }
      });
      res.on('end', () => (reader.isWhole = rest === ''));
      res.on('close', () => {
        reader.isOver = true;
        opened.delete(req);
        if (reader.status === 200) return;
        const { Code, Message } = JSON.parse(rest);
        const product = actionOf(version, action)?.product;
        if (product) noteReached({ product, action, code: Code, message: Message });
        Object.assign(reader, { code: Code, message: Message });
        resolve(reader);
      });
      res.on('error', () => {});
      if (reader.status === 200) resolve(reader);
    });
    opened.add(req);
    req.on('error', reject).end(signed.body);
  });
}

/** As the standard has it: fields up to an empty line. */
function eventOf(text: string): [Event, string | undefined] {
  const fields = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]));
  return [{ event: fields.get('event') ?? '', ...JSON.parse(fields.get('data') ?? '{}') }, fields.get('id')];
}

/** Waits until it holds; throws after 10 s. */
export async function until(holds: () => boolean, what: string, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); await pause(5)) if (Date.now() > end) throw new Error(`never: ${what}`);
}
