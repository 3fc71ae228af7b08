import type { AccessKey } from '#server/keys.ts';
import { compiledOf, type Holder } from '#server/policies.ts';
import type { Session, Sessions } from '#server/sessions.ts';
import { cutLoose } from '#wire/scalar.ts';
import { keyV1 } from '#wire/sign-v1.ts';
import { keyV3 } from '#wire/sign-v3.ts';

type Known = { readonly key: AccessKey; readonly expires: number };
const MOST = 10_000;

/** Access keys of assumed roles, made from their tokens and from nothing else. */
export class TemporaryKeys {
  readonly #sessions: Sessions;
  readonly #known = new Map<string, Known>();

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  /** The key that a token is for, or why it is for none. */
  keyOf(id: string, token: string, now: number): AccessKey | 'malformed' | 'mismatch' | 'expired' {
    const known = this.#known.get(token) ?? this.#open(token);
    if (!known) return 'malformed';
    if (known.key.id !== id) return 'mismatch';
    return known.expires <= now ? 'expired' : known.key;
  }

  #open(token: string): Known | undefined {
    const session = this.#sessions.open(token);
    if (!session) return undefined;
    const known = { key: keyFor(session), expires: session.expires };
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(cutLoose(token), known);
    return known;
  }
}

function keyFor({ account, roleId, roleName, sessionName, policy, sourceIdentity, accessKeyId, secret }: Session): AccessKey {
  const holder: Holder = { account, region: '', kind: 'ramRole', id: roleId };
  return {
    id: accessKeyId,
    account,
    identity: {
      arn: `acs:ram::${account}:assumed-role/${roleName}/${sessionName}`,
      type: 'AssumedRoleUser',
      principalId: `${roleId}:${sessionName}`,
      userId: '',
      roleId,
    },
    holder,
    ...(sourceIdentity !== '' && { sourceIdentity }),
    ...(policy !== '' && { session: compiledOf(policy, 'Session', sessionName) }),
    active: true,
    first: false,
    v1: keyV1(secret),
    v3: keyV3(secret),
  };
}
