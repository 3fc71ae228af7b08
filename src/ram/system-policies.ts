import type { Text } from '#kit/text.ts';

/** A policy that every account has and nobody can change; `document` is written as it is answered. */
export type SystemPolicy = { readonly description: Text; readonly document: PolicyDocument };
export type PolicyDocument = {
  readonly Version: '1';
  readonly Statement: readonly { readonly Effect: 'Allow'; readonly Action: string | readonly string[]; readonly Resource: '*' }[];
};

const allow = (...actions: readonly (string | readonly string[])[]): PolicyDocument => ({
  Version: '1',
  Statement: actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })),
});
const networksOfInstances = ['vpc:DescribeVpcs', 'vpc:DescribeVSwitches'];

/**
 * By name. Those of ECS, VPC, STS and AliyunRAMReadOnlyAccess as their public pages show them (ECS: help page 273911; the others: RAM,
 * developer reference, one page each, 2023 to 2025); the other four by what their public descriptions promise.
 */
export const systemPolicies = {
  AdministratorAccess: {
    description: { en: 'Full access to all services and resources.', zh: '所有云服务和资源的完全权限' },
    document: allow('*'),
  },
  ReadOnlyAccess: {
    description: { en: 'Read-only access to all services and resources.', zh: '所有云服务和资源的只读权限' },
    document: allow(['*:Describe*', '*:List*', '*:Get*', '*:BatchGet*', '*:Query*', '*:BatchQuery*', 'ram:GenerateCredentialReport']),
  },
  AliyunECSFullAccess: {
    description: { en: 'Full access to ECS.', zh: '云服务器 ECS 的完全权限' },
    document: allow('ecs:*', networksOfInstances),
  },
  AliyunECSReadOnlyAccess: {
    description: { en: 'Read-only access to ECS.', zh: '云服务器 ECS 的只读权限' },
    document: allow('ecs:Describe*', 'ecs:List*', networksOfInstances),
  },
  AliyunVPCFullAccess: {
    description: { en: 'Full access to VPC.', zh: '专有网络 VPC 的完全权限' },
    document: allow([
      'vpc:*HaVip*',
      'vpc:*RouteTable*',
      'vpc:*VRouter*',
      'vpc:*RouteEntry*',
      'vpc:*RouteEntries*',
      'vpc:*VSwitch*',
      'vpc:*Vpc*',
      'vpc:*Cen*',
      'vpc:*Tag*',
      'vpc:*NetworkAcl*',
      'vpc:*FlowLog*',
      'vpc:*Ipv4Gateway*',
      'vpc:*PrefixList*',
      'vpc:*DhcpOptionsSet*',
      'vpc:DeletionProtection',
      'vpc:*TagResource*',
      'vpc:MoveResourceGroup',
    ]),
  },
  AliyunVPCReadOnlyAccess: {
    description: { en: 'Read-only access to VPC.', zh: '专有网络 VPC 的只读权限' },
    document: allow([
      'vpc:DescribeHaVip*',
      'vpc:DescribeRouteTable*',
      'vpc:DescribeRouteEntry*',
      'vpc:DescribeVSwitch*',
      'vpc:DescribeVRouter*',
      'vpc:DescribeVpc*',
      'vpc:Describe*Cen*',
      'vpc:ListTag*',
      'vpc:DescribeTag*',
      'vpc:DescribeNetworkAcl*',
      'vpc:DescribeFlowLog*',
      'vpc:CheckCanAllocateVpcPrivateIpAddress',
      'vpc:ListIpv4Gateways',
      'vpc:GetIpv4GatewayAttribute',
      'vpc:ListDhcpOptionsSets',
      'vpc:GetDhcpOptionsSet',
    ]),
  },
  AliyunRAMFullAccess: {
    description: {
      en: 'Full access to RAM: users, groups, roles, policies and keys.',
      zh: '访问控制 RAM 的完全权限，包括用户、用户组、角色、权限策略和访问密钥',
    },
    document: allow('ram:*'),
  },
  AliyunRAMReadOnlyAccess: {
    description: { en: 'Read-only access to RAM.', zh: '访问控制 RAM 的只读权限' },
    document: allow(['ram:Get*', 'ram:List*', 'ram:GenerateCredentialReport'], ['accessanalyzer:Get*', 'accessanalyzer:List*']),
  },
  AliyunSTSAssumeRoleAccess: {
    description: { en: 'Access to AssumeRole of STS.', zh: '允许调用 STS 的 AssumeRole 接口' },
    document: allow('sts:AssumeRole'),
  },
  AliyunResourceManagerFullAccess: {
    description: { en: 'Full access to Resource Management.', zh: '资源管理的完全权限' },
    document: allow('resourcemanager:*'),
  },
} as const satisfies Readonly<Record<string, SystemPolicy>>;
