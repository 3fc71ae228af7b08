import type { settingParams, trafficParams } from '#actions/ecs/interfaces/interface-params.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { establishedTimeouts, udpTimeouts } from '#domain/interface-limits.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import type { Values } from '#kit/shape.ts';

type Asked = Values<typeof settingParams> & Partial<Values<typeof trafficParams>>;

/** What an action answers to each fault of form. */
export const settingCodes = {
  name: 'InvalidParams.NetworkInterfaceName',
  description: 'InvalidParameter',
  tracking: 'InvalidParameter.EniConnectionTrackingConfiguration',
  queueSize: 'InvalidParameter.EniQueueSize',
} as const;
type SettingFault = { readonly fault: keyof typeof settingCodes; readonly at: string };

const established = 'ConnectionTrackingConfiguration.TcpEstablishedTimeout';
const udp = 'ConnectionTrackingConfiguration.UdpTimeout';
const offered = (value: number | undefined, values: readonly number[]): boolean => value === undefined || values.includes(value);
const depthsOf = (p: Asked) => ({
  rxQueueSize: p['NetworkInterfaceTrafficConfig.RxQueueSize'] ?? p.RxQueueSize,
  txQueueSize: p['NetworkInterfaceTrafficConfig.TxQueueSize'] ?? p.TxQueueSize,
});

/** The first parameter that no interface can have so, whatever it is. */
export function settingFault(p: Asked): SettingFault | undefined {
  const { NetworkInterfaceName: name, Description: description } = p;
  if (name !== undefined && !isGroupName(name)) return { fault: 'name', at: 'NetworkInterfaceName' };
  if (description !== undefined && !isPlainText(description, 2, 256)) return { fault: 'description', at: 'Description' };
  if (!offered(p[established], establishedTimeouts)) return { fault: 'tracking', at: established };
  if (!offered(p[udp], udpTimeouts)) return { fault: 'tracking', at: udp };
  const { rxQueueSize, txQueueSize } = depthsOf(p);
  return rxQueueSize !== undefined && txQueueSize !== undefined && rxQueueSize !== txQueueSize
    ? { fault: 'queueSize', at: 'RxQueueSize' }
    : undefined;
}

/** What a request sets on an interface that is as `before`; undefined where it asks for RDMA queues of one without RDMA. */
export function settingsOf(p: Asked, before: Pick<InterfaceHead, 'timeouts' | 'trafficMode'>): Partial<InterfaceHead> | undefined {
  const trafficMode = p['NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode'] ?? p.NetworkInterfaceTrafficMode;
  const queuePairNumber = p['NetworkInterfaceTrafficConfig.QueuePairNumber'] ?? p.QueuePairNumber;
  if (queuePairNumber !== undefined && (trafficMode ?? before.trafficMode) === 'Standard') return undefined;
  const timeWait = p['ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout'];
  const timeouts = {
    established: p[established] ?? before.timeouts.established,
    timeWait: timeWait ?? before.timeouts.timeWait,
    udp: p[udp] ?? before.timeouts.udp,
  };
  const wanted: { readonly [K in keyof InterfaceHead]?: InterfaceHead[K] | undefined } = {
    name: p.NetworkInterfaceName,
    description: p.Description,
    deleteOnRelease: p.DeleteOnRelease,
    sourceDestCheck: p.SourceDestCheck,
    primaryIpv6: p.EnablePrimaryIPv6,
    trafficMode,
    queueNumber: p['NetworkInterfaceTrafficConfig.QueueNumber'] ?? p.QueueNumber,
    queuePairNumber,
    ...depthsOf(p),
    timeouts: (p[established] ?? timeWait ?? p[udp]) === undefined ? undefined : timeouts,
  };
  // What was not sent must not be there, or it would take away what the interface has.
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
