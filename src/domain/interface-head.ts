import type { Tags } from '#domain/tags.ts';

/** An elastic network interface: what groups have as members. Times are milliseconds since the epoch, UTC. */
export type InterfaceHead = {
  readonly name: string;
  readonly description: string;
  readonly type: 'Primary' | 'Secondary';
  readonly status: 'Available' | 'InUse';
  readonly vpc: string;
  readonly vswitch: string;
  readonly zone: string;
  /** Lower case, with colons. */
  readonly mac: string;
  /** In the order in which it joined them; never empty. */
  readonly groups: readonly string[];
  /** Private IPv4 addresses, the primary one first; never empty. Each is also a part of the VSwitch. */
  readonly addresses: readonly string[];
  readonly ipv6: readonly string[];
  /** Whether the first of `ipv6` stays with the interface as its primary one. */
  readonly primaryIpv6: boolean;
  readonly ipv4Prefixes: readonly string[];
  readonly ipv6Prefixes: readonly string[];
  /** '' = not attached. */
  readonly instance: string;
  /** When it was attached; 0 = it is not. */
  readonly attached: number;
  /** The network card that attaching named; -1 = none. */
  readonly networkCard: number;
  readonly trafficMode: 'Standard' | 'HighPerformance';
  readonly queueNumber: number;
  readonly queuePairNumber: number;
  readonly txQueueSize: number;
  readonly rxQueueSize: number;
  readonly deleteOnRelease: boolean;
  readonly sourceDestCheck: boolean;
  /** Seconds: established, time-wait, UDP. */
  readonly timeouts: { readonly established: number; readonly timeWait: number; readonly udp: number };
  readonly resourceGroup: string;
  readonly tags: Tags;
  /** Digits or a product name; '' = not managed by a cloud product. */
  readonly service: string;
  readonly created: number;
};

/** What another account may do with an interface. */
export type InterfacePermissionHead = {
  readonly interface: string;
  /** The account that may attach it. */
  readonly grantee: string;
  readonly permission: 'InstanceAttach';
  readonly created: number;
};
