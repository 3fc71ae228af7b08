import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { versionOf } from '#actions/action.ts';
import { actionOf, actions } from '#actions/index.ts';
import { noteReached } from '#actions/reached.testing.ts';
import { type Options, type Running, serve } from '#server/serve.ts';
import { type Credentials, makeRequestSigner } from '#wire/sign-request.ts';

/** A server of its own for a test, in this process, and a client that signs. Loopback only; `stop` removes its folder. */
export type TestServer = {
  readonly running: Running;
  readonly data: string;
  readonly endpoint: string;
  readonly log: readonly { readonly level: string; readonly fields: object; readonly text: string }[];
  readonly root: Client;
  clientOf(credentials: Credentials, more?: Partial<Asked>): Client;
  /** The same folder, a new server: what a restart finds. */
  restart(options?: Partial<Options>): Promise<void>;
  stop(): Promise<void>;
};
export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into replies, and a wrong shape fails them
  readonly body: Readonly<Record<string, any>>;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};
type Asked = {
  readonly scheme: 'v1' | 'v3';
  readonly method: 'GET' | 'POST';
  readonly format: 'JSON' | 'XML';
  readonly version: string;
  readonly inForm: boolean;
  readonly nonce: string;
  readonly now: number;
};
export type Params = Readonly<Record<string, string>>;
/** Sends one signed request; RegionId is cn-hangzhou unless given ('' leaves it out). */
export type Client = (action: string, params?: Params, more?: Partial<Asked>) => Promise<Answer>;

export async function startServer(options: Partial<Options> = {}): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  const log: { level: string; fields: object; text: string }[] = [];
  const logger = (level: string) => (fields: object, text: string) => void log.push({ level, fields, text });
  const start = (more: Partial<Options> = {}) =>
    serve({
      host: '127.0.0.1',
      port: 0,
      data,
      region: 'cn-hangzhou',
      seeds: true,
      missingRule: 'error',
      tlsNames: [],
      log: { info: logger('info'), warn: logger('warn'), error: logger('error') },
      ...options,
      ...more,
    });
  let running = await start();
  const server: TestServer = {
    get running() {
      return running;
    },
    data,
    get endpoint() {
      return `127.0.0.1:${running.port}`;
    },
    log,
    root: (action, params, more) => server.clientOf(running.credentials)(action, params, more),
    clientOf: (credentials, always) => (action, params, more) => ask(server.endpoint, credentials, action, params, { ...always, ...more }),
    async restart(more) {
      await running.close();
      running = await start(more);
    },
    async stop() {
      await running.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
  return server;
}

/** Signs and sends one request to `endpoint` (host:port). */
export async function ask(
  endpoint: string,
  credentials: Credentials,
  action: string,
  params: Params = {},
  more: Partial<Asked> = {},
): Promise<Answer> {
  const known = actions.find((a) => a.name === action);
  const version = more.version ?? (known ? versionOf[known.product] : versionOf.Ecs);
  const pairs = Object.entries({ RegionId: 'cn-hangzhou', ...params }).filter(([name, value]) => name !== 'RegionId' || value !== '');
  const signer = makeRequestSigner(credentials);
  const placed = more.inForm ? { query: [], form: pairs } : { query: pairs };
  const signed = signer[more.scheme ?? 'v3']({
    method: more.method ?? 'POST',
    host: endpoint,
    action,
    version,
    nonce: more.nonce ?? randomUUID(),
    now: more.now ?? Date.now(),
    ...placed,
    ...(more.format && { format: more.format }),
  });
  const answer = await sendRaw(endpoint, signed);
  const { Code: code, Message: message } = answer.body;
  const product = actionOf(version, action)?.product;
  if (product && answer.status >= 400 && typeof code === 'string') noteReached({ product, action, code, message });
  return answer;
}

/** Over TLS where a CA (PEM) is given. */
export function sendRaw(
  endpoint: string,
  { method, url, headers, body }: { method: string; url: string; headers: Readonly<Record<string, string>>; body: string },
  ca?: string,
): Promise<Answer> {
  const [host, port] = endpoint.split(':') as [string, string];
  return new Promise((resolve, reject) => {
    const req = (ca === undefined ? request : secureRequest)(
      { host, port, method, path: url, headers: { 'content-length': Buffer.byteLength(body), ...headers }, agent: false, ca },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        res.on('end', () =>
          resolve({ status: res.statusCode ?? 0, text, headers: res.headers, body: text.startsWith('{') ? JSON.parse(text) : {} }),
        );
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}
