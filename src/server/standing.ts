import type { Action } from '#actions/action.ts';
import { resourcesOf } from '#ram/arns.ts';
import type { Caller, Gate } from '#server/authenticate.ts';
import { type Call, signedHeader } from '#server/call.ts';
import { conditionsOf } from '#server/conditions.ts';
import type { MakeContext } from '#server/context.ts';
import { Denial } from '#server/denial.ts';
import { hostOf } from '#server/error-reply.ts';
import { permit } from '#server/permit.ts';
import type { Policies } from '#server/policies.ts';
import type { Store } from '#store/store.ts';
import type { Decoded } from '#wire/decode.ts';

/** A request that was let in, and goes on being answered. */
export type Admitted = {
  readonly action: Action;
  readonly call: Call;
  readonly caller: Caller;
  readonly decoded: Decoded;
  readonly region: string;
};
export type Judges = {
  readonly store: Store;
  readonly gate: Gate;
  readonly policies: Policies;
  readonly makeContext: MakeContext;
};

/**
 * Whether the same request would be let in now: its key is active and its user there, its token has not ended, its policies allow it. All of it
 * is looked up anew. Throws where the store cannot be read.
 */
export async function wouldAdmit({ action, call, caller, decoded, region }: Admitted, judges: Judges, now: number): Promise<boolean> {
  const { keys, temporary } = judges.gate;
  const token = tokenOf(call);
  const { id } = caller.key;
  const key = token ? temporary.keyOf(id, token, now) : await keys.find(id, now);
  if (key === undefined || typeof key === 'string' || !key.active) return false;
  const { holder, session } = key;
  if (!holder) return true;
  const identity = await judges.policies.find(holder, now);
  const ctx = judges.makeContext(key, region, now, hostOf(call.incoming), () => conditionsOf(call, key, now));
  try {
    await judges.store.read(() => permit(action, call, decoded, ctx, { identity, ...(session && { session }) }));
    return true;
  } catch (cause) {
    if (cause instanceof Denial) return false;
    throw cause;
  }
}

/** Requests of one name stand and fall together. */
export function standingOf({ action, call, caller, decoded, region }: Admitted): string {
  const values = { ...('value' in decoded && (decoded.value as object)), region, account: caller.key.account };
  const arns = resourcesOf(action.ram.resources, values).map(({ arn }) => arn);
  return [action.name, caller.key.id, tokenOf(call) ?? '', call.incoming.remote, call.incoming.secure, region, ...arns].join(' ');
}

/** Streams are signed with ACS3. */
const tokenOf = ({ incoming }: Call): string | undefined => signedHeader(incoming, 'x-acs-security-token');
