import { randomFillSync, randomInt } from 'node:crypto';
import type { Ctx, Identity, MissingRule, NewKeyPair, NewSession } from '#actions/action.ts';
import { Refusal } from '#kit/deciding.ts';
import { makeIds, makeNumbers } from '#kit/ids.ts';
import { fingerprintOf, makeKeyPairs } from '#server/key-pairs.ts';
import { makeSeals } from '#server/seals.ts';
import { makeSessions } from '#server/sessions.ts';
import type { Vault } from '#server/vault.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const pool = new Uint8Array(4096);
let used = pool.length;

/** That many characters of [a-z0-9], each equally likely, from the system's source of randomness. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const byte = pool[used++]!;
    if (byte < 252) text += letters[byte % 36];
  }
  return text;
}

const newId = makeIds(randomText);
const newRamId = makeNumbers(() => randomInt(100));

/** Made only when somebody asks, since few do. */
type Conditions = () => Ctx['conditions'];
const noConditions: Conditions = () => ({});

/** Who a decision is made for. */
type Signer = { readonly account: string; readonly identity: Identity };

/** Makes what handlers are handed. One object a decision, its methods shared. */
export function makeContexts(vault: Vault, missingRule: MissingRule) {
  const nextKeyPair = makeKeyPairs();
  const sessions = makeSessions(vault);
  const diagnoses = makeSeals(vault, 'diagnosis');
  class Context implements Ctx {
    readonly account: string;
    readonly identity: Identity;
    readonly region: string;
    readonly now: number;
    readonly host: string;
    readonly #conditions: Conditions;
    #keyPair: NewKeyPair | undefined;
    constructor({ account, identity }: Signer, region: string, now: number, host: string, conditions: Conditions) {
      this.account = account;
      this.identity = identity;
      this.region = region;
      this.now = now;
      this.host = host;
      this.#conditions = conditions;
    }
    get conditions() {
      return this.#conditions();
    }
    get missingRule() {
      return missingRule;
    }
    newId(prefix: string): string {
      return newId(prefix, this.region, this.now);
    }
    newAccessKey() {
      const id = `LTAI${randomText(20)}`;
      const secret = randomText(30);
      return { id, secret, sealed: vault.seal(secret) };
    }
    newAccountId(): string {
      return `1${String(randomInt(1e14)).padStart(15, '0')}`;
    }
    newRamId(): string {
      return newRamId(this.now);
    }
    newSession(session: NewSession) {
      const accessKeyId = `STS.N${randomText(24)}`;
      const accessKeySecret = randomText(44);
      const securityToken = sessions.seal({ ...session, accessKeyId, secret: accessKeySecret });
      return { accessKeyId, accessKeySecret, securityToken };
    }
    diagnosisOf(encoded: string): string | undefined {
      return diagnoses.open(encoded);
    }
    newKeyPair(): NewKeyPair {
      this.#keyPair ??= nextKeyPair();
      return this.#keyPair;
    }
    fingerprintOf(base64: string): string {
      return fingerprintOf(base64);
    }
    fail(code: string, ...holes: string[]): never {
      throw new Refusal(code, holes);
    }
  }
  return (signer: Signer, region: string, now: number, host: string, conditions: Conditions = noConditions): Ctx =>
    new Context(signer, region, now, host, conditions);
}
export type MakeContext = ReturnType<typeof makeContexts>;
