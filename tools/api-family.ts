import type { Product } from '#actions/action.ts';

/**
 * The actions that Sallyport promises: those of security groups, and of all that stands around them in the official SDKs, the CLI and Terraform
 * (`npm run coverage:api` says how far each is there).
 */
export const family: Readonly<Partial<Record<Product, readonly string[]>>> = {
  Ecs: words(`
    CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups DescribeSecurityGroupAttribute DescribeSecurityGroupReferences
    ModifySecurityGroupAttribute ModifySecurityGroupPolicy AuthorizeSecurityGroup AuthorizeSecurityGroupEgress RevokeSecurityGroup
    RevokeSecurityGroupEgress ModifySecurityGroupRule ModifySecurityGroupEgressRule JoinSecurityGroup LeaveSecurityGroup JoinResourceGroup
    CreatePrefixList DeletePrefixList ModifyPrefixList DescribePrefixLists DescribePrefixListAttributes DescribePrefixListAssociations
    CreatePortRangeList DeletePortRangeList ModifyPortRangeList DescribePortRangeLists DescribePortRangeListEntries
    DescribePortRangeListAssociations
    TagResources UntagResources ListTagResources
    CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DescribeNetworkInterfaceAttribute
    ModifyNetworkInterfaceAttribute AttachNetworkInterface DetachNetworkInterface AssignPrivateIpAddresses UnassignPrivateIpAddresses
    AssignIpv6Addresses UnassignIpv6Addresses CreateNetworkInterfacePermission DescribeNetworkInterfacePermissions
    DeleteNetworkInterfacePermission
    RunInstances CreateInstance DescribeInstances DescribeInstanceAttribute DescribeInstanceStatus ModifyInstanceAttribute StartInstance
    StartInstances StopInstance StopInstances DeleteInstance DeleteInstances DescribeDisks DescribeUserData DescribeInstanceRamRole
    DescribeInstanceMaintenanceAttributes DescribeInstanceAutoRenewAttribute
    DescribeImages DescribeInstanceTypes
    CreateKeyPair ImportKeyPair DescribeKeyPairs DeleteKeyPairs
    DescribeRegions DescribeZones DescribeAvailableResource
  `),
  Vpc: words(`
    CreateVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute DeleteVpc
    CreateVSwitch DescribeVSwitches DescribeVSwitchAttributes ModifyVSwitchAttribute DeleteVSwitch
    CreateDefaultVpc CreateDefaultVSwitch AssociateVpcCidrBlock UnassociateVpcCidrBlock
    DescribeRouteTableList ModifyRouteTableAttributes
    MoveResourceGroup TagResources UnTagResources ListTagResources
  `),
  ResourceManager: words('ListResourceGroups GetResourceGroup CreateResourceGroup DeleteResourceGroup'),
  Location: words('DescribeEndpoints'),
  BssOpenApi: words('QueryAvailableInstances'),
  Sts: words('GetCallerIdentity'),
};

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
