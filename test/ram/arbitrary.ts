import fc from 'fast-check';
import type { RamRequest, RamResource, Tags } from '../../src/ram/request.ts';
import type { Document, Statement } from './naive.ts';

/**
 * Policies and requests drawn from one small world, so that they meet: patterns are made of the very texts that requests hold, with a part
 * replaced by a wildcard, and values of conditions are those that requests have.
 */
const actions = [
  'ecs:DescribeSecurityGroups',
  'ecs:RevokeSecurityGroup',
  'ecs:RevokeSecurityGroupEgress',
  'ecs:JoinSecurityGroup',
  'vpc:DeleteVpc',
];
const regions = ['cn-hangzhou', 'cn-beijing', ''];
const accounts = ['11', '12'];
const ids = ['securitygroup/sg-1', 'securitygroup/sg-12', 'securitygroup/*', 'instance/i-1', 'instance/i:1'];
const arn = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...regions), fc.constantFrom(...accounts), fc.constantFrom(...ids))
      .map((p) => `acs:ecs:${p.join(':')}`),
  },
  { weight: 2, arbitrary: fc.constantFrom(...regions).map((region) => `acs:vpc:${region}:11:vpc/vpc-1`) },
  { weight: 1, arbitrary: fc.constant('*') },
);
const teams = ['web', 'Web', 'db', '', '😀'];
const tags: fc.Arbitrary<Tags> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ team: fc.constantFrom(...teams) }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('team', 'a/b', 'constructor'), fc.constantFrom(...teams), { maxKeys: 2 }) },
);

const keyed = {
  'acs:SourceIp': ['10.0.0.1', '10.1.2.3', '192.0.2.10', '2001:db8::1', '::ffff:10.0.0.1', 'none'],
  'acs:CurrentTime': ['2026-06-15T12:00:00Z', '2026-06-15T20:00:00+08:00', '2026-06-15T12:00:01Z', 'noon'],
  'acs:SecureTransport': ['true', 'false', 'on'],
  'test:Port': ['22', '443', '443.0', '-1', 'ssh', ''],
};
const values = Object.fromEntries(
  Object.entries(keyed).map(([key, texts]) => {
    const one = fc.constantFrom(...texts);
    return [key, fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { maxLength: 2 }) })];
  }),
);
/** All of them three times out of four: a condition on a key that is not there is soon judged. */
const keys = fc
  .oneof({ weight: 3, arbitrary: fc.record(values) }, { weight: 1, arbitrary: fc.record(values, { requiredKeys: [] }) })
  .map((record) => ({ ...record }) as RamRequest['keys']);

const resource: fc.Arbitrary<RamResource> = fc.record(
  { arn, tags, isOptional: fc.constantFrom(false, false, false, true) },
  { requiredKeys: ['arn'] },
);
export const request: fc.Arbitrary<RamRequest> = fc.record(
  {
    action: fc.constantFrom(...actions, 'ECS:revokesecuritygroupegress'),
    resources: fc.oneof(
      { weight: 12, arbitrary: resource.map((one) => [one]) },
      { weight: 8, arbitrary: fc.array(resource, { minLength: 2, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant([]) },
    ),
    tags,
    keys,
  },
  { requiredKeys: ['action', 'resources', 'keys'] },
);

/** A text with some of its parts replaced by wildcards, each part by as much as it is or by anything. */
const blurred = (text: fc.Arbitrary<string>, least: number): fc.Arbitrary<string> =>
  fc.tuple(text, fc.nat(), fc.nat({ max: 30 }), fc.constantFrom('*', '*', '?', '**', '*?', '')).map(([one, from, length, wild]) => {
    const characters = [...one];
    const start = least + (from % Math.max(1, characters.length - least));
    const end = start + (wild === '?' ? 1 : length % 12);
    return wild === '' || characters.length <= least ? one : [...characters.slice(0, start), wild, ...characters.slice(end)].join('');
  });
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const action = blurred(fc.constantFrom(...actions, 'ecs:*', 'ecs:*', '*:*', 'Ecs:revoke*'), 4);
const actionPattern = fc.oneof({ weight: 1, arbitrary: fc.constant('*') }, { weight: 4, arbitrary: action });
const resourcePattern = fc.oneof(
  { weight: 4, arbitrary: fc.constant('*') },
  { weight: 4, arbitrary: fc.constantFrom('acs:ecs:*:*:*', 'acs:ecs:*:*:securitygroup/*', 'acs:ecs:*:11:instance/*', 'acs:*:*:*:*') },
  { weight: 5, arbitrary: blurred(arn, 4).filter((pattern) => /^acs:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/.test(pattern)) },
);

const tagKey = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('ecs:tag/team', 'acs:ResourceTag/team', 'acs:RequestTag/team') },
  { weight: 1, arbitrary: fc.constantFrom('vpc:tag/team', 'acs:ResourceTag/a/b', 'ecs:tag/constructor') },
);
const under = (operators: readonly string[], key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom(...operators), fc.dictionary(key, some(value), { minKeys: 1, maxKeys: 2, size: 'xsmall' }));
const compared = (family: string) =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((name) => family + name);
const equals = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'];
const conditions = fc.oneof(
  under(equals, tagKey, fc.constantFrom(...teams)),
  under(equals, tagKey, fc.constantFrom('web', 'WEB')),
  under(
    ['StringLike', 'StringNotLike'],
    fc.oneof(tagKey, fc.constant('acs:SourceIp')),
    blurred(fc.constantFrom(...teams, '10.*', 'w*b', '?'), 0),
  ),
  under(
    compared('Numeric'),
    fc.constantFrom('test:Port', 'test:Port', 'test:Port', 'acs:SourceIp'),
    fc.constantFrom('22', '443', '-1', '100'),
  ),
  under(
    compared('Date'),
    fc.constantFrom('acs:CurrentTime'),
    fc.constantFrom('2026-06-15T12:00:00Z', '2026-06-15T20:00:01+08:00', '2026-01-01T00:00:00Z'),
  ),
  under(['Bool'], fc.constantFrom('acs:SecureTransport', 'acs:MFAPresent'), fc.constantFrom('true', 'false')),
  under(
    ['IpAddress', 'NotIpAddress'],
    fc.constantFrom('acs:SourceIp'),
    fc.constantFrom('10.0.0.0/8', '10.0.0.1', '10.1.0.0/16', '0.0.0.0/0', '192.0.2.8/29', '2001:db8::/32', '::/0', '2001:DB8::1'),
  ),
);

const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    isExcept: fc.constantFrom(false, false, false, true),
    actions: some(actionPattern),
    Resource: some(resourcePattern),
    conditions: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 2, arbitrary: conditions.map((one) => [one]) },
      { weight: 1, arbitrary: fc.tuple(conditions, conditions) },
    ),
  })
  .map(({ Effect, isExcept, actions, Resource, conditions }) => ({
    Effect,
    [isExcept ? 'NotAction' : 'Action']: actions,
    Resource,
    ...(conditions.length > 0 ? { Condition: Object.fromEntries(conditions) } : {}),
  }));
const document: fc.Arbitrary<Document> = fc.record({ Statement: fc.array(statement, { minLength: 1, maxLength: 4 }) });
/** Half of them allow everything first, or hardly anything would come through both. */
const sessionDocument = fc.tuple(document, fc.boolean()).map(
  ([{ Statement }, isWide]): Document => ({
    Statement: isWide ? [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...Statement] : Statement,
  }),
);
export const grants = fc.record({
  identity: fc.oneof(
    { weight: 9, arbitrary: fc.array(document, { minLength: 1, maxLength: 3, size: 'max' }) },
    { weight: 1, arbitrary: fc.constant<Document[]>([]) },
  ),
  session: fc.oneof({ weight: 2, arbitrary: fc.constant<Document | undefined>(undefined) }, { weight: 1, arbitrary: sessionDocument }),
});
