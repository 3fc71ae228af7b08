import type { Action, Ctx } from '#actions/action.ts';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import { accountKey } from '#domain/finding.ts';
import type { Shape, Values } from '#kit/shape.ts';

/** An account for unit tests of RAM, which starts empty: each call changes it, as its effects say. */
export type World = {
  readonly state: State;
  readonly ctx: Ctx;
  /** The reply, or '!Code' and its holes. `over` changes who calls, or when. */
  run<S extends Shape, E extends string>(action: Action<string, S, E>, params: Values<S>, over?: Partial<Ctx>): unknown;
};

export function makeWorld(quotas: Readonly<Record<string, number>> = {}): World {
  const ctx = makeCtx();
  const account = { name: '', networkType: 'vpc', missingRule: '', quotas, first: true, created: 1 };
  const state = stateOf({ put: accountKey(ctx.account), head: account });
  return { state, ctx, run: (action, params, over) => replyOf(call(action, params, state, makeCtx({ ...over }))) };
}

export const document = (action = 'ecs:*'): string =>
  JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
/** A trust policy in favour of an ARN. */
export const trustIn = (arn: string, condition?: object): string =>
  JSON.stringify({
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: arn }, ...(condition && { Condition: condition }) }],
  });
/** A signer that is a RAM user. */
export const userIdentity = (userId: string, name = 'alice') =>
  ({ arn: `acs:ram::1234567890123456:user/${name}`, type: 'RAMUser', principalId: userId, userId, roleId: '' }) as const;
export const at = '2026-11-24T08:30:15Z';
