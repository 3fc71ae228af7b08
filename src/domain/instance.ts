import { imageOf } from '#domain/images.ts';
import type { InstanceHead, InstanceSettings, InstanceStatus } from '#domain/instance-head.ts';

/**
 * What instances may do. Nothing runs behind them, so every transition is over when its request is answered: the states between (Pending,
 * Starting, Stopping) are never shown. Clients poll for the state at the end and meet it at once.
 *   RunInstances -> Running --stop--> Stopped --start--> Running; CreateInstance -> Stopped
 */
type Transition = 'start' | 'stop';
const from: { readonly [T in Transition]: InstanceStatus } = { start: 'Stopped', stop: 'Running' };

export const mayTurn = ({ status }: InstanceHead, transition: Transition): boolean => status === from[transition];

/** `mode`: what is left to pay while it is stopped. Only pay-as-you-go instances stop charging. */
export const stopped = (head: InstanceHead, mode: string): InstanceHead => ({
  ...head,
  status: 'Stopped',
  stoppedMode: head.chargeType === 'PostPaid' ? mode : 'KeepCharging',
});
export const started = (head: InstanceHead, now: number): InstanceHead => ({ ...head, status: 'Running', stoppedMode: '', started: now });

export const plainSettings: InstanceSettings = {
  cpuCores: 0,
  threadsPerCore: 0,
  topology: '',
  metadataEndpoint: 'enabled',
  metadataTokens: 'optional',
  metadataHops: 0,
  dnsHostnameType: 'Custom',
  dnsRecords: { idAAAA: false, idA: false, ipA: false, ipPtr: false },
  jumboFrames: false,
  networkEncryption: false,
  bandwidthWeighting: 'Default',
  loginAsNonRoot: false,
  secureBoot: false,
  hibernation: false,
  clock: 'disabled',
  recyclable: false,
  highDensity: false,
};

const linuxHost = /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/;
const windowsHost = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;

/** Alibaba Cloud ECS API reference, RunInstances: 2-64 characters; for Windows 2-15, no dots and not digits alone. */
export function isHostName(name: string, image: string): boolean {
  if (imageOf(image)?.osType === 'windows') return name.length >= 2 && name.length <= 15 && windowsHost.test(name) && !/^\d+$/.test(name);
  return name.length >= 2 && name.length <= 64 && linuxHost.test(name);
}

/** Of user data: 32 KB before base64. */
export const maxUserData = 32 * 1024;

/** How many bytes a base64 text has; undefined where it is none. */
export function base64Size(text: string): number | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

const ordered = /^(?<before>.*)\[(?<first>\d{0,6}),(?<digits>\d?)\](?<after>.*)$/;
const mostOrdered = 999999;

/**
 * The names of instances made together: `name_prefix[begin_number,bits]name_suffix` counts up from its number, and `suffix` appends 001, 002 …
 * (ECS user guide, batch naming). Without either all have the same name. Undefined where the numbers run out.
 */
export function batchNames(name: string, count: number, suffix: boolean): readonly string[] | undefined {
  const pattern = ordered.exec(name)?.groups;
  if (pattern) {
    const { before = '', first = '', digits = '', after = '' } = pattern;
    const start = first === '' ? 0 : Number(first);
    const width = digits === '' ? 3 : Number(digits);
    if (width < 1 || width > 6 || start + count - 1 > mostOrdered) return undefined;
    return Array.from({ length: count }, (_, n) => `${before}${String(start + n).padStart(width, '0')}${after}`);
  }
  if (!suffix || count === 1 || name === '') return Array.from({ length: count }, () => name);
  return Array.from({ length: count }, (_, n) => `${name}${String(n + 1).padStart(3, '0')}`);
}

/** A serial number in the form of a UUID, the same for the same id. Four times FNV-1a. */
export function serialOf(id: string): string {
  const hex = [0, 1, 2, 3].map((round) => {
    let h = 0x811c9dc5 ^ (round * 0x9e3779b9);
    for (let at = 0; at < id.length; at++) h = Math.imul(h ^ id.charCodeAt(at), 0x01000193);
    return (h >>> 0).toString(16).padStart(8, '0');
  });
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export type DeleteFault = 'protected' | 'running' | 'subscription';
/** Why an instance may not be deleted, if so: protection first, then what is paid for, then the state (ECS API reference, DeleteInstance). */
export function deleteFault(
  head: InstanceHead,
  { force, subscriptions, now }: { readonly force: boolean; readonly subscriptions: boolean; readonly now: number },
): DeleteFault | undefined {
  if (head.deletionProtection) return 'protected';
  if (head.chargeType === 'PrePaid' && !(subscriptions && head.expires <= now)) return 'subscription';
  return head.status === 'Stopped' || force ? undefined : 'running';
}
