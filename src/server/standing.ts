import type { Action } from '#actions/action.ts';
import { resourcesOf } from '#ram/arns.ts';
import type { CompiledPolicy } from '#ram/compile-policy.ts';
import type { Caller, Gate } from '#server/authenticate.ts';
import { type Call, signedHeader } from '#server/call.ts';
import { conditionsOf } from '#server/conditions.ts';
import type { MakeContext } from '#server/context.ts';
import { Denial } from '#server/denial.ts';
import { hostOf } from '#server/error-reply.ts';
import type { AccessKey } from '#server/keys.ts';
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
 * Tells of requests whether they would be let in now: the key is active and its user there, its token has not ended, its policies allow it. All of
 * it is looked up anew, once for all requests of a key, since every host has a request of its own. Throws where the store cannot be read.
 */
export function makeJudgement(judges: Judges, now: number): (admitted: Admitted) => Promise<boolean> {
  const signers = new Map<string, Promise<Signer | undefined>>();
  return (admitted) => {
    const name = signerOf(admitted);
    const signer = signers.get(name) ?? findSigner(admitted, judges, now);
    signers.set(name, signer);
    return wouldAdmit(admitted, signer, judges, now);
  };
}

type Signer = { readonly key: AccessKey; readonly identity: readonly CompiledPolicy[] };
async function findSigner({ call, caller }: Admitted, { gate, policies }: Judges, now: number): Promise<Signer | undefined> {
  const token = tokenOf(call);
  const { id } = caller.key;
  const key = token ? gate.temporary.keyOf(id, token, now) : await gate.keys.find(id, now);
  if (key === undefined || typeof key === 'string' || !key.active) return undefined;
  return { key, identity: key.holder ? await policies.find(key.holder, now) : [] };
}

async function wouldAdmit(
  { action, call, decoded, region }: Admitted,
  found: Promise<Signer | undefined>,
  judges: Judges,
  now: number,
): Promise<boolean> {
  const signer = await found;
  if (!signer?.key.holder) return signer !== undefined;
  const { key, identity } = signer;
  const ctx = judges.makeContext(key, region, now, hostOf(call.incoming), () => conditionsOf(call, key, now));
  try {
    await judges.store.read(() => permit(action, call, decoded, ctx, { identity, ...(key.session && { session: key.session }) }));
    return true;
  } catch (cause) {
    if (cause instanceof Denial) return false;
    throw cause;
  }
}

/** Requests of one name stand and fall together. */
export function standingOf(admitted: Admitted): string {
  const { action, call, caller, decoded, region } = admitted;
  const values = { ...('value' in decoded && (decoded.value as object)), region, account: caller.key.account };
  const arns = resourcesOf(action.ram.resources, values).map(({ arn }) => arn);
  return [action.name, signerOf(admitted), call.incoming.remote, call.incoming.secure, region, ...arns].join(' ');
}

const signerOf = ({ call, caller }: Admitted): string => `${caller.key.id} ${tokenOf(call) ?? ''}`;
/** Streams are signed with ACS3. */
const tokenOf = ({ incoming }: Call): string | undefined => signedHeader(incoming, 'x-acs-security-token');
