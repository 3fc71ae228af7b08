import { randomUUID } from 'node:crypto';
import type { Action, Ctx } from '#actions/action.ts';
import { seed } from '#domain/seed.ts';
import { wireCode } from '#errors/fill.ts';
import type { GatewayError } from '#errors/gateway.ts';
import type { Mailbox } from '#feed/mailbox.ts';
import { feedPath } from '#feed/stream.ts';
import { readCursor } from '#kit/cursor.ts';
import { type Decided, type Deciding, Refusal } from '#kit/deciding.ts';
import type { Shape, Values } from '#kit/shape.ts';
import { authenticate, type Caller, type Gate } from '#server/authenticate.ts';
import { type Call, formatGuess, formatOf, readCall, resolveAction } from '#server/call.ts';
import { conditionsOf } from '#server/conditions.ts';
import type { MakeContext } from '#server/context.ts';
import { type AccessDenied, Denial } from '#server/denial.ts';
import { errorReply, hostOf } from '#server/error-reply.ts';
import { Fault, faultOf, gatewayFault, refuse } from '#server/fault.ts';
import type { AccessKey } from '#server/keys.ts';
import type { Metrics } from '#server/metrics.ts';
import type { Used } from '#server/nonces.ts';
import { permit } from '#server/permit.ts';
import type { Holder, Policies } from '#server/policies.ts';
import type { Seals } from '#server/seals.ts';
import type { Streams } from '#server/streams.ts';
import type { Settled, SignedNonce, Store, TokenClaim, Write } from '#store/store.ts';
import { type Decoded, decodeParams } from '#wire/decode.ts';
import type { Incoming, Reply } from '#wire/http.ts';
import type { Params } from '#wire/params.ts';
import { printOf } from '#wire/print.ts';
import { type Format, renderReply } from '#wire/render.ts';

/**
 * A request's way through the server:
 *   read the form -> resolve the action -> authenticate -> decode -> seed the region
 *     -> { permit -> token -> decide } (one commit for all that waits) -> render, or under /feed: open a stream
 * The only catch of the server is here. What went wrong inside goes to the log under the request's id, never to the client.
 */
export type Server = {
  readonly store: Store;
  readonly gate: Gate;
  readonly policies: Policies;
  /** Seals what DecodeDiagnosticMessage opens. */
  readonly diagnoses: Seals;
  readonly makeContext: MakeContext;
  readonly streams: Streams;
  readonly mailbox: Mailbox;
  readonly metrics: Metrics;
  readonly log: RequestLog;
  readonly now: () => number;
  /** `--seed`: whether a region gets default resources when it is first used. */
  readonly seeds: boolean;
  readonly defaultRegion: string;
};
export type RequestLog = Readonly<Record<'info' | 'error', (fields: object, text: string) => void>>;

const unavailable = 'the store cannot be used; nothing was changed';
const undecided = 'the disk failed during a commit: whether it was done shows after a restart, so its requests got no reply';
/** Thrown for a request that gets no reply, because any would be a guess. Its client tries again, and a ClientToken keeps that from doing it twice. */
const silence = Symbol('no reply');
/** How long a request may wait for its batch. Milliseconds. */
const PATIENCE = 10_000;
/** Bytes of a request that opens a stream: it stays for as long as that does. WatchState with 500 interfaces has some 25 KB. */
const MOST_OF_STREAM = 128 * 1024;

/** What is known of a request so far, for the log and for an error on the way. */
type Progress = {
  readonly requestId: string;
  format: Format;
  action: Action | undefined;
  /** Of the action; only one that is known to us or to the official SDKs, since metrics count by it. */
  name: string;
  caller: Caller | undefined;
  /** The nonce of a request that changes something, until it is handed to the store together with that. */
  unkept: Used | undefined;
  code: string;
};

/** The pipeline gives undefined where the connection is to be closed without a reply. */
export function makePipeline(server: Server): (incoming: Incoming) => Promise<Reply | undefined> {
  const seeded = new Set<string>();

  return async (incoming) => {
    const started = performance.now();
    const progress: Progress = {
      requestId: randomUUID().toUpperCase(),
      format: formatGuess(incoming),
      action: undefined,
      name: '',
      caller: undefined,
      unkept: undefined,
      code: '',
    };
    let reply: Reply;
    try {
      reply = await answer(incoming, progress);
    } catch (cause) {
      if (cause === silence) return undefined;
      reply = failure(incoming, progress, cause);
    } finally {
      if (progress.unkept) server.gate.nonces.keep(progress.unkept);
    }
    note(incoming, progress, reply, performance.now() - started);
    return reply;
  };

  async function answer(incoming: Incoming, progress: Progress): Promise<Reply> {
    const call = readCall(incoming);
    progress.format = formatOf(call);
    const streams = incoming.path === feedPath;
    if (streams && call.scheme === 'v1') refuse('InvalidSignatureMethod.Feed');
    const action = resolveAction(call);
    if (streams && !action.stream) refuse('InvalidAction.Feed', action.name);
    if (streams && incoming.size > MOST_OF_STREAM) refuse('RequestEntityTooLarge', String(MOST_OF_STREAM));
    progress.action = action;
    progress.name = action.name;
    const now = server.now();
    const authenticated = authenticate(call, server.gate, now);
    const caller = authenticated instanceof Promise ? await authenticated : authenticated;
    progress.caller = caller;
    if (action.mode === 'read') server.gate.nonces.keep(caller.used);
    else progress.unkept = caller.used;
    if (action.operator && !(caller.key.first && caller.key.identity.type === 'Account')) refuse('Forbidden.Unauthorized');
    const decoded = decodeParams(action.params, streams ? resumed(call) : call.params);
    if ('missing' in decoded) throw faultOf(action, decoded.missing.code, [decoded.missing.name]);
    if ('early' in decoded) throw faultOf(action, decoded.wrong.code, [decoded.wrong.name]);
    const region = call.params.get('RegionId') || server.defaultRegion;
    const ctx = server.makeContext(caller.key, region, now, hostOf(incoming), () => conditionsOf(call, caller.key, now));
    const { holder } = caller.key;
    const admit = holder && (await admission(holder, caller.key, action, call, decoded, ctx));
    if (action.seeds && server.seeds && 'value' in decoded) {
      if (admit) await server.store.read(admit);
      await seedRegion(call, progress, action, ctx);
    }
    const decide = () => decision(action, decoded, ctx);
    const body =
      action.mode === 'read'
        ? (await server.store.read(admitted(admit, decide))).reply
        : replyOf(
            action,
            progress,
            await server.store.write({
              ...writeOf(call, progress, ctx, decide, admit, claimOf(call, action, decoded, ctx)),
              nonce: signedNonce(progress, caller),
            }),
          );
    if (streams) {
      const cursor = readCursor(body.Cursor as string)!;
      return server.streams.open({ action, call, caller, decoded, region, requestId: progress.requestId, cursor });
    }
    if (action.answers) await deliver(action, caller, decoded);
    const rendered = renderReply(progress.format, action.name, { ...body, RequestId: progress.requestId });
    return { status: 200, requestId: progress.requestId, type: rendered.type, text: rendered.text };
  }

  async function deliver(action: Action, { key }: Caller, decoded: Decoded): Promise<void> {
    const { HostId, QuestionId, Answer } = ('value' in decoded ? decoded.value : {}) as Readonly<Record<string, string>>;
    const taker = { account: key.account, host: HostId!, by: key.identity.arn };
    if (!(await server.mailbox.answer(taker, QuestionId!, Answer!))) throw faultOf(action, 'InvalidQuestionId.NotFound', [QuestionId!]);
  }

  /** What judges the caller's policies. A root needs none, and waits for nothing. */
  async function admission(holder: Holder, { session }: AccessKey, action: Action, call: Call, decoded: Decoded, ctx: Ctx): Promise<Admit> {
    const identity = server.policies.fresh(holder, ctx.now) ?? (await server.policies.find(holder, ctx.now));
    return () => permit(action, call, decoded, ctx, { identity, ...(session && { session }) });
  }

  function replyOf(action: Action, { requestId }: Progress, settled: Settled): Decided['reply'] {
    switch (settled.is) {
      case 'done':
        if (settled.outcome.ok) return settled.outcome.reply;
        throw faultOf(action, settled.outcome.code, settled.outcome.holes);
      case 'notAdmitted':
        throw settled.cause;
      case 'nonceUsed':
        return refuse('SignatureNonceUsed');
      case 'tokenMismatch':
        return refuse('IdempotentParameterMismatch');
      case 'unavailable':
        server.log.error({ requestId, why: settled.why }, unavailable);
        return refuse('ServiceUnavailable');
      case 'undecided':
        server.log.error({ requestId, why: settled.why }, undecided);
        throw silence;
      case 'broken':
        throw settled.cause;
    }
  }

  /** The store keeps it from now on. */
  function signedNonce(progress: Progress, { used }: Caller): SignedNonce {
    progress.unkept = undefined;
    return server.gate.nonces.signed(used);
  }

  async function seedRegion(call: Call, progress: Progress, action: Action, ctx: Ctx): Promise<void> {
    const place = `${ctx.account}/${ctx.region}`;
    if (seeded.has(place)) return;
    replyOf(action, progress, await server.store.write(writeOf(call, progress, ctx, () => seeding(ctx))));
    seeded.add(place);
  }

  function failure(incoming: Incoming, progress: Progress, cause: unknown): Reply {
    const fault = faultIn(progress, cause);
    progress.code = wireCode(fault.key, fault.holes);
    return errorReply(incoming, { ...progress, denied: fault instanceof Denial ? toldOf(fault) : undefined }, fault);
  }

  function toldOf({ detail, diagnosis }: Denial): AccessDenied {
    return { ...detail, EncodedDiagnosticMessage: server.diagnoses.seal(JSON.stringify(diagnosis)) };
  }

  function faultIn(progress: Progress, cause: unknown): Fault {
    const fault = cause instanceof Refusal && progress.action ? faultOf(progress.action, cause.code, cause.holes) : cause;
    if (fault instanceof Fault) {
      if (fault.key === ('Sallyport.NotImplemented' satisfies GatewayError)) progress.name = fault.holes[0] ?? '';
      return fault;
    }
    const why = server.store.unavailable(cause);
    server.log.error(
      { requestId: progress.requestId, err: cause, ...(why && { why }) },
      why ? unavailable : 'request failed through a fault of this server',
    );
    return gatewayFault(why ? 'ServiceUnavailable' : 'InternalError');
  }

  function note(incoming: Incoming, { requestId, name, caller, code }: Progress, { status }: Reply, ms: number): void {
    server.metrics.count(name, code, status, ms);
    server.log.info(
      {
        requestId,
        action: name,
        status,
        code,
        account: caller?.key.account ?? '',
        keyId: caller?.key.id ?? '',
        from: incoming.remote,
        ms: Math.round(ms * 1000) / 1000,
      },
      'request',
    );
  }
}

/** Who comes again as a browser does says where it stands in a header, while its URL is as it was. */
function resumed({ incoming, params }: Call): Params {
  const last = incoming.header('last-event-id');
  return last === undefined ? params : new Map([...params, ['Cursor', last]]);
}

type Admit = NonNullable<Write['admit']>;

const admitted = (admit: Admit | undefined, decide: Write['decide']): Write['decide'] =>
  admit
    ? function* () {
        yield* admit();
        return yield* decide();
      }
    : decide;

/** A malformed value is refused inside the decision, because RAM and token replay come before it (docs/decisions/0001 7). */
function* decision(action: Action, decoded: Decoded, ctx: Ctx): Deciding<Decided> {
  if ('wrong' in decoded) throw new Refusal(decoded.wrong.code, [decoded.wrong.name]);
  return yield* action.handle((decoded as { value: Values<Shape> }).value, ctx);
}

function* seeding(ctx: Ctx): Deciding<Decided> {
  return { reply: {}, effects: yield* seed(ctx, ctx) };
}

function writeOf(
  call: Call,
  { requestId, action, name, caller }: Progress,
  ctx: Ctx,
  decide: Write['decide'],
  admit?: Admit,
  token?: TokenClaim,
): Write {
  const { key, nonce } = caller!;
  const origin = {
    requestId,
    account: key.account,
    by: key.identity.arn,
    from: call.incoming.remote,
    product: action!.product,
    action: name,
    at: ctx.now,
    keyId: key.id,
    nonce,
  };
  return { origin, deadline: ctx.now + PATIENCE, decide, admit, token };
}

function claimOf({ params }: Call, action: Action, decoded: Decoded, { account, region }: Ctx): TokenClaim | undefined {
  const token = 'ClientToken' in action.params ? params.get('ClientToken') : undefined;
  return token ? { scope: { account, region }, action: action.name, token, print: printOf(action.params, params, decoded) } : undefined;
}
