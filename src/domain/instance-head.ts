import type { Tags } from '#domain/tags.ts';

export type InstanceStatus = 'Pending' | 'Starting' | 'Running' | 'Stopping' | 'Stopped';
/** Sizes in GiB. */
export type Disk = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly size: number;
  readonly performanceLevel: string;
  readonly encrypted: boolean;
  readonly deleteWithInstance: boolean;
  /** Such as `/dev/xvda`. */
  readonly device: string;
  readonly kmsKey: string;
  readonly provisionedIops: number;
  readonly bursting: boolean;
};

/** Settings that are kept and shown, and that change nothing here because nothing runs. */
export type InstanceSettings = {
  /** 0 = as the type has it. */
  readonly cpuCores: number;
  readonly threadsPerCore: number;
  readonly topology: string;
  readonly metadataEndpoint: 'enabled' | 'disabled';
  readonly metadataTokens: 'optional' | 'required';
  readonly metadataHops: number;
  readonly dnsHostnameType: string;
  readonly dnsRecords: { readonly idAAAA: boolean; readonly idA: boolean; readonly ipA: boolean; readonly ipPtr: boolean };
  readonly jumboFrames: boolean;
  readonly networkEncryption: boolean;
  readonly bandwidthWeighting: string;
  readonly loginAsNonRoot: boolean;
  readonly secureBoot: boolean;
  readonly hibernation: boolean;
  readonly clock: string;
  readonly recyclable: boolean;
  readonly highDensity: boolean;
};
/** How a subscription is renewed; `period` in `unit`s, 0 = not by itself. */
export type Renewal = { readonly automatic: boolean; readonly period: number; readonly unit: string };

/**
 * An ECS instance as a member: nothing runs behind it. Its groups and addresses are those of its primary interface, and of no copy here.
 * Times are milliseconds since the epoch, UTC; 0 = never.
 */
export type InstanceHead = {
  readonly name: string;
  readonly description: string;
  readonly hostName: string;
  readonly status: InstanceStatus;
  /** What stopping leaves to pay: KeepCharging or StopCharging; '' while it runs. */
  readonly stoppedMode: string;
  readonly type: string;
  readonly image: string;
  readonly zone: string;
  readonly vpc: string;
  readonly vswitch: string;
  readonly primaryInterface: string;
  readonly keyPair: string;
  readonly chargeType: 'PostPaid' | 'PrePaid';
  readonly internetChargeType: string;
  readonly bandwidthIn: number;
  readonly bandwidthOut: number;
  readonly publicAddresses: readonly string[];
  readonly systemDisk: Disk;
  readonly dataDisks: readonly Disk[];
  /** As sent, in base64. */
  readonly userData: string;
  readonly ramRole: string;
  readonly deletionProtection: boolean;
  readonly spotStrategy: string;
  readonly spotPriceLimit: number;
  /** Hours. */
  readonly spotDuration: number;
  readonly spotInterruption: string;
  readonly creditSpecification: string;
  readonly securityEnhancement: string;
  readonly maintenanceActions: string;
  readonly settings: InstanceSettings;
  /** When a subscription ends. */
  readonly expires: number;
  readonly renewal: Renewal;
  /** When a pay-as-you-go instance is to be released. It is shown; nobody releases it. */
  readonly autoRelease: number;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
  readonly started: number;
};

/** Id = name. The private key is shown once and never kept. */
export type KeyPairHead = {
  /** What CreateKeyPair calls KeyPairId; '' for imported ones. */
  readonly keyPairId: string;
  readonly fingerprint: string;
  /** OpenSSH text. */
  readonly publicKey: string;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
};
