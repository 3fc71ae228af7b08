import type { Params } from '../server.ts';
import { noRule, type Sentence } from './sentences.ts';
import { ids, P, T, toGroup } from './world.ts';

const web = { PortRange: '80/80' };
const rule = { IpProtocol: 'TCP', PortRange: '22/22', DestCidrIp: '10.0.0.0/8', Policy: 'accept' };
const json = (...entries: readonly unknown[]): Params => ({ Permissions: JSON.stringify(entries) });
const nothing = 'InvalidIpProtocol.ValueNotSupported';
const exclusion = 'InvalidParam.Permissions';
const malformed = 'InvalidParameter';
/** Every parameter that excludes Permissions, empty. */
const empty: Params = Object.fromEntries(
  [
    ...['Policy', 'Priority', 'IpProtocol', 'DestCidrIp', 'Ipv6DestCidrIp', 'DestGroupId', 'DestPrefixListId', 'PortRange', 'SourceCidrIp'],
    ...['Ipv6SourceCidrIp', 'SourcePortRange', 'DestGroupOwnerAccount', 'DestGroupOwnerId', 'NicType', 'Description'],
  ].map((name) => [name, '']),
);
const owners = { OwnerId: '1', OwnerAccount: 'x', ResourceOwnerId: 'x', ResourceOwnerAccount: 'Test@aliyun.com' };

/** Which of the three ways, and what counts as absent (docs/decisions/0001 3). */
const ways: readonly Sentence[] = [
  ['empty parameters outside do not exclude Permissions', [{}], { ...empty, ...P() }, [0]],
  ['empty parameters outside do not exclude rule IDs', [{}], (_, at) => ({ ...empty, ...ids(at.ids[0]!) }), [0]],
  [
    'empty entries and IDs do not exclude the parameters outside',
    [{}],
    { ...ids(''), 'Permissions.1.Policy': '', Permissions: '', ...T() },
    [0],
  ],
  ['an empty list as JSON text is absent', [{}], { ...json(), ...T() }, [0]],
  [
    'empty fields of an entry are absent',
    [{}],
    { ...Object.fromEntries(Object.keys(empty).map((name) => [`Permissions.1.${name}`, ''])), ...P() },
    [0],
  ],
  ['an empty token and description are absent', [{}], { ...P(), ClientToken: '', 'Permissions.1.Description': '' }, [0]],
  ['only empty parameters are the form with nothing set', [{}], empty, nothing],
  ['owner parameters are ignored with Permissions', [{}], { ...P(), ...owners }, [0]],
  ['owner parameters are ignored outside', [{}], { ...T(), ...owners }, [0]],
  ['owner parameters are ignored with rule IDs', [{}], (_, at) => ({ ...ids(at.ids[0]!), ...owners }), [0]],
  [
    'owner parameters choose no account',
    [{}],
    (w) => ({ ...P(), SecurityGroupId: w.F3, OwnerId: w.accounts.foreign, ResourceOwnerId: w.accounts.foreign }),
    'InvalidSecurityGroupId.NotFound',
  ],
  [
    'unknown parameters are ignored',
    [{}],
    { ...P(), Nonsense: '1', 'Permissions.1.Nonsense': '1', 'SecurityGroupRule.1.IpProtocol': 'x' },
    [0],
  ],
  ['names are case-sensitive: other ones are unknown', [{}], { ...P(), policy: 'maybe', 'Permissions.1.policy': 'maybe' }, [0]],
  ['a list under another name is nothing', [{}], { 'SecurityGroupRule.1.IpProtocol': 'TCP' }, nothing],
];

/** Indices (docs/decisions/0001 15). */
const indices: readonly Sentence[] = [
  ['an index may be any positive number', [{}], P({}, 500), [0]],
  ['a very large one', [{}], P({}, 999999999999999), [0]],
  ['indices may have gaps and any order', [{}, web, { PortRange: '9/9' }], { ...P(web, 70), ...P({}, 3) }, [0, 1]],
  ['10 is not 1', [{}, web], { ...P({}, 10), ...P(web, 1) }, [0, 1]],
  ['an entry without any known field is absent', [{}], { ...P({}, 2), 'Permissions.1.Nonsense': 'x', 'Permissions.3.Policy': '' }, [0]],
  ['an entry with one known field is there', [{}], { ...P(), 'Permissions.2.Description': 'x' }, nothing],
  ...['0', '-1', '01', 'x', '', '１', '1234567890123456'].map(
    (n): Sentence => [`"${n}" is no index`, [{}], { ...P(), [`Permissions.${n}.Policy`]: 'accept' }, malformed],
  ),
  ['an index that is none does not matter where its value is empty', [{}], { ...P(), 'Permissions.0.Policy': '' }, [0]],
  ['an index without a field', [{}], { ...P(), 'Permissions.1': 'x' }, malformed],
];

/** Permissions as one JSON text (docs/decisions/0001 15). */
const texts: readonly Sentence[] = [
  ['JSON: an array of objects', [{}, web], json(rule, { ...rule, ...web }), [0, 1]],
  ['JSON: white space', [{}], { Permissions: ` [ {\n"IpProtocol" :"TCP", "PortRange":"22/22","DestCidrIp":"10.0.0.0/8" } ]\n` }, [0]],
  ['JSON: escapes', [{}], { Permissions: JSON.stringify([rule]).replace('TCP', '\\u0054CP').replaceAll('/', '\\/') }, [0]],
  ['JSON: a number', [{ Priority: '7' }], json({ ...rule, Priority: 7 }), [0]],
  ['JSON: a number that is no integer', [{}], json({ ...rule, Priority: 1.5 }), 'InvalidPriority.Malformed'],
  ['JSON: an account as a number', (w) => [toGroup(w.F, { DestGroupOwnerId: w.accounts.foreign })], owner, [0]],
  ['JSON: unknown keys, whatever they hold', [{}], json({ ...rule, Nonsense: { a: [1] } }), [0]],
  ['JSON: empty texts are absent', [{}], json({ ...rule, Description: '', Ipv6DestCidrIp: '', NicType: '' }), [0]],
  ['JSON: an object without known keys is absent', [{}], json({}, { Nonsense: 1 }, rule), [0]],
  ['JSON: an object whose known keys are empty is absent', [{}], json({ Policy: '', Description: '' }, rule), [0]],
  ['JSON: an empty array is nothing', [{}], json(), nothing],
  ['JSON: an array of empty objects is nothing', [{}], json({}, {}), nothing],
  ['JSON: 100 entries', [{}], json(...Array.from({ length: 100 }, (_, i) => ({ ...rule, Priority: i + 1 }))), noRule],
  ['JSON: 101 entries are too many', [{}], json(...Array.from({ length: 101 }, (_, i) => ({ ...rule, Priority: i + 1 }))), malformed],
  ['JSON: duplicates', [{}], json(rule, rule), 'InvalidParam.DuplicatePermissions'],
  ...(
    [
      '{}',
      '"x"',
      '1',
      'null',
      'true',
      'x',
      '[',
      '[1]',
      '["x"]',
      '[null]',
      '[[]]',
      '[{"Policy":null}]',
      '[{"Policy":["accept"]}]',
      `[${JSON.stringify(rule)},]`,
    ] as const
  ).map((Permissions): Sentence => [`JSON: not ${Permissions}`, [{}], { Permissions }, malformed]),
  ['JSON: deep nesting', [{}], { Permissions: '['.repeat(50_000) }, malformed],
  [
    'JSON: names of Object.prototype',
    [{}],
    { Permissions: `[${JSON.stringify(rule).slice(0, -1)},"__proto__":{"Policy":"x"},"constructor":1}]` },
    [0],
  ],
  ['JSON: beside Permissions.N', [{}], { ...json(rule), ...P(web) }, exclusion],
  ['JSON: beside empty Permissions.N', [{}], { ...json(rule), 'Permissions.1.Policy': '' }, [0]],
  ['JSON: an empty array beside Permissions.N', [{}], { ...json(), ...P() }, [0]],
  ['JSON: beside Permissions.N without known fields', [{}], { ...json(rule), 'Permissions.1.Nonsense': 'x' }, [0]],
  ['JSON: beside rule IDs', [{}], (_, at) => ({ ...json(rule), ...ids(at.ids[0]!) }), exclusion],
  ['JSON: beside a parameter outside', [{}], { ...json(rule), Policy: 'accept' }, exclusion],
];

function owner(w: { readonly F: string; readonly accounts: { readonly foreign: string } }): Params {
  const text = JSON.stringify([{ ...rule, DestCidrIp: undefined, DestGroupId: w.F, DestGroupOwnerId: 'N' }]);
  return { Permissions: text.replace('"N"', w.accounts.foreign) };
}

/** Regions (docs/decisions/0001 16). */
const regions: readonly Sentence[] = [
  ['another region', [{}], { RegionId: 'cn-beijing', ...P() }, 'InvalidSecurityGroupId.NotFound'],
  ['a region that nobody has heard of', [{}], { RegionId: 'xy-nowhere-9', ...P() }, 'InvalidSecurityGroupId.NotFound'],
  ...['cn', 'CN-HANGZHOU', 'cn_hangzhou', 'cn-hangzhou ', 'cn-', 'abcd-x'].map(
    (RegionId): Sentence => [`"${RegionId}" is no region`, [{}], { RegionId, ...P() }, 'InvalidRegionId.NotFound'],
  ),
  ['no region', [{}], { RegionId: '', ...P() }, 'MissingRegionId'],
];

export const formSentences: readonly Sentence[] = [...ways, ...indices, ...texts, ...regions];
