import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account, shown } from '#ram/cases.testing.ts';
import { compilePolicy } from '#ram/compile-policy.ts';
import { judge } from '#ram/judge.ts';
import { readPolicy } from '#ram/read-policy.ts';
import { systemPolicies } from '#ram/system-policies.ts';

/** Actions that each policy allows and, after a bar, some that it does not. */
const rows: Readonly<Record<keyof typeof systemPolicies, string>> = {
  AdministratorAccess: 'ecs:RevokeSecurityGroupEgress ram:CreateUser sts:AssumeRole |',
  ReadOnlyAccess:
    'ecs:DescribeSecurityGroups vpc:ListTagResources ram:GetUser | ecs:RevokeSecurityGroupEgress ram:CreateUser sts:AssumeRole',
  AliyunECSFullAccess: 'ecs:RevokeSecurityGroupEgress ecs:TagResources vpc:DescribeVpcs vpc:DescribeVSwitches | vpc:DeleteVpc ram:GetUser',
  AliyunECSReadOnlyAccess:
    'ecs:DescribeSecurityGroups ecs:ListTagResources vpc:DescribeVpcs | ecs:RevokeSecurityGroupEgress vpc:DescribeVpcAttribute',
  AliyunVPCFullAccess:
    'vpc:DeleteVpc vpc:CreateVSwitch vpc:DescribeVpcs vpc:TagResources | vpc:AllocateEipAddress ecs:DescribeSecurityGroups',
  AliyunVPCReadOnlyAccess: 'vpc:DescribeVpcs vpc:DescribeVSwitchAttributes vpc:ListTagResources | vpc:DeleteVpc vpc:DescribeEipAddresses',
  AliyunRAMFullAccess: 'ram:CreateUser ram:AttachPolicyToRole | sts:AssumeRole ecs:DescribeRegions',
  AliyunRAMReadOnlyAccess: 'ram:GetUser ram:ListPolicies ram:GenerateCredentialReport | ram:CreateUser sts:AssumeRole',
  AliyunSTSAssumeRoleAccess: 'sts:AssumeRole | sts:AssumeRoleWithOIDC ram:GetRole',
  AliyunResourceManagerFullAccess: 'resourcemanager:CreateResourceGroup | ram:GetUser ecs:DescribeRegions',
};

for (const [policy, row] of Object.entries(rows)) {
  const [allowed = '', others = ''] = row.split('|').map((part) => part.trim());
  const read = readPolicy(JSON.stringify(systemPolicies[policy as keyof typeof systemPolicies].document), Number.POSITIVE_INFINITY);
  assert.ok('policy' in read, `${policy}: ${JSON.stringify(read)}`);
  const identity = [compilePolicy(read.policy, { policy, type: 'System' })];
  const decision = (action: string) => judge({ identity }, { action, keys: {}, resources: [{ arn: `acs:x:cn-hangzhou:${account}:y` }] });
  for (const action of allowed.split(' ')) test(`${policy} allows ${action}`, () => assert.match(shown(decision(action)), /^allow /));
  for (const action of others.split(' ').filter(Boolean)) {
    test(`${policy} does not allow ${action}`, () => assert.equal(shown(decision(action)), 'implicitDeny on y'));
  }
}
