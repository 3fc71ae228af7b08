import { type Identity, rootOf } from '#actions/action.ts';
import { accessKeyKey, accountKey, type KeyOf, root } from '#domain/finding.ts';
import type { AccessKeyHead } from '#domain/kinds.ts';
import type { CompiledPolicy } from '#ram/compile-policy.ts';
import type { Holder } from '#server/policies.ts';
import type { Vault } from '#server/vault.ts';
import type { Store } from '#store/store.ts';
import type { MacKey } from '#wire/hmac.ts';
import { cutLoose } from '#wire/scalar.ts';
import { keyV1 } from '#wire/sign-v1.ts';
import { keyV3 } from '#wire/sign-v3.ts';

/** An access key ready to verify with. */
export type AccessKey = {
  readonly id: string;
  readonly account: string;
  /** Who signs with it. */
  readonly identity: Identity;
  /** Whose policies count; undefined for a root, which needs none. */
  readonly holder: Holder | undefined;
  /** Of an assumed role, the policy that its session was given. */
  readonly session?: CompiledPolicy;
  /** Of an assumed role, the source identity that its session was given. */
  readonly sourceIdentity?: string;
  readonly active: boolean;
  /** Of the account whose root is the operator. */
  readonly first: boolean;
  readonly v1: MacKey;
  readonly v3: MacKey;
};

/** A key may be this old when it is used: a disabled one is refused within a second. Milliseconds. */
const FRESH = 1000;
const MOST = 10_000;

/** Access keys by id, opened once and looked up again each second. */
export class Keys {
  readonly #store: Store;
  readonly #vault: Vault;
  readonly #known = new Map<string, { readonly key: AccessKey; readonly head: AccessKeyHead; readonly at: number }>();

  constructor(store: Store, vault: Vault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** The key where it was looked up within the last second, so that most requests wait for nothing. */
  fresh(id: string, now: number): AccessKey | undefined {
    const known = this.#known.get(id);
    return known && now - known.at < FRESH ? known.key : undefined;
  }

  async find(id: string, now: number): Promise<AccessKey | undefined> {
    const found = await this.#store.read(function* () {
      const head = (yield* root(accessKeyKey(id)))?.head;
      if (!head) return undefined;
      const holder = head.user === '' ? undefined : userKey(head);
      const user = holder && (yield* root(holder))?.head;
      // The key of a user that is gone is gone with it.
      if (holder && !user) return undefined;
      const identity = holder && user ? identityOf(head, user.name) : rootOf(head.account);
      return { head, identity, holder, first: (yield* root(accountKey(head.account)))?.head.first ?? false };
    });
    const known = this.#known.get(id);
    if (!found) {
      this.#known.delete(id);
      return undefined;
    }
    const { head, identity } = found;
    const isSame = known && known.head === head && known.key.identity.arn === identity.arn;
    const key = isSame ? known.key : this.#open(id, found);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(id, { key, head, at: now });
    return key;
  }

  #open(id: string, { head, identity, holder, first }: Found): AccessKey {
    const secret = this.#vault.open(head.sealed);
    const { account, active } = head;
    const signer = { ...identity, arn: cutLoose(identity.arn) };
    return { id: cutLoose(id), account, identity: signer, holder, active, first, v1: keyV1(secret), v3: keyV3(secret) };
  }
}

type Found = {
  readonly head: AccessKeyHead;
  readonly identity: Identity;
  readonly holder: Holder | undefined;
  readonly first: boolean;
};

const userKey = ({ account, user }: AccessKeyHead): KeyOf<'ramUser'> => ({ account, region: '', kind: 'ramUser', id: user });
const identityOf = ({ account, user }: AccessKeyHead, name: string): Identity => ({
  arn: `acs:ram::${account}:user/${name}`,
  type: 'RAMUser',
  principalId: user,
  userId: user,
  roleId: '',
});
