import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { actions } from '#actions/index.ts';
import { ownerParams } from '#actions/vocabulary.ts';
import type { Params } from '../server.ts';
import { type Given, makeSites, type Outcome, outcomeOf, type Request, type Site } from './sentences.ts';
import { ids, makeWorld, P, T, toGroup, type World } from './world.ts';

/** The published page of RevokeSecurityGroupEgress: the examples of its parameter table, its request examples and its reply. */
type Row = { readonly name: string; readonly required: boolean; readonly deprecated?: true; readonly example: string };
type Examples = { readonly requests: readonly { readonly title: string; readonly lines: readonly string[] }[]; readonly success: object };
const read = (name: string) => JSON.parse(readFileSync(new URL(`../contract/${name}`, import.meta.url), 'utf8'));
const table: readonly Row[] = read('revoke-egress-parameters.json').rows;
const examples: Examples = read('revoke-egress-examples.json');

let w: World;
let site: Site;
before(async () => {
  w = await makeWorld();
  site = (await makeSites(w)).own;
});
after(() => w.server.stop());

test('the parameters are those of the published table', () => {
  const { params } = actions.find((action) => action.name === 'RevokeSecurityGroupEgress')!;
  const { SecurityGroupRuleId, Permissions, ...others } = params;
  assert.ok(SecurityGroupRuleId?.kind === 'strings' && Permissions?.kind === 'rows');
  const ours = [
    ...Object.entries(others).filter(([name]) => !(name in ownerParams)),
    ['SecurityGroupRuleId.N', SecurityGroupRuleId] as const,
    ...Object.entries(Permissions.of).map(([name, param]) => [`Permissions.N.${name}`, param] as const),
  ].map(([name, { required = false, deprecated = false }]) => ({ name, required, deprecated }));
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  const published = table.map(({ name, required, deprecated = false }) => ({ name, required, deprecated }));
  assert.deepEqual(ours.sort(byName), published.sort(byName));
});

/**
 * What a rule with the example in it gets: the given rules, the fields beside it, what it takes or gets. A masked example ("***") is refused as
 * it stands; `whole` is what it gets with the mask filled in.
 */
type Case = readonly [
  given: Given,
  beside: Params | ((w: World) => Params),
  gets: Outcome,
  whole?: readonly [example: (w: World, at: Site) => string, given: Given],
];
const source = { DestCidrIp: '192.168.0.0/16', SourceCidrIp: '10.0.0.0/8' };
const v6 = { DestCidrIp: '', Ipv6DestCidrIp: '2001:db8:1233:1a00::1' };
const v6Source = { ...v6, Ipv6SourceCidrIp: '2001:db8:1234:1a00::1' };
const theirs = (world: World) => [toGroup(world.F, { DestGroupOwnerId: world.accounts.foreign })];
const cases: Readonly<Record<string, Case>> = {
  Policy: [[{}], {}, [0]],
  Priority: [[{}], {}, [0]],
  IpProtocol: [[{}], {}, [0]],
  DestCidrIp: [[{}], {}, [0]],
  Ipv6DestCidrIp: [[{}], { DestCidrIp: '' }, 'InvalidParam.Ipv6DestCidrIp', [() => '2001:db8:1233:1a00::1', [v6]]],
  DestGroupId: [[{}], { DestCidrIp: '' }, 'InvalidDestGroupId.NotFound', [(_, at) => at.peer, (_, at) => [toGroup(at.peer)]]],
  DestPrefixListId: [
    [{}],
    { DestCidrIp: '' },
    'InvalidPrefixListId.NotFound',
    [(_, at) => at.prefixList, (_, at) => [{ DestCidrIp: '', DestPrefixListId: at.prefixList }]],
  ],
  PortRange: [[{}], {}, [0]],
  SourceCidrIp: [[source], source, [0]],
  Ipv6SourceCidrIp: [[v6Source], v6, 'InvalidParam.Ipv6SourceCidrIp', [() => '2001:db8:1234:1a00::1', [v6Source]]],
  SourcePortRange: [[{ SourcePortRange: '22/22' }], {}, [0]],
  DestGroupOwnerAccount: [theirs, (world) => toGroup(world.F), [0]],
  // Eleven digits: no account here has such an ID.
  DestGroupOwnerId: [theirs, (world) => toGroup(world.F), 'InvalidDestGroupId.NotFound', [(world) => world.accounts.foreign, theirs]],
  NicType: [[{}], {}, [0]],
  Description: [[{}], {}, [0]],
  PortRangeListId: [
    [{}],
    { PortRange: '' },
    'InvalidPortRangeListId.NotFound',
    [(_, at) => at.portList, (_, at) => [{ PortRange: '', PortRangeListId: at.portList }]],
  ],
};
const alone: Readonly<Record<string, readonly [given: Given, sent: (example: string) => Request, gets: Outcome]>> = {
  RegionId: [[{}], (RegionId) => ({ RegionId, ...P() }), [0]],
  ClientToken: [[{}], (ClientToken) => ({ ClientToken, ...P() }), [0]],
  SecurityGroupId: [[{}], (SecurityGroupId) => ({ SecurityGroupId, ...P() }), 'InvalidSecurityGroupId.Malformed'],
  'SecurityGroupRuleId.N': [[{}], (id) => ids(id), 'InvalidParam.SecurityGroupRuleId'],
};

const told = (outcome: Outcome) => (typeof outcome === 'string' ? `is refused: ${outcome}` : 'is accepted');
const judged = new Set<string>();
async function judge(name: string, given: Given, sent: Request, gets: Outcome): Promise<void> {
  assert.deepEqual(await outcomeOf(w, site, [name, given, sent, gets]), gets);
  judged.add(name);
}

for (const { name, example } of table) {
  const lone = alone[name];
  const one = cases[name.replace('Permissions.N.', '')];
  if (lone) {
    test(`the example of ${name}, ${example}, ${told(lone[2])}`, () => judge(name, lone[0], lone[1](example), lone[2]));
  } else if (one) {
    const [given, beside, gets, whole] = one;
    const field = name.replace('Permissions.N.', '');
    const form = field === name ? T : P;
    const sent =
      (value: string): Request =>
      (world) =>
        form({ ...(typeof beside === 'function' ? beside(world) : beside), [field]: value });
    test(`the example of ${name}, ${example}, ${told(gets)}`, () => judge(name, given, sent(example), gets));
    if (whole) test(`the example of ${name}, filled in, is accepted`, () => judge(name, whole[1], sent(whole[0](w, site)), [0]));
  }
}
test('the example of every parameter was sent', () => {
  assert.deepEqual(
    table.filter(({ name }) => !judged.has(name)).map(({ name }) => name),
    [],
  );
});

type Example = {
  readonly SecurityGroupId: string;
  readonly SecurityGroupRuleId?: readonly string[];
  readonly Permissions?: readonly Params[];
};
/** An example as it stands, but for comments and commas that end a list, with masked ids replaced. */
function exampleOf(lines: readonly string[], replaced: Readonly<Record<string, string>>): Example {
  const text = lines.map((line) => line.replace(/\s*\/\/ .*$/, '')).join('\n');
  const json = text.replace(/,(?=\s*[}\]])/g, '').replace(/"[a-z]+-\w+\*+"/g, (id) => JSON.stringify(replaced[JSON.parse(id)]));
  return JSON.parse(`{${json}}`);
}
const inN = ({ SecurityGroupRuleId = [], Permissions = [] }: Example): Params =>
  Object.assign({}, ids(...SecurityGroupRuleId), ...Permissions.map((entry, i) => P({ DestCidrIp: '', ...entry }, i + 1)));
const asText = ({ Permissions }: Example): Params => ({ Permissions: JSON.stringify(Permissions) });
const replacedAt = (at: { readonly group: string; readonly ids?: readonly string[] } & Site) => ({
  'sg-bp67acfmxazb4p****': at.group,
  'sg-bp67acfmxazb4ph***': at.group,
  'sg-bp67acfmxa123b****': at.peer,
  'pl-x1j1k5ykzqlixdcy****': at.prefixList,
  'sgr-bpdfmk****': at.ids![0]!,
  'sgr-bpdfmg****': at.ids![1]!,
});

const given: Given = (_, at) => [{}, toGroup(at.peer), { DestCidrIp: '', DestPrefixListId: at.prefixList }, { PortRange: '9/9' }];
const takes: Readonly<Record<string, readonly number[]>> = {
  'by security group rule ID': [0, 1],
  'by IP address CIDR block': [0],
  'by destination security group': [1],
  'by prefix list': [2],
};
for (const { title, lines } of examples.requests) {
  const gets = takes[title] ?? 'no such example';
  const forms =
    title === 'by security group rule ID'
      ? ([['with indices', inN]] as const)
      : ([
          ['with indices', inN],
          ['as JSON text', asText],
        ] as const);
  for (const [name, form] of forms) {
    test(`the example "${title}" works ${name}`, async () => {
      assert.deepEqual(await outcomeOf(w, site, [title, given, (_, at) => form(exampleOf(lines, replacedAt(at))), gets]), gets);
    });
  }
}
test('an example with its comments is no JSON text', async () => {
  const text = `[${examples.requests[1]!.lines.slice(2, -1).join('\n')}]`;
  assert.deepEqual(await outcomeOf(w, site, ['', given, { Permissions: text }, 'InvalidParameter']), 'InvalidParameter');
});

test('a reply has the fields of the published one', async () => {
  const { own } = w.clients;
  const { body } = await own('RevokeSecurityGroupEgress', { SecurityGroupId: w.B, ...P() });
  assert.deepEqual(Object.keys(body), Object.keys(examples.success));
  const shape = (text: string) => text.replace(/[0-9A-F*]/g, 'x');
  assert.deepEqual(
    Object.values(body).map((one) => shape(String(one))),
    Object.values(examples.success).map(shape),
  );
});
