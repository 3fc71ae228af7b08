import type { Params } from '../server.ts';
import { noItem, noRule, otherWay, type Place, type Sentence } from './sentences.ts';
import { ids, P, Ps, T, toGroup } from './world.ts';

const gone = { PortRange: '23/23' };
const web = { PortRange: '80/80' };
const noSuchRule = 'sgr-bp67acfmxa123b00000';
const unknownId = 'InvalidSecurityGroupRuleId.NotFound';
const mismatch = 'InvalidNicType.Mismatch';
const modes: readonly (readonly [name: string, place: Place])[] = [
  ['error', 'own'],
  ['documented', 'documented'],
  ['ignore', 'ignore'],
];
/** One hundred rules, by port. */
const hundred: readonly Params[] = Array.from({ length: 100 }, (_, i) => ({ PortRange: `${i + 1}/${i + 1}` }));

/** Rules that do not exist, by mode (docs/decisions/0001 1 and 2): `own` has the default, `error`. */
export const modeSentences: readonly Sentence[] = [
  ['error: an entry of Permissions without a match is an error', [{}], P(gone), noRule],
  ['error: parameters outside Permissions without a match are an error', [{}], T(gone), noRule],
  ['error: one entry without a match among good ones, and nothing is deleted', [{}, web], Ps({}, gone, web), noRule],
  ['error: a group that no rule names is another code outside Permissions', [{}], (_, at) => T(toGroup(at.peer)), noItem],
  ['error: a group without rules', [], P(), noRule],

  ['documented: an entry of Permissions without a match is skipped', [{}], P(gone), [], 'documented'],
  ['documented: the entries that match are deleted', [{}, web], Ps({}, gone), [0], 'documented'],
  ['documented: parameters outside Permissions without a match are an error', [{}], T(gone), noRule, 'documented'],
  ['documented: a group that no rule names is skipped in Permissions', [{}], (_, at) => P(toGroup(at.peer)), [], 'documented'],
  ['documented: a group that no rule names is an error outside', [{}], (_, at) => T(toGroup(at.peer)), noItem, 'documented'],
  ['documented: parameters that match delete as ever', [{}], T(), [0], 'documented'],

  ['ignore: an entry of Permissions without a match is skipped', [{}], P(gone), [], 'ignore'],
  ['ignore: the entries that match are deleted', [{}, web], Ps(gone, web), [1], 'ignore'],
  ['ignore: parameters outside Permissions without a match are skipped', [{}], T(gone), [], 'ignore'],
  ['ignore: parameters that match delete as ever', [{}], T(), [0], 'ignore'],
  ['ignore: a group without rules', [], Ps({}, gone), [], 'ignore'],
  ['ignore: a group that no rule names is skipped', [{}], (_, at) => T(toGroup(at.peer)), [], 'ignore'],
  ['ignore: another NIC type is an error still', [{ NicType: 'intranet' }], P(), mismatch, 'classicIgnore'],
  ['ignore: another NIC type is an error outside Permissions too', [{ NicType: 'intranet' }], T(), mismatch, 'classicIgnore'],
  [
    'ignore: a group peer over internet is an error still',
    [{}],
    (_, at) => P(toGroup(at.peer, { NicType: 'internet' })),
    mismatch,
    'classicIgnore',
  ],

  ...modes.flatMap(([name, place]): Sentence[] => [
    [`${name}: an unknown rule ID, and nothing is deleted`, [{}], (_, at) => ids(at.ids[0]!, noSuchRule), unknownId, place],
    [`${name}: a malformed rule ID`, [{}], (_, at) => ids(at.ids[0]!, 'x'), 'InvalidParam.SecurityGroupRuleId', place],
    [`${name}: a repeated rule ID`, [{}], (_, at) => ids(at.ids[0]!, at.ids[0]!), 'InvalidParam.SecurityGroupRuleIdRepeated', place],
    [`${name}: the ID of a rule of the other direction`, [{}, otherWay()], (_, at) => ids(at.ids[0]!, at.ids[1]!), unknownId, place],
    [`${name}: the ID of a rule of another group`, [{}], (_, at) => ids(at.peerRule), unknownId, place],
    [`${name}: an unknown peer`, [{}], P(toGroup('sg-none')), 'InvalidDestGroupId.NotFound', place],
    [`${name}: an unknown prefix list`, [{}], P({ DestCidrIp: '', DestPrefixListId: 'pl-none' }), 'InvalidPrefixListId.NotFound', place],
    [`${name}: a malformed entry beside a good one`, [{}], Ps({}, { Policy: 'x' }), 'InvalidPolicy.Malformed', place],
    [`${name}: the same entry twice`, [{}], Ps(gone, gone), 'InvalidParam.DuplicatePermissions', place],
    [`${name}: a group of another account`, [{}], (w) => ({ SecurityGroupId: w.F3, ...P() }), 'InvalidSecurityGroupId.NotFound', place],
  ]),
];

/** Rules by ID (docs/decisions/0001 1, 15 and 18). */
export const idSentences: readonly Sentence[] = [
  ['IDs take those rules and no others', [{}, web, gone], (_, at) => ids(at.ids[2]!, at.ids[0]!), [0, 2]],
  [
    'IDs may have gaps and any order',
    [{}, web],
    (_, at) => ({ 'SecurityGroupRuleId.9': at.ids[0]!, 'SecurityGroupRuleId.3': at.ids[1]! }),
    [0, 1],
  ],
  ['an empty ID is absent', [{}], (_, at) => ids('', at.ids[0]!), [0]],
  ['empty IDs only are the form with nothing set', [{}], ids('', ''), 'InvalidIpProtocol.ValueNotSupported'],
  ['index 0 is no index', [{}], (_, at) => ({ 'SecurityGroupRuleId.0': at.ids[0]! }), 'InvalidParameter'],
  ['an index with a leading zero is none', [{}], (_, at) => ({ 'SecurityGroupRuleId.01': at.ids[0]! }), 'InvalidParameter'],
  ['an index that is no number is none', [{}], (_, at) => ({ 'SecurityGroupRuleId.x': at.ids[0]! }), 'InvalidParameter'],
  ['IDs are no JSON text', [{}], (_, at) => ({ SecurityGroupRuleId: JSON.stringify(at.ids) }), 'InvalidParam.SecurityGroupRuleId'],
  ['100 IDs are taken', hundred, (_, at) => ids(...at.ids), hundred.map((_, i) => i)],
  ['100 entries are taken', hundred, Ps(...hundred), hundred.map((_, i) => i)],
  ['101 entries are too many', hundred, Ps(...hundred, gone), 'InvalidParameter'],
  ['IDs are case-sensitive', [{}], (_, at) => ids(`sgr-${at.ids[0]!.slice(4).toUpperCase()}`), unknownId],
  ['IDs of an enterprise group', [{}, { Policy: 'drop' }], (_, at) => ids(at.ids[1]!), [1], 'enterprise'],
  ['the policy of a rule of an enterprise group', [{}, { Policy: 'drop' }], P({ Policy: 'drop' }), [1], 'enterprise'],
];
