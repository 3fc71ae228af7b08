import { all, type KeyOf, root, some } from '#domain/finding.ts';
import type { AttachedPolicyRow } from '#domain/ram-heads.ts';
import { versionPart } from '#domain/ram-policies.ts';
import type { Deciding } from '#kit/deciding.ts';
import { type CompiledPolicy, compilePolicy, joinPolicies } from '#ram/compile-policy.ts';
import { readPolicy } from '#ram/read-policy.ts';
import { systemPolicies } from '#ram/system-policies.ts';
import type { Store } from '#store/store.ts';

/** Whose policies: a user by its id, or a role by its id. */
export type Holder = KeyOf<'ramUser'> | KeyOf<'ramRole'>;
type Document = { readonly type: 'System' | 'Custom'; readonly policy: string; readonly text: string };

/** Policies may be this old when they judge: one that is taken away is gone within a second. Milliseconds. */
const FRESH = 1000;
const MOST = 10_000;

/** The policies of users and roles, ready to judge by; looked up again each second, compiled once for as long as the document stands. */
export class Policies {
  readonly #store: Store;
  readonly #known = new Map<string, { readonly policies: readonly CompiledPolicy[]; readonly at: number }>();
  readonly #compiled = new Map<string, CompiledPolicy>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Where they were looked up within the last second, so that most requests wait for nothing. */
  fresh(holder: Holder, now: number): readonly CompiledPolicy[] | undefined {
    const known = this.#known.get(nameOf(holder));
    return known && now - known.at < FRESH ? known.policies : undefined;
  }

  /** None for a user or role that is gone. */
  async find(holder: Holder, now: number): Promise<readonly CompiledPolicy[]> {
    const documents = await this.#store.read(() => documentsOf(holder));
    const policies = [joinPolicies(documents.map((document) => this.#compile(document)))];
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(nameOf(holder), { policies, at: now });
    return policies;
  }

  #compile({ type, policy, text }: Document): CompiledPolicy {
    const name = `${type} ${policy} ${text}`;
    const known = this.#compiled.get(name);
    if (known) return known;
    const compiled = compiledOf(text, type, policy);
    if (this.#compiled.size >= MOST) this.#compiled.clear();
    this.#compiled.set(name, compiled);
    return compiled;
  }
}

/** Documents are judged when they are written: one that cannot be read now is damage, and nobody may be let in past what it denied. */
export function compiledOf(text: string, type: 'System' | 'Custom' | 'Session', policy: string): CompiledPolicy {
  const read = readPolicy(text, Number.POSITIVE_INFINITY);
  if (!('policy' in read)) throw new Error(`the policy ${policy} cannot be read: ${JSON.stringify(read.faults)}`);
  return compilePolicy(read.policy, { policy, type });
}

const nameOf = ({ account, kind, id }: Holder): string => `${account}/${kind}/${id}`;

/** A user's own policies, then those of its groups; or a role's. */
function* documentsOf(holder: Holder): Deciding<readonly Document[]> {
  const rows = [...(yield* all(holder)).entries()].map(([, row]) => row);
  const attached: AttachedPolicyRow[] = [];
  for (const row of rows) {
    if (!('group' in row)) attached.push(row);
    else {
      const group: KeyOf<'ramGroup'> = { account: holder.account, region: '', kind: 'ramGroup', id: row.group };
      attached.push(...[...(yield* all(group)).entries()].map(([, of]) => of));
    }
  }
  const documents: Document[] = [];
  for (const { type, policy } of attached) {
    const text = type === 'System' ? systemText(policy) : yield* customText(holder.account, policy);
    if (text !== undefined) documents.push({ type, policy, text });
  }
  return documents;
}

function systemText(policy: string): string | undefined {
  return Object.hasOwn(systemPolicies, policy) ? JSON.stringify(systemPolicies[policy as keyof typeof systemPolicies].document) : undefined;
}

function* customText(account: string, policy: string): Deciding<string | undefined> {
  const key: KeyOf<'ramPolicy'> = { account, region: '', kind: 'ramPolicy', id: policy };
  const head = (yield* root(key))?.head;
  if (!head) return undefined;
  const [version] = yield* some(key, [versionPart(head.defaultVersion)]);
  return version?.document;
}
