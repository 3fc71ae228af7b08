import { mkdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { MissingRule } from '#actions/action.ts';
import { changeStream } from '#feed/change-stream.ts';
import { Feed } from '#feed/feed.ts';
import { hostStream } from '#feed/host-stream.ts';
import { Mailbox } from '#feed/mailbox.ts';
import { StateStream } from '#feed/state-stream.ts';
import { feedPath } from '#feed/stream.ts';
import { loadCertificate } from '#server/certificate.ts';
import { makeContexts } from '#server/context.ts';
import { Failures } from '#server/failures.ts';
import { type Credentials, ensureFirstAccount, judgeWanted, type Wanted, writeCredentials } from '#server/first-account.ts';
import { Keys } from '#server/keys.ts';
import { listen } from '#server/listen.ts';
import { sealedSample } from '#server/master-key.ts';
import { Metrics } from '#server/metrics.ts';
import { Nonces } from '#server/nonces.ts';
import { errorPage } from '#server/pages.ts';
import { makePipeline, type RequestLog } from '#server/pipeline.ts';
import { Policies } from '#server/policies.ts';
import { finishRotation } from '#server/rotation.ts';
import { makeSeals } from '#server/seals.ts';
import { makeSessions } from '#server/sessions.ts';
import { clientError, healthPage, metricsPage, pageError } from '#server/status.ts';
import { type StreamLimits, Streams } from '#server/streams.ts';
import { TemporaryKeys } from '#server/temporary-keys.ts';
import { loadMasterKey, makeVault } from '#server/vault.ts';
import type { NonceOptions } from '#store/kept-nonces.ts';
import { StoreProblem } from '#store/problem.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Retention, Store } from '#store/store.ts';
import { type Incoming, type Reply, receive, send } from '#wire/http.ts';

/** Wires a server: store, keys, pipeline, pages, port. */
export type Options = Wanted & {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  /** `postgres://…`, for a store that several servers share; the data folder is then not locked, and they may share it too. */
  readonly databaseUrl?: string;
  readonly region: string;
  readonly seeds: boolean;
  readonly missingRule: MissingRule;
  readonly masterKey?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsNames: readonly string[];
  /** How long changes are kept for the feed; all of them unless given. */
  readonly keep?: Retention;
  /** Others than the usual ones, for tests; `purgeEvery` in milliseconds. */
  readonly streams?: Partial<StreamLimits>;
  readonly purgeEvery?: number;
  readonly log: RequestLog & { warn(fields: object, text: string): void };
  readonly now?: () => number;
};
export type Running = {
  readonly host: string;
  readonly port: number;
  readonly credentials: Credentials;
  readonly credentialsFile: string | undefined;
  readonly isNew: boolean;
  readonly caFile: string | undefined;
  readonly bundleFile: string | undefined;
  /** How often each action was asked for that is not implemented here. */
  unmet(): ReadonlyMap<string, number>;
  /** Stops accepting, finishes what is in flight, and closes the store. */
  close(): Promise<void>;
};

/** How long a stop waits for requests in flight. Milliseconds; the rest of 5 s is for the store. */
const PATIENCE = 4000;
const PURGE_EVERY = 60_000;

export async function serve(options: Options): Promise<Running> {
  const { data, log, now = Date.now } = options;
  judgeWanted(options);
  let nonces: Nonces | undefined;
  const place = options.databaseUrl ? 'database' : 'data folder';
  const store = await open(options, {
    now,
    takeNonces: () => nonces?.take() ?? new Uint8Array(),
    meetNonces: (kept) => nonces?.meet(kept, now()),
  });
  try {
    const isEmpty = (await store.health()).head === 0;
    finishRotation(data, options.masterKey, await store.read(sealedSample));
    const vault = makeVault(loadMasterKey(data, options.masterKey, isEmpty, place));
    const makeContext = makeContexts(vault, options.missingRule);
    const { credentials, isNew } = await ensureFirstAccount(store, vault, makeContext, options, now(), place);
    // At once: what comes next may fail, and this is the only place where the secret is told.
    const credentialsFile = isNew ? writeCredentials(data, credentials) : undefined;
    const secure = await loadCertificate({
      dataDir: data,
      names: options.tlsNames,
      passphrase: vault.passphraseFor('private CA'),
      ...(options.tlsCert && { cert: options.tlsCert }),
      ...(options.tlsKey && { key: options.tlsKey }),
    });
    // The seed stays with the data: its epoch is random, and made once.
    nonces = new Nonces(Number.parseInt((await store.health()).epoch.slice(0, 8), 16));
    nonces.restore(await store.nonces(), now());
    const metrics = new Metrics();
    const gate = { keys: new Keys(store, vault), temporary: new TemporaryKeys(makeSessions(vault)), nonces, failures: new Failures() };
    const policies = new Policies(store);
    const feed = new Feed(store);
    const mailbox = new Mailbox(store.mail, store.peers);
    const kinds = { changes: changeStream(feed), state: hostStream(new StateStream(feed, store), mailbox) };
    const streams = new Streams({ store, gate, policies, makeContext, feed, kinds, metrics, log, now }, options.streams);
    const pipeline = makePipeline({
      store,
      gate,
      policies,
      diagnoses: makeSeals(vault, 'diagnosis'),
      makeContext,
      streams,
      mailbox,
      metrics,
      log,
      now,
      seeds: options.seeds,
      defaultRegion: options.region,
    });

    const answer = (incoming: Incoming): Promise<Reply | undefined> =>
      incoming.path === '/' || incoming.path === feedPath ? pipeline(incoming) : page(incoming);
    const page = async (incoming: Incoming): Promise<Reply> => {
      if (incoming.path === '/healthz') return healthPage(store, options.databaseUrl ? 'postgres' : 'sqlite');
      if (incoming.path === '/metrics') return metricsPage(store, metrics);
      if (incoming.path.startsWith('/errors/')) return errorPage(incoming);
      return pageError(incoming, 'InvalidApi.NotFound');
    };
    const failed = (incoming: Incoming, res: ServerResponse, cause: unknown) => {
      log.error({ err: cause }, 'a page failed through a fault of this server');
      send(res, pageError(incoming, 'InternalError'));
    };
    const listening = await listen({
      host: options.host,
      port: options.port,
      secure,
      log,
      onRequest: (req, res) =>
        receive(
          req,
          (incoming) =>
            void answer(incoming).then(
              (reply) => (reply ? send(res, reply) : res.destroy()),
              (cause) => failed(incoming, res, cause),
            ),
        ),
      onClientError: clientError,
    });
    const purge = setInterval(
      () => void store.purge(now(), options.keep).catch((cause) => log.error({ err: cause }, 'purge failed')),
      options.purgeEvery ?? PURGE_EVERY,
    );
    purge.unref();

    return {
      host: listening.host,
      port: listening.port,
      credentials,
      credentialsFile,
      isNew,
      caFile: secure.caFile,
      bundleFile: secure.bundleFile,
      unmet: () => metrics.unmet(),
      async close() {
        clearInterval(purge);
        // Which ends all streams.
        feed.close();
        mailbox.close();
        await listening.close(PATIENCE);
        await store.close();
      },
    };
  } catch (cause) {
    await store.close();
    throw cause;
  }
}

/** PostgreSQL's driver is loaded where it is wanted only: the embedded store starts without it. */
async function open({ data, databaseUrl }: Options, given: NonceOptions & { readonly now: () => number }): Promise<Store> {
  if (!databaseUrl) return openStore(data, given);
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreProblem(`The data folder ${data} cannot be made: ${(cause as Error).message}`, { cause });
  }
  const { openPostgresStore } = await import('#store/postgres/open-store.ts');
  return openPostgresStore(databaseUrl, given);
}
