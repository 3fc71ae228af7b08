import type { Tags } from '#domain/tags.ts';

/** A VPC with its router and its one route table, the system's. Times are milliseconds since the epoch, UTC. */
export type VpcHead = {
  readonly name: string;
  readonly description: string;
  readonly cidr: string;
  readonly secondaryCidrs: readonly string[];
  readonly ipv6Cidr: string;
  readonly userCidrs: readonly string[];
  readonly isDefault: boolean;
  readonly router: string;
  readonly routeTable: string;
  readonly routeTableName: string;
  readonly routeTableDescription: string;
  readonly routePropagation: boolean;
  readonly resourceGroup: string;
  readonly dnsHostnames: boolean;
  readonly classicLink: boolean;
  readonly tags: Tags;
  readonly created: number;
};

/** Its parts are the private addresses that are in use. */
export type VSwitchHead = {
  readonly name: string;
  readonly description: string;
  readonly vpc: string;
  readonly zone: string;
  readonly cidr: string;
  /** A /64 of its VPC's block; '' = none. */
  readonly ipv6Cidr: string;
  readonly isDefault: boolean;
  readonly resourceGroup: string;
  readonly tags: Tags;
  readonly created: number;
};
/** Id of the part = `address`, IPv4 or IPv6 in its shortest spelling. */
export type AddressRow = { readonly address: string; readonly interface: string };
