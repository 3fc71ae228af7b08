import { accessKeyKey, accountKey, root } from '#domain/finding.ts';
import type { AccessKeyHead } from '#domain/kinds.ts';
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
  /** ARN of who signs with it. */
  readonly arn: string;
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
      const key = yield* root(accessKeyKey(id));
      return key && { head: key.head, first: (yield* root(accountKey(key.head.account)))?.head.first ?? false };
    });
    const known = this.#known.get(id);
    if (!found) {
      this.#known.delete(id);
      return undefined;
    }
    const { head, first } = found;
    const key = known && known.head === head ? known.key : this.#open(id, head, first);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(id, { key, head, at: now });
    return key;
  }

  #open(id: string, head: AccessKeyHead, first: boolean): AccessKey {
    const secret = this.#vault.open(head.sealed);
    const arn = cutLoose(`acs:ram::${head.account}:root`);
    return { id: cutLoose(id), account: head.account, arn, active: head.active, first, v1: keyV1(secret), v3: keyV3(secret) };
  }
}
