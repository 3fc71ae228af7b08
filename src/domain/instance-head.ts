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
};

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
  readonly creditSpecification: string;
  readonly securityEnhancement: string;
  readonly maintenanceActions: string;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
  readonly started: number;
};

/** Id = name. The private key is shown once and never kept. */
export type KeyPairHead = {
  readonly fingerprint: string;
  /** OpenSSH text. */
  readonly publicKey: string;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
};
