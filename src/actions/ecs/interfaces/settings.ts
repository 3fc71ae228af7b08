import type { settingParams, trafficParams } from '#actions/ecs/interfaces/interface-params.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';
import { establishedTimeouts, udpTimeouts } from '#domain/interface-limits.ts';
import { isGroupName, isPlainText } from '#domain/naming.ts';
import type { Values } from '#kit/shape.ts';

/** What an action answers to each fault. */
export const settingCodes = {
  name: 'InvalidParams.NetworkInterfaceName',
  description: 'InvalidParameter',
  tracking: 'InvalidParameter.EniConnectionTrackingConfiguration',
  queueSize: 'InvalidParameter.EniQueueSize',
  queuePair: 'InvalidParameter.QueuePairNumberMustEmpty',
} as const;
type SettingFault = { readonly fault: keyof typeof settingCodes; readonly at: string };

/** What a request sets on an interface that is as `before`, or the parameter that cannot be so. What it does not speak of is not there. */
export function settingsOf(
  p: Values<typeof settingParams> & Partial<Values<typeof trafficParams>>,
  before: Pick<InterfaceHead, 'timeouts' | 'trafficMode'>,
): { readonly settings: Partial<InterfaceHead> } | SettingFault {
  const { NetworkInterfaceName: name, Description: description } = p;
  if (name !== undefined && !isGroupName(name)) return { fault: 'name', at: 'NetworkInterfaceName' };
  if (description !== undefined && !isPlainText(description, 2, 256)) return { fault: 'description', at: 'Description' };
  const established = p['ConnectionTrackingConfiguration.TcpEstablishedTimeout'];
  const timeWait = p['ConnectionTrackingConfiguration.TcpClosedAndTimeWaitTimeout'];
  const udp = p['ConnectionTrackingConfiguration.UdpTimeout'];
  if (established !== undefined && !establishedTimeouts.includes(established))
    return { fault: 'tracking', at: 'ConnectionTrackingConfiguration.TcpEstablishedTimeout' };
  if (udp !== undefined && !udpTimeouts.includes(udp)) return { fault: 'tracking', at: 'ConnectionTrackingConfiguration.UdpTimeout' };
  const trafficMode = p['NetworkInterfaceTrafficConfig.NetworkInterfaceTrafficMode'] ?? p.NetworkInterfaceTrafficMode;
  const queuePairNumber = p['NetworkInterfaceTrafficConfig.QueuePairNumber'] ?? p.QueuePairNumber;
  if (queuePairNumber !== undefined && (trafficMode ?? before.trafficMode) === 'Standard')
    return { fault: 'queuePair', at: 'QueuePairNumber' };
  const rxQueueSize = p['NetworkInterfaceTrafficConfig.RxQueueSize'] ?? p.RxQueueSize;
  const txQueueSize = p['NetworkInterfaceTrafficConfig.TxQueueSize'] ?? p.TxQueueSize;
  if (rxQueueSize !== undefined && txQueueSize !== undefined && rxQueueSize !== txQueueSize)
    return { fault: 'queueSize', at: 'RxQueueSize' };

  const { timeouts: old } = before;
  const timeouts = { established: established ?? old.established, timeWait: timeWait ?? old.timeWait, udp: udp ?? old.udp };
  const wanted: { readonly [K in keyof InterfaceHead]?: InterfaceHead[K] | undefined } = {
    name,
    description,
    deleteOnRelease: p.DeleteOnRelease,
    sourceDestCheck: p.SourceDestCheck,
    primaryIpv6: p.EnablePrimaryIPv6,
    trafficMode,
    queueNumber: p['NetworkInterfaceTrafficConfig.QueueNumber'] ?? p.QueueNumber,
    queuePairNumber,
    rxQueueSize,
    txQueueSize,
    timeouts: (established ?? timeWait ?? udp) ? timeouts : undefined,
  };
  return { settings: Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) };
}
