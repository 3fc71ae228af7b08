import { type Action, type Ctx, rootOf } from '#actions/action.ts';
import { noteReached } from '#actions/reached.testing.ts';
import type { Journaled } from '#domain/change-view.ts';
import { apply, decide, type State } from '#domain/decide.testing.ts';
import { type Decided, Refusal } from '#kit/deciding.ts';
import type { Shape, Values } from '#kit/shape.ts';

let made = 0;
/** A context with a fixed clock; ids rise through the whole run. */
export function makeCtx(over: Partial<Ctx> = {}): Ctx {
  return {
    account: '1234567890123456',
    region: 'cn-hangzhou',
    identity: rootOf('1234567890123456'),
    now: Date.UTC(2026, 10, 24, 8, 30, 15, 250),
    host: '127.0.0.1:8580',
    conditions: {},
    missingRule: 'error',
    newId: (prefix) => `${prefix}-bp1${(++made).toString(36).padStart(17, '0')}`,
    newAccessKey: () => ({ id: `LTAI${++made}`, secret: 'secret', sealed: 'sealed' }),
    newAccountId: () => String(2000000000000000 + ++made),
    newRamId: () => String(200000000000000000n + BigInt(++made)),
    newSession: ({ account, roleId }) => ({
      accessKeyId: 'STS.1',
      accessKeySecret: 'secret',
      securityToken: `token of ${account} ${roleId}`,
    }),
    diagnosisOf: (encoded) => (encoded.startsWith('{') ? encoded : undefined),
    newKeyPair: () => ({ privateKey: '-----BEGIN PRIVATE KEY-----\n…', publicKey: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQ==' }),
    fingerprintOf: (base64) => `fp:${base64.length}`,
    fail: (code, ...holes) => {
      throw new Refusal(code, holes);
    },
    ...over,
  };
}

export type Called = Decided | { readonly code: string; readonly holes: readonly string[] };

/** Handles one request, its parameters already decoded, and applies its effects to the state. */
export function call<S extends Shape, E extends string>(
  action: Action<string, S, E>,
  params: Values<S>,
  state: State,
  ctx: Ctx = makeCtx(),
  journal: readonly Journaled[] = [],
): Called {
  try {
    const decided = decide(action.handle(params, ctx as Ctx<E>), state, journal);
    apply(state, decided.effects);
    return decided;
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    noteReached({ product: action.product, action: action.name, code: cause.code });
    return { code: cause.code, holes: cause.holes };
  }
}

/** The reply, or '!Code' and its holes where it was refused: what tables of cases compare. */
export const replyOf = (called: Called): unknown => ('code' in called ? [`!${called.code}`, ...called.holes].join(' ') : called.reply);
