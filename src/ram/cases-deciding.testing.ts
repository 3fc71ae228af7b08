import { allow, type Case, deny } from '#ram/cases.testing.ts';

const none = 'implicitDeny on securitygroup/sg-1';
const group = 'acs:ecs:*:*:securitygroup/sg-1';
const join = { action: 'ecs:JoinSecurityGroup', on: ['instance/i-1', 'securitygroup/sg-1'] };

/** How statements, policies and sessions come together. */
export const decidingCases: readonly Case[] = [
  ['two statements allow', { p: [allow('ecs:*'), allow('*')] }, {}, 'allow p/0 p/1'],
  ['two policies allow', { p: [allow('ecs:*')], q: [allow('*')] }, {}, 'allow p/0 q/0'],
  ['one of two policies allows', { p: [allow('vpc:*')], q: [allow('ram:*'), allow('*')] }, {}, 'allow q/1'],
  ['a deny after an allow', { p: [allow('*'), deny('ecs:*')] }, {}, 'explicitDeny p/1 on securitygroup/sg-1'],
  ['a deny before an allow', { p: [deny('ecs:*'), allow('*')] }, {}, 'explicitDeny p/0 on securitygroup/sg-1'],
  ['a deny in another policy', { p: [allow('*')], q: [deny('*', group)] }, {}, 'explicitDeny q/0 on securitygroup/sg-1'],
  [
    'a deny of less beats an allow by name',
    { p: [allow('ecs:RevokeSecurityGroupEgress', group), deny('*')] },
    {},
    'explicitDeny p/1 on securitygroup/sg-1',
  ],
  ['two denies', { p: [deny('*')], q: [deny('ecs:*')], r: [allow('*')] }, {}, 'explicitDeny p/0 q/0 on securitygroup/sg-1'],
  ['a deny and no allow', { p: [deny('*')] }, {}, 'explicitDeny p/0 on securitygroup/sg-1'],
  ['a deny of something else', { p: [deny('vpc:*')] }, {}, none],
  ['a deny whose condition fails', { p: [allow('*'), deny('*', '*', { Bool: { 'acs:MFAPresent': 'true' } })] }, {}, 'allow p/0'],
  ['an allow whose condition fails', { p: [allow('*', '*', { Bool: { 'acs:MFAPresent': 'true' } })] }, {}, none],
  ['the same statement twice', { p: [allow('*'), allow('*')] }, {}, 'allow p/0 p/1'],
  ['a statement that allows two resources is named once', { p: [allow('*')] }, join, 'allow p/0'],
  ['a statement that denies two resources is named once', { p: [deny('*')] }, join, 'explicitDeny p/0 on instance/i-1'],
  ['a session that allows what the role may', { p: [allow('ecs:*')], session: [allow('*')] }, {}, 'allow p/0 session/0'],
  ['a session that says nothing', { p: [allow('*')], session: [allow('vpc:*')] }, {}, `${none} by session`],
  [
    'a session that denies',
    { p: [allow('*')], session: [allow('*'), deny('ecs:*')] },
    {},
    'explicitDeny session/1 on securitygroup/sg-1 by session',
  ],
  ['a session gives nothing that the role has not', { p: [allow('vpc:*')], session: [allow('*')] }, {}, none],
  ['a session and no policies', { session: [allow('*')] }, {}, none],
  ['a session cannot lift a deny', { p: [allow('*'), deny('ecs:*')], session: [allow('*')] }, {}, 'explicitDeny p/1 on securitygroup/sg-1'],
  ['a session is asked first', { p: [deny('*')], session: [allow('vpc:*')] }, {}, `${none} by session`],
  ['a session for one group', { p: [allow('ecs:*')], session: [allow('ecs:*', group)] }, {}, 'allow p/0 session/0'],
  [
    'a session for one group, asked for another',
    { p: [allow('ecs:*')], session: [allow('ecs:*', group)] },
    { on: ['securitygroup/sg-2'] },
    'implicitDeny on securitygroup/sg-2 by session',
  ],
  [
    'a session for one of two resources',
    { p: [allow('*')], session: [allow('*', group)] },
    join,
    'implicitDeny on instance/i-1 by session',
  ],
  [
    'a session for one resource and policies for the other',
    { p: [allow('*', 'acs:ecs:*:*:instance/*')], session: [allow('*', group)] },
    { ...join, on: ['securitygroup/sg-1'] },
    none,
  ],
  [
    'a session whose condition fails',
    { p: [allow('*')], session: [allow('*', '*', { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } })] },
    {},
    `${none} by session`,
  ],
];
