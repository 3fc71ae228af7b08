import { makeSeals } from '#server/seals.ts';
import type { Vault } from '#server/vault.ts';

/** Somebody who has assumed a role, for as long as the token says. */
export type Session = {
  readonly account: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly sessionName: string;
  /** The session policy as it was sent; '' where there is none. */
  readonly policy: string;
  /** Who stands at the start of a chain of roles, as they said; '' where nothing was said. */
  readonly sourceIdentity: string;
  readonly accessKeyId: string;
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
};

/**
 * Security tokens: the whole session, sealed, so that a request is verified without asking the store. Whoever opens one checks that the request
 * has its access key and that it has not expired; a token of another master key is none.
 */
export type Sessions = { seal(session: Session): string; open(token: string): Session | undefined };

/** The order of the fields in a token, which is short because they have no names there. */
const fields = ['account', 'roleId', 'roleName', 'sessionName', 'policy', 'sourceIdentity', 'accessKeyId', 'secret', 'expires'] as const;

export function makeSessions(vault: Vault): Sessions {
  const seals = makeSeals(vault, 'session');
  return {
    seal: (session) => seals.seal(JSON.stringify(fields.map((field) => session[field]))),
    open(token) {
      const text = seals.open(token);
      if (text === undefined) return undefined;
      const values = JSON.parse(text) as readonly unknown[];
      return Object.fromEntries(fields.map((field, i) => [field, values[i]])) as Session;
    },
  };
}
