import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  authorizeEgressParams,
  authorizeIngressParams,
  modifyEgressParams,
  modifyIngressParams,
  revokeEgressParams,
  revokeIngressParams,
} from '#actions/ecs/rules/rule-params.ts';
import { wireNames } from '#actions/ecs/rules/sides.ts';
import type { Shape, Values } from '#kit/shape.ts';

type Known = { readonly [name: string]: string };

/** The official SDK's model of a request: wire name -> 'required', 'deprecated' or 'optional', a list entry's fields apart. */
function modelOf(action: string): { readonly params: Known; readonly entry: Known } {
  const file = new URL(`../../../../node_modules/@alicloud/ecs20140526/dist/models/${action}Request.d.ts`, import.meta.url);
  const [, entry = '', params = ''] = readFileSync(file, 'utf8').split(/export declare class \w+ extends \S+ \{/);
  return { params: fieldsOf(params), entry: fieldsOf(entry) };
}
function fieldsOf(body: string): Known {
  const fields: Record<string, string> = {};
  for (const [, comment = '', name = ''] of body.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/)?\n {4}(\w+)\?: /g)) {
    const standing = comment.includes('@deprecated')
      ? 'deprecated'
      : comment.includes('This parameter is required.')
        ? 'required'
        : 'optional';
    fields[name[0]?.toUpperCase() + name.slice(1)] = standing;
  }
  return fields;
}
const standingOf = (shape: Shape): Known =>
  Object.fromEntries(Object.entries(shape).map(([name, p]) => [name, p.deprecated ? 'deprecated' : p.required ? 'required' : 'optional']));

const cases = [
  ['RevokeSecurityGroupEgress', 'egress', revokeEgressParams],
  ['RevokeSecurityGroup', 'ingress', revokeIngressParams],
  ['AuthorizeSecurityGroupEgress', 'egress', authorizeEgressParams],
  ['AuthorizeSecurityGroup', 'ingress', authorizeIngressParams],
] as const;

for (const [action, direction, params] of cases) {
  test(`${action} has the parameters of the official SDK, as required and as deprecated as there`, () => {
    const model = modelOf(action);
    assert.equal(Object.keys(model.entry).length, 16);
    assert.deepEqual(standingOf(params), model.params);
    assert.deepEqual(standingOf(params.Permissions.of), model.entry);
    assert.deepEqual(Object.values<string>(wireNames[direction]).sort(), Object.keys(model.entry).sort());
  });
  test(`every text of ${action}'s parameters is there in both languages`, () => {
    for (const [name, p] of Object.entries<Shape[string]>({ ...params, ...params.Permissions.of })) {
      assert.match(p.doc.en, /\S/, name);
      assert.match(p.doc.zh, /\p{Script=Han}/u, name);
      assert.doesNotMatch(`${p.doc.en}${p.doc.zh}${p.example ?? ''}`, /undefined|\[object/, name);
    }
  });
}

const modifies = [
  ['ModifySecurityGroupEgressRule', modifyEgressParams],
  ['ModifySecurityGroupRule', modifyIngressParams],
] as const;
for (const [action, params] of modifies) {
  test(`${action} has the parameters of the official SDK, none of them deprecated`, () => {
    // The model has no list, so that what else stands for an entry stands for the request.
    const model = modelOf(action).entry;
    assert.equal(Object.keys(model).length, 24);
    assert.deepEqual(standingOf(params), model);
  });
  test(`every text of ${action}'s parameters is there in both languages, and of this action`, () => {
    for (const [name, { doc }] of Object.entries<Shape[string]>(params)) {
      assert.match(doc.en, /\S/, name);
      assert.match(doc.zh, /\p{Script=Han}/u, name);
      assert.doesNotMatch(`${doc.en}${doc.zh}`, /undefined|\[object|Permissions|Default: 1\.$/, name);
    }
  });
}

test('lists hold 100 entries at most and have the codes of their own faults', () => {
  const { Permissions, SecurityGroupRuleId } = revokeEgressParams;
  assert.deepEqual([Permissions.max, Permissions.orJson, Permissions.wrong], [100, true, 'InvalidParameter']);
  assert.deepEqual([SecurityGroupRuleId.max, SecurityGroupRuleId.wrong], [100, 'InvalidParam.SecurityGroupRuleId']);
});

/** Types only: a handler reads the fields of its own direction, and those of the other do not exist. */
export const readsByDirection = (out: Values<typeof revokeEgressParams>, into: Values<typeof authorizeIngressParams>) => {
  const texts: readonly (string | undefined)[] = [
    out.Permissions?.[0]?.DestCidrIp,
    out.Ipv6SourceCidrIp,
    into.Permissions?.[0]?.SourceGroupId,
  ];
  const ids: readonly string[] | undefined = out.SecurityGroupRuleId;
  const group: string = out.SecurityGroupId;
  // @ts-expect-error an egress rule has no source group
  out.Permissions?.[0]?.SourceGroupId;
  // @ts-expect-error a port list is no top-level parameter
  out.PortRangeListId;
  // @ts-expect-error rules are not authorised by ID
  into.SecurityGroupRuleId;
  return { texts, ids, group };
};
