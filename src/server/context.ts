import { randomFillSync, randomInt } from 'node:crypto';
import type { Ctx, MissingRule } from '#actions/action.ts';
import { Refusal } from '#kit/deciding.ts';
import { makeIds } from '#kit/ids.ts';
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

/** Makes what handlers are handed. One object a decision, its methods shared. */
export function makeContexts(vault: Vault, missingRule: MissingRule) {
  class Context implements Ctx {
    readonly account: string;
    readonly region: string;
    readonly now: number;
    readonly host: string;
    constructor(account: string, region: string, now: number, host: string) {
      this.account = account;
      this.region = region;
      this.now = now;
      this.host = host;
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
    fail(code: string, ...holes: string[]): never {
      throw new Refusal(code, holes);
    }
  }
  return (account: string, region: string, now: number, host: string): Ctx => new Context(account, region, now, host);
}
export type MakeContext = ReturnType<typeof makeContexts>;
