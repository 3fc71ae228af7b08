import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, replyOf } from '#actions/call.testing.ts';
import deleteVSwitch from '#actions/vpc/delete-v-switch.ts';
import { stateOf } from '#domain/decide.testing.ts';
import { scope, vswitchHead } from '#domain/samples.testing.ts';
import { type Effect, keyText } from '#kit/deciding.ts';

const key = { ...scope, kind: 'vswitch', id: 'vsw-1' };
const put = (kind: string, id: string, head: object): Effect => ({ put: { ...scope, kind, id }, head });
const eni = (vswitch: string): Effect => put('interface', 'eni-1', { vpc: 'vpc-1', vswitch, groups: [], addresses: [], ipv6: [] });
const instance = (vswitch: string): Effect =>
  put('instance', 'i-1', { vpc: 'vpc-1', vswitch, publicAddresses: [], systemDisk: { id: 'd-1' }, dataDisks: [] });

const cases: readonly (readonly [title: string, inIt: readonly Effect[], params: object, expected: unknown])[] = [
  ['an empty VSwitch', [], {}, {}],
  ['a VSwitch beside one that is in use', [eni('vsw-2'), instance('vsw-2')], {}, {}],
  ['a VSwitch that does not exist', [], { VSwitchId: 'vsw-9' }, '!InvalidVSwitchId.NotFound'],
  ['a VSwitch with an interface', [eni('vsw-1')], {}, '!DependencyViolation.NetworkInterface vsw-1'],
  ['a VSwitch with an instance', [eni('vsw-1'), instance('vsw-1')], {}, '!DependencyViolation'],
  ['a dry run that passes', [], { DryRun: true }, '!DryRunOperation'],
  ['a dry run that does not', [eni('vsw-1')], { DryRun: true }, '!DependencyViolation.NetworkInterface vsw-1'],
];
for (const [title, inIt, params, expected] of cases) {
  test(`DeleteVSwitch: ${title}`, () => {
    const state = stateOf({ put: key, head: vswitchHead() }, put('vswitch', 'vsw-2', vswitchHead()), ...inIt);
    assert.deepEqual(replyOf(call(deleteVSwitch, { VSwitchId: 'vsw-1', ...params }, state)), expected);
    assert.equal(state.has(keyText(key)), typeof expected === 'string');
    assert.equal(state.has(keyText({ ...key, id: 'vsw-2' })), true);
  });
}
