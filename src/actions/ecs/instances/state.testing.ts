import { sampleInstance, sampleInterface } from '#actions/ecs/instances/instance-sample.ts';
import { type State, stateOf } from '#domain/decide.testing.ts';
import type { InstanceHead } from '#domain/instance-head.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import type { Kind } from '#domain/kinds.ts';
import type { VSwitchHead } from '#domain/network-heads.ts';
import { created, groupHead, scope, vpcHead } from '#domain/samples.testing.ts';
import type { Effect } from '#kit/deciding.ts';

/** For unit tests: a VPC with a VSwitch and two groups, and instances in it. */
export const keyIn = <K extends Kind>(kind: K, id: string) => ({ ...scope, kind, id });

const vswitch: VSwitchHead = {
  name: '',
  description: '',
  vpc: 'vpc-1',
  zone: 'cn-hangzhou-b',
  cidr: '172.16.0.0/24',
  ipv6Cidr: '',
  isDefault: true,
  resourceGroup: '',
  tags: {},
  created,
};

export const network: readonly Effect[] = [
  {
    put: { account: '', region: '', kind: 'account', id: scope.account },
    head: { name: '', networkType: 'vpc', missingRule: '', quotas: {}, first: true, created },
  },
  { put: keyIn('vpc', 'vpc-1'), head: vpcHead() },
  { put: keyIn('vswitch', 'vsw-1'), head: vswitch },
  { put: keyIn('group', 'sg-1'), head: groupHead() },
  { put: keyIn('group', 'sg-2'), head: groupHead() },
];

let addresses = 10;
/** An instance with its primary interface, whose id is that of the instance after `eni-`. */
export function instanceIn(id: string, head: Partial<InstanceHead> = {}, nic: Partial<InterfaceHead> = {}): readonly Effect[] {
  const primary = `eni-${id.slice(2)}`;
  const address = nic.addresses?.[0] ?? `172.16.0.${++addresses}`;
  const place = { vpc: 'vpc-1', vswitch: 'vsw-1' };
  const disk = { ...sampleInstance.systemDisk, id: `d-${id.slice(2)}` };
  return [
    { put: keyIn('instance', id), head: { ...sampleInstance, ...place, systemDisk: disk, primaryInterface: primary, ...head } },
    {
      put: keyIn('interface', primary),
      head: { ...sampleInterface, ...place, groups: ['sg-1'], addresses: [address], instance: id, ...nic },
    },
    { part: keyIn('vswitch', 'vsw-1'), id: address, row: { address, interface: primary } },
  ];
}
/** A further interface of an instance. */
export const secondaryOf = (id: string, instance: string, nic: Partial<InterfaceHead> = {}): readonly Effect[] => [
  {
    put: keyIn('interface', id),
    head: {
      ...sampleInterface,
      vpc: 'vpc-1',
      vswitch: 'vsw-1',
      type: 'Secondary',
      groups: ['sg-2'],
      addresses: ['172.16.0.200'],
      instance,
      ...nic,
    },
  },
  { part: keyIn('vswitch', 'vsw-1'), id: '172.16.0.200', row: { address: '172.16.0.200', interface: id } },
];

export const stateWith = (...effects: readonly (readonly Effect[])[]): State => stateOf(...network, ...effects.flat());
