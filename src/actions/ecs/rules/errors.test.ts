import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { authorizeEgressErrors, authorizeEgressFaults, authorizeEgressStages } from '#actions/ecs/rules/authorize-egress-errors.ts';
import { authorizeIngressErrors, authorizeIngressFaults, authorizeIngressStages } from '#actions/ecs/rules/authorize-ingress-errors.ts';
import { type FaultTable, holesOf } from '#actions/ecs/rules/fault-codes.ts';
import { modifyEgressErrors, modifyEgressFaults, modifyEgressStages } from '#actions/ecs/rules/modify-egress-errors.ts';
import { modifyIngressErrors, modifyIngressFaults, modifyIngressStages } from '#actions/ecs/rules/modify-ingress-errors.ts';
import { revokeEgressErrors, revokeEgressFaults, revokeEgressStages } from '#actions/ecs/rules/revoke-egress-errors.ts';
import { revokeIngressErrors, revokeIngressFaults, revokeIngressStages } from '#actions/ecs/rules/revoke-ingress-errors.ts';
import {
  authorizeEgressParams,
  authorizeIngressParams,
  modifyEgressParams,
  modifyIngressParams,
  revokeEgressParams,
  revokeIngressParams,
} from '#actions/ecs/rules/rule-params.ts';
import { type Form, wireNames } from '#actions/ecs/rules/sides.ts';
import { type Fault, type RawRule, readEntry } from '#domain/entry.ts';
import type { Direction } from '#domain/rule.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Shape } from '#kit/shape.ts';

type Case = {
  readonly direction: Direction;
  readonly errors: { readonly [code: string]: ErrorRow };
  readonly faults: FaultTable;
  readonly stages: { readonly [stage: string]: string | { readonly [F in Form]: string } };
  readonly params: Shape;
};
const cases: { readonly [action: string]: Case } = {
  RevokeSecurityGroupEgress: {
    direction: 'egress',
    errors: revokeEgressErrors,
    faults: revokeEgressFaults,
    stages: revokeEgressStages,
    params: revokeEgressParams,
  },
  RevokeSecurityGroup: {
    direction: 'ingress',
    errors: revokeIngressErrors,
    faults: revokeIngressFaults,
    stages: revokeIngressStages,
    params: revokeIngressParams,
  },
  AuthorizeSecurityGroupEgress: {
    direction: 'egress',
    errors: authorizeEgressErrors,
    faults: authorizeEgressFaults,
    stages: authorizeEgressStages,
    params: authorizeEgressParams,
  },
  AuthorizeSecurityGroup: {
    direction: 'ingress',
    errors: authorizeIngressErrors,
    faults: authorizeIngressFaults,
    stages: authorizeIngressStages,
    params: authorizeIngressParams,
  },
  ModifySecurityGroupEgressRule: {
    direction: 'egress',
    errors: modifyEgressErrors,
    faults: modifyEgressFaults,
    stages: modifyEgressStages,
    params: modifyEgressParams,
  },
  ModifySecurityGroupRule: {
    direction: 'ingress',
    errors: modifyIngressErrors,
    faults: modifyIngressFaults,
    stages: modifyIngressStages,
    params: modifyIngressParams,
  },
};
const faultRows = (c: Case) => Object.values(c.faults).flatMap((row) => [row.permission, row.top]);
const stageCodes = (c: Case) =>
  Object.values(c.stages).flatMap((code) => (typeof code === 'string' ? [code] : [code.permission, code.top]));

/** The request that a trigger shows, by form: its rule (of Permissions.1, where it has several) as the domain reads it. */
function sampleOf(trigger: string, direction: Direction): { readonly form: Form; readonly raw: RawRule } {
  const sent = new Map<string, string>();
  for (const [, name = '', value = ''] of trigger.matchAll(/\b([A-Z][\w.]*)=([^&;\s]*)/g)) if (!sent.has(name)) sent.set(name, value);
  const listed = [...sent.keys()].some((name) => name.startsWith('Permissions.1.'));
  const form = listed || sent.has('SecurityGroupRuleId') ? 'permission' : 'top';
  const raw: Partial<Record<keyof RawRule, string>> = {};
  for (const [field, name] of Object.entries(wireNames[direction]) as [keyof RawRule, string][]) {
    const text = sent.get(listed ? `Permissions.1.${name}` : name);
    if (text !== undefined) raw[field] = text.replace('xxx…', 'x'.repeat(513));
  }
  return { form, raw };
}

test('the table of RevokeSecurityGroupEgress is the published one, word for word and in its order', () => {
  const file = new URL('../../../../test/contract/revoke-egress-errors.json', import.meta.url);
  const published = JSON.parse(readFileSync(file, 'utf8')).rows;
  const ours = Object.entries<ErrorRow>(revokeEgressErrors).filter(([, row]) => row.source === 'contract');
  assert.equal(published.length, 45);
  assert.deepEqual(
    ours.map(([code, { http, message }]) => ({ http, code, message })),
    published,
  );
});

test('what the published table does not have is marked by its source', () => {
  const beside = Object.entries<ErrorRow>(revokeEgressErrors).filter(([, row]) => row.source !== 'contract');
  assert.deepEqual(
    beside.map(([code]) => code),
    ['InvalidParameter', 'UnsupportedParameter', 'InvalidRegionId.NotFound'],
  );
});

/** Rows of the published tables of both modifies that no state here can reach, and why. */
const unreachable: { readonly [code: string]: string } = {
  InternalError: 'a fault of the server, told by the gateway',
  'MissingParameter.Source': 'as MissingParameter; by ID a rule keeps its peer',
  'MissingParameter.Dest': 'as MissingParameter; by ID a rule keeps its peer',
  'InvalidSourceGroup.NotFound': 'as InvalidSourceGroupId.NotFound',
  'InvalidDestGroup.NotFound': 'as InvalidDestGroupId.NotFound',
  ILLEGAL_IPV6_CIDR: 'as InvalidParameter.Ipv6CidrIp',
  VPCDisabled: 'groups in a VPC take rules',
  'InvalidSecurityGroup.InvalidNetworkType': 'there is no ClassicLink',
  'NotSupported.GrayFunction': 'prefix lists are there for everybody',
};
const modifyFile = new URL('../../../../test/contract/modify-rule-errors.json', import.meta.url);
type Published = readonly { readonly http: number; readonly code: string; readonly message: string }[];
const modifyTables: { readonly [action: string]: Published } = JSON.parse(readFileSync(modifyFile, 'utf8'));
for (const [action, errors] of [
  ['ModifySecurityGroupRule', modifyIngressErrors],
  ['ModifySecurityGroupEgressRule', modifyEgressErrors],
] as const) {
  test(`the table of ${action} has what is published, but for what cannot happen, and says of the rest that it is inferred`, () => {
    const ours = Object.entries<ErrorRow>(errors).map(([key, row]) => ({ ...row, code: key.replace(/#.*/, '') }));
    const published = modifyTables[action] ?? [];
    const missing = published.filter((row) => !ours.some(({ http, code }) => http === row.http && code === row.code));
    assert.deepEqual(
      new Set(missing.map(({ code }) => code)),
      new Set(published.map(({ code }) => code).filter((code) => code in unreachable)),
    );
    // Common codes of ECS are documented elsewhere.
    const common = ['UnsupportedParameter', 'InvalidRegionId.NotFound'];
    for (const { http, code, source } of ours) {
      if (common.includes(code)) continue;
      const known = published.some((row) => http === row.http && code === row.code);
      assert.equal(source, known ? 'documented' : 'inferred', code);
    }
    // The page of the egress action is older, and its wording with it.
    if (action === 'ModifySecurityGroupRule')
      for (const { http, code, message } of ours)
        if (published.some((row) => http === row.http && code === row.code))
          assert.ok(
            published.some((row) => row.http === http && row.code === code && row.message === message),
            `${code}: ${message}`,
          );
  });
}

for (const [action, c] of Object.entries(cases)) {
  test(`${action}: every text is there in both languages`, () => {
    for (const [code, { meaning, trigger }] of Object.entries(c.errors)) {
      for (const text of [meaning.en, meaning.zh, trigger.en, trigger.zh]) assert.match(text, /\S/, code);
      assert.match(meaning.zh, /\p{Script=Han}/u, code);
      assert.doesNotMatch(`${meaning.en}${trigger.en}`, /\p{Script=Han}/u, code);
      assert.doesNotMatch(JSON.stringify([meaning, trigger]), /undefined|\[object/, code);
    }
  });

  test(`${action}: no two rows have one trigger`, () => {
    const triggers = Object.values(c.errors).map((row) => row.trigger.en);
    assert.deepEqual(
      triggers.filter((text, i) => triggers.indexOf(text) !== i),
      [],
    );
  });

  test(`${action}: a trigger names only parameters of the action`, () => {
    const entry = c.params.Permissions?.kind === 'rows' ? c.params.Permissions.of : {};
    for (const [code, row] of Object.entries(c.errors)) {
      for (const [, name = ''] of `${row.trigger.en} ${row.trigger.zh}`.matchAll(/\b([A-Z][\w.]*)=/g)) {
        const [head = '', , field] = name.split('.');
        assert.ok(field === undefined ? head in c.params : field in entry, `${code}: ${name}`);
      }
    }
  });

  test(`${action}: the request of a trigger gets its row when its entry is read, and passes where the store decides`, () => {
    const faulty = new Set(faultRows(c).map((row) => row.code));
    const shown = new Set<string>();
    for (const [code, row] of Object.entries(c.errors)) {
      if (!/IpProtocol=\w+&/.test(row.trigger.en)) continue;
      shown.add(code);
      const { form, raw } = sampleOf(row.trigger.en, c.direction);
      const read = readEntry(raw, c.direction);
      const told = 'fault' in read ? c.faults[read.fault][form].code : undefined;
      assert.equal(told, faulty.has(code) ? code : undefined, row.trigger.en);
    }
    assert.deepEqual(faulty.difference(shown), new Set());
  });

  test(`${action}: every fault and every stage has a row`, () => {
    for (const code of [...faultRows(c).map((row) => row.code), ...stageCodes(c)]) assert.ok(code in c.errors, code);
  });

  test(`${action}: every row is told by a fault, a stage or a parameter`, () => {
    const told = new Set([...faultRows(c).map((row) => row.code), ...stageCodes(c), ...Object.values(c.params).map((p) => p.wrong)]);
    assert.deepEqual(
      Object.keys(c.errors).filter((code) => !told.has(code)),
      [],
    );
  });

  test(`${action}: every hole has a source, and no message has two`, () => {
    const filled = new Set(faultRows(c).flatMap((row) => (row.hole === 'none' ? [] : [row.code])));
    const whole = [c.stages.groupManaged, c.stages.peerManaged, c.stages.ruleTwin];
    /** Decoding names the parameter that it cannot read. */
    const decoded = [c.params.Permissions?.wrong];
    for (const [code, { message }] of Object.entries(c.errors)) {
      const holes = message.split('%s').length - 1;
      assert.equal(holes, filled.has(code) || whole.includes(code) || decoded.includes(code) ? 1 : 0, code);
      assert.ok(!filled.has(code) || !stageCodes(c).includes(code), `${code}: a stage has nothing to fill it with`);
    }
  });
}

const holes: readonly (readonly [string, FaultTable, Fault, Form, at: string, field: string, readonly string[]])[] = [
  [
    'a field of an entry is named with the N that was sent',
    revokeEgressFaults,
    'policy',
    'permission',
    'Permissions.3',
    'Policy',
    ['Permissions.3.Policy'],
  ],
  ['a deprecated parameter is named bare', revokeEgressFaults, 'policy', 'top', '', 'Policy', ['Policy']],
  ['"in %s" is the entry', revokeEgressFaults, 'peerMissing', 'permission', 'Permissions.500', 'DestCidrIp', ['Permissions.500']],
  ['"in %s" is the request where there is no entry', revokeEgressFaults, 'peerFamilies', 'top', '', 'Ipv6DestCidrIp', ['the request']],
  ['a message without a hole gets nothing', revokeEgressFaults, 'peerMissing', 'top', '', 'DestCidrIp', []],
  ['a fixed name in a message gets nothing', revokeEgressFaults, 'protocol', 'permission', 'Permissions.1', 'IpProtocol', []],
  [
    'a protocol is named where the message asks for it',
    authorizeEgressFaults,
    'protocol',
    'permission',
    'Permissions.2',
    'IpProtocol',
    ['Permissions.2.IpProtocol'],
  ],
];
for (const [title, faults, fault, form, at, field, expected] of holes) {
  test(`${title}: ${fault}, ${form}`, () => assert.deepEqual(holesOf(faults[fault][form], at, field), expected));
}

const byForm: readonly (readonly [string, FaultTable, Fault, string, string])[] = [
  ['ports', revokeEgressFaults, 'ports', 'InvalidParam.PortRange', 'InvalidIpPortRange.Malformed'],
  [
    'ports of another protocol, as bad ports',
    revokeEgressFaults,
    'portsProtocol',
    'InvalidParam.PortRange',
    'InvalidIpPortRange.Malformed',
  ],
  ['ports of another protocol, by their own code', authorizeEgressFaults, 'portsProtocol', 'OperationDenied', 'OperationDenied'],
  ['several blocks', revokeEgressFaults, 'peerV4List', 'InvalidParam.DestCidrIp', 'InvalidDestCidrIp.sMalformed'],
  ['several blocks', revokeIngressFaults, 'peerV4List', 'InvalidParam.SourceCidrIp', 'InvalidSourceCidrIp.Malformed'],
  ['a bad source of an egress rule', revokeEgressFaults, 'ownV4', 'InvalidParam.SourceCidrIp', 'InvalidParam.SourceCidrIp'],
  ['a bad destination of an ingress rule', revokeIngressFaults, 'ownV4', 'InvalidParam.DestCidrIp', 'InvalidDestCidrIp.Malformed'],
  ['families across the sides', authorizeIngressFaults, 'ownV4PeerV6', 'InvalidParameter.Conflict', 'InvalidParameter.Conflict'],
];
for (const [title, faults, fault, permission, top] of byForm) {
  test(`${title}: ${permission} in Permissions, ${top} outside`, () => {
    assert.deepEqual([faults[fault].permission.code, faults[fault].top.code], [permission, top]);
  });
}
