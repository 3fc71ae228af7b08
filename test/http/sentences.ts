import assert from 'node:assert/strict';
import type { Direction } from '#domain/rule.ts';
import type { Client, Params } from '../server.ts';
import { done, newAccount, newGroup, Ps, rulesOf, turned, type World } from './world.ts';

/**
 * What a revoke does, sentence by sentence, each on a group of its own:
 *   given rules (authorized) -> one request -> the rules that it takes, or the code that it gets
 * Sentences speak of egress; a success must be one for ingress too, with source and destination changing places.
 */
export type Sentence = readonly [title: string, given: Given, sent: Request, gets: Outcome, place?: Place];
export type Given = readonly Params[] | ((w: World, site: Site) => readonly Params[]);
export type Request = Params | ((w: World, made: Made) => Params);
/** Places in `given`; [] is a success that takes nothing. Or the code of the error, after which all rules are there. */
export type Outcome = readonly number[] | string;

/** Accounts by what they have set: the mode `missingRule` and the network type. 'enterprise' is an enterprise group of the first account. */
export type Place = 'own' | 'documented' | 'ignore' | 'classic' | 'classicIgnore' | 'enterprise';
/** Where a group is made: `peer` is another group beside it, which has the rule `peerRule`; the lists are of the same account. */
export type Site = {
  readonly client: Client;
  readonly account: string;
  readonly params: Params;
  readonly peer: string;
  readonly peerRule: string;
  readonly prefixList: string;
  readonly portList: string;
};
/** A group with the ids of the given rules, in their order. */
export type Made = Site & { readonly group: string; readonly ids: readonly string[] };

export const noRule = 'InvalidSecurityGroupRule.RuleNotExist';
export const noItem = 'InvalidGroupAuthItem.NotFound';

const actions = {
  egress: { authorize: 'AuthorizeSecurityGroupEgress', revoke: 'RevokeSecurityGroupEgress', other: 'ingress' },
  ingress: { authorize: 'AuthorizeSecurityGroup', revoke: 'RevokeSecurityGroup', other: 'egress' },
} as const;

/** A rule of the other direction among the given ones; such rules stand last. */
export const otherWay = (changes: Params = {}): Params => ({ otherWay: 'yes', ...changes });

export async function makeSites(w: World): Promise<{ readonly [P in Place]: Site }> {
  const { own, classic } = w.clients;
  const [documented, ignore, classicIgnore] = await Promise.all([
    newAccount(w.server, { MissingRule: 'documented' }),
    newAccount(w.server, { MissingRule: 'ignore' }),
    newAccount(w.server, { MissingRule: 'ignore', NetworkType: 'classic' }),
  ]);
  const [first, documentedSite, ignoreSite, classicSite, classicIgnoreSite] = await Promise.all([
    makeSite(own, w.accounts.own),
    makeSite(documented.client, documented.id),
    makeSite(ignore.client, ignore.id),
    makeSite(classic, w.accounts.classic),
    makeSite(classicIgnore.client, classicIgnore.id),
  ]);
  const enterprise = { ...first, params: { SecurityGroupType: 'enterprise' } };
  return { own: first, documented: documentedSite, ignore: ignoreSite, classic: classicSite, classicIgnore: classicIgnoreSite, enterprise };
}

async function makeSite(client: Client, account: string): Promise<Site> {
  const peer = await newGroup(client);
  await done(client('AuthorizeSecurityGroupEgress', { SecurityGroupId: peer, ...Ps({}) }));
  const [rule] = await rulesOf(client, peer);
  assert.ok(rule?.SecurityGroupRuleId);
  const prefix = await done(client('CreatePrefixList', { PrefixListName: 'blocks', AddressFamily: 'IPv4', MaxEntries: '2' }));
  const ports = await done(client('CreatePortRangeList', { PortRangeListName: 'ports', MaxEntries: '2' }));
  const lists = { prefixList: prefix.PrefixListId, portList: ports.PortRangeListId };
  return { client, account, params: {}, peer, peerRule: rule.SecurityGroupRuleId, ...lists };
}

/** Runs a sentence; gives what it got in the words of the table, as a Describe shows it. */
export async function outcomeOf(w: World, site: Site, [, given, sent]: Sentence, direction: Direction = 'egress'): Promise<Outcome> {
  const made = await makeGroup(w, site, given, direction);
  const params = typeof sent === 'function' ? sent(w, made) : sent;
  const answer = await site.client(actions[direction].revoke, { SecurityGroupId: made.group, ...turned(params, direction) });
  const left = new Set((await rulesOf(site.client, made.group)).map((rule) => rule.SecurityGroupRuleId));
  const taken = made.ids.flatMap((id, i) => (left.has(id) ? [] : [i]));
  if (answer.status === 200) return taken;
  return taken.length === 0 ? answer.body.Code : `${answer.body.Code}, and yet it took ${taken}`;
}

/** A new group of the site with the given rules. */
export async function makeGroup(w: World, site: Site, given: Given, direction: Direction = 'egress'): Promise<Made> {
  const { client } = site;
  const group = await newGroup(client, site.params);
  const rules = typeof given === 'function' ? given(w, site) : given;
  const authorize = async (way: Direction, some: readonly Params[]) => {
    if (some.length > 0) await done(client(actions[way].authorize, { SecurityGroupId: group, ...turned(Ps(...some), way) }));
  };
  await authorize(
    direction,
    rules.filter((rule) => !('otherWay' in rule)),
  );
  const others = rules.filter((rule) => 'otherWay' in rule).map(({ otherWay: _, ...rule }) => rule);
  await authorize(actions[direction].other, others);
  const ids = (await rulesOf(client, group)).map((rule) => rule.SecurityGroupRuleId as string);
  assert.equal(ids.length, rules.length, 'the given rules are there');
  return { ...site, group, ids };
}
