import assert from 'node:assert/strict';
import { versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { makeRequestSigner } from '#wire/sign-request.ts';
import type { Child } from './child.ts';
import { ask, codeOf } from './connection.ts';
import { authorising, type KnownRule, makeRule } from './intents.ts';

type Params = Readonly<Record<string, string>>;
const versions = new Map(actions.map(({ name, product }) => [name, versionOf[product]]));
/** The most rules of one request. */
const MOST = 100;

/** Signs for a server, and makes and reads what a load needs. `name` gives names and nonces, and never one twice for the same data folder. */
export class Client {
  readonly port: number;
  readonly name: () => string;
  readonly #signer: ReturnType<typeof makeRequestSigner>;

  constructor({ port, credentials }: Child, name: () => string) {
    this.port = port;
    this.name = name;
    this.#signer = makeRequestSigner(credentials);
  }

  /** The bytes of a request signed with V1; they stay valid for another server on the same folder. */
  request(action: string, params: Params, nonce: string): string {
    const query = Object.entries({ RegionId: 'cn-hangzhou', ...params });
    const { method, url } = this.#signer.v1({
      method: 'POST',
      host: 'localhost',
      action,
      version: versions.get(action) ?? '',
      nonce,
      now: Date.now(),
      query,
    });
    return `${method} ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`;
  }

  /** The reply to a request that has to succeed. */
  // biome-ignore lint/suspicious/noExplicitAny: what a reply holds is the caller's to know
  async told(action: string, params: Params = {}): Promise<any> {
    const reply = await ask(this.port, this.request(action, params, this.name()));
    assert.equal(codeOf(reply), '', reply.text);
    return JSON.parse(reply.text);
  }

  /** Seeds the region, so that no later request leaves a second record, that of the seeding. */
  seed(): Promise<unknown> {
    return this.told('DescribeVpcs');
  }

  /** A new group with so many egress rules, whose ids are known. */
  async filledGroup(count: number): Promise<{ readonly group: string; readonly rules: readonly KnownRule[] }> {
    const { SecurityGroupId: group } = await this.told('CreateSecurityGroup', { SecurityGroupName: `g-${this.name()}` });
    const wanted = Array.from({ length: count }, () => makeRule(group, true, this.name()));
    for (let n = 0; n < count; n += MOST) {
      const { action, params } = authorising(wanted.slice(n, n + MOST));
      await this.told(action, params);
    }
    const ids = new Map([...(await this.rulesOf(group))].map(([id, name]) => [name, id]));
    return { group, rules: wanted.map((rule) => ({ ...rule, id: ids.get(rule.name)! })) };
  }

  /** Ids and descriptions, as the server tells them; a group has 1000 at most. */
  async rulesOf(group: string): Promise<Map<string, string>> {
    const { Permissions } = await this.told('DescribeSecurityGroupAttribute', { SecurityGroupId: group, MaxResults: '1000' });
    const rules = Permissions.Permission as readonly { SecurityGroupRuleId: string; Description: string }[];
    return new Map(rules.map((rule) => [rule.SecurityGroupRuleId, rule.Description]));
  }
}

/** Names for one data folder. */
export function makeNames(): () => string {
  let n = 0;
  return () => (++n).toString(36);
}
