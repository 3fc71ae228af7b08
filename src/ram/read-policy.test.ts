import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostCharacters } from '#ram/policy.ts';
import { policyFaults } from '#ram/policy-fault.ts';
import { readPolicy, readTrust } from '#ram/read-policy.ts';

/** What is at a place, as `place code`; empty where the document is good. */
const faultsOf = (read: ReturnType<typeof readPolicy | typeof readTrust>) =>
  'faults' in read ? read.faults.map(({ at, code }) => `${at} ${code}`) : [];
const good = { Effect: 'Allow', Action: 'ecs:*', Resource: '*' };
const policy = (Statement: unknown, more: object = {}) => JSON.stringify({ Version: '1', Statement, ...more });
const changed = (change: object) => policy([{ ...good, ...change }]);
const condition = (Condition: unknown) => changed({ Condition });
const action = (Action: unknown) => changed({ Action });
const resource = (Resource: unknown) => changed({ Resource });
const s = '$.Statement[0]';

const rows: readonly (readonly [title: string, text: string, faults: readonly string[]])[] = [
  ['one statement in a list', policy([good]), []],
  ['one statement alone', policy(good), []],
  ['two statements', policy([good, { ...good, Effect: 'Deny', Sid: 'a' }]), []],
  ['no JSON', '{', ['$ json']],
  ['nothing', '', ['$ json']],
  ['null', 'null', ['$ object']],
  ['a list', '[]', ['$ object']],
  ['a text', '"policy"', ['$ object']],
  ['an empty object', '{}', ['$.Version missing', '$.Statement missing']],
  ['another version', policy([good], { Version: '2012-10-17' }), ['$.Version version']],
  ['a number for a version', policy([good], { Version: 1 }), ['$.Version version']],
  ['an element that is not known', policy([good], { Id: 'a' }), ['$.Id unknown']],
  [
    'an element that is a name of JavaScript',
    '{"Version":"1","__proto__":{},"Statement":[]}',
    ['$.__proto__ unknown', '$.Statement statements'],
  ],
  ['no statements', policy([]), ['$.Statement statements']],
  ['null for statements', policy(null), ['$.Statement object']],
  ['a text for a statement', policy([good, 'x']), ['$.Statement[1] object']],
  ['a list for a statement', policy([[good]]), [`${s} object`]],
  ['nothing in a statement', policy([{}]), [`${s}.Effect missing`, `${s}.Action missing`, `${s}.Resource missing`]],
  ['an unknown element of a statement', changed({ Actions: 'x' }), [`${s}.Actions unknown`]],
  ['NotResource, which is not in the grammar', changed({ NotResource: '*' }), [`${s}.NotResource unknown`]],
  ['a principal in a policy of identities', changed({ Principal: { RAM: '*' } }), [`${s}.Principal unknown`]],
  ['a number for Sid', changed({ Sid: 1 }), [`${s}.Sid texts`]],
  ['another effect', changed({ Effect: 'allow' }), [`${s}.Effect effect`]],
  ['NotAction', policy([{ Effect: 'Allow', NotAction: ['ram:*'], Resource: '*' }]), []],
  ['Action and NotAction', changed({ NotAction: 'ram:*' }), [`${s}.NotAction eitherAction`]],
  ['a malformed NotAction', policy([{ Effect: 'Allow', NotAction: 'ram', Resource: '*' }]), [`${s}.NotAction action`]],
  ['every action', action('*'), []],
  ['actions', action(['ecs:Describe*', '*:List?', 'ecs-workbench:Login', 'bss.x:*']), []],
  ['no actions', action([]), [`${s}.Action texts`]],
  ['an action without service', action('DescribeInstances'), [`${s}.Action action`]],
  ['a service alone', action('ecs*'), [`${s}.Action action`]],
  ['an action without name', action('ecs:'), [`${s}.Action action`]],
  ['an action with a space', action(' ecs:*'), [`${s}.Action action`]],
  ['an empty action', action(['ecs:*', '']), [`${s}.Action[1] action`]],
  ['a number for an action', action(['ecs:*', 7]), [`${s}.Action[1] texts`]],
  ['an object for actions', action({ a: 'ecs:*' }), [`${s}.Action texts`]],
  ['null for actions', action(null), [`${s}.Action texts`]],
  ['an ARN without region', resource('acs:ram::1:user/x'), []],
  ['ARNs with wildcards', resource(['acs:ecs:*:*:*', 'acs:ecs:cn-*:1?:securitygroup/sg-*', 'acs:oss:*:*:bucket/a:b']), []],
  ['no resources', resource([]), [`${s}.Resource texts`]],
  ['an ARN of another cloud', resource('arn:aws:ec2:*:*:*'), [`${s}.Resource resource`]],
  ['an ARN of too few parts', resource(['*', 'acs:ecs:*:*']), [`${s}.Resource[1] resource`]],
  ['an ARN of no service', resource('acs::*:*:*'), [`${s}.Resource resource`]],
  ['an ARN of nothing', resource('acs:ecs:*:*:'), [`${s}.Resource resource`]],
  ['an id alone', resource('sg-1'), [`${s}.Resource resource`]],
  ['no conditions', condition({}), []],
  ['conditions', condition({ StringEquals: { 'ecs:tag/a': ['b', ''] }, Bool: { 'acs:MFAPresent': 'true' } }), []],
  ['a list of conditions', condition([]), [`${s}.Condition object`]],
  ['an unknown operator', condition({ Null: { 'acs:SourceIp': 'true' } }), [`${s}.Condition.Null operator`]],
  ['an operator in another case', condition({ stringEquals: { 'a:b': 'c' } }), [`${s}.Condition.stringEquals operator`]],
  ['IfExists', condition({ StringEqualsIfExists: { 'a:b': 'c' } }), [`${s}.Condition.StringEqualsIfExists operator`]],
  ['ForAnyValue', condition({ 'ForAnyValue:StringEquals': { 'a:b': 'c' } }), [`${s}.Condition["ForAnyValue:StringEquals"] operator`]],
  ['a method of objects', condition({ toString: { 'a:b': 'c' } }), [`${s}.Condition.toString operator`]],
  ['an operator without keys', condition({ Bool: {} }), [`${s}.Condition.Bool missing`]],
  ['an operator of a text', condition({ Bool: 'true' }), [`${s}.Condition.Bool object`, `${s}.Condition.Bool missing`]],
  ['a key without service', condition({ Bool: { SecureTransport: 'true' } }), [`${s}.Condition.Bool.SecureTransport key`]],
  ['a key without values', condition({ Bool: { 'acs:a': [] } }), [`${s}.Condition.Bool["acs:a"] texts`]],
  ['a boolean without quotation marks', condition({ Bool: { 'acs:a': true } }), [`${s}.Condition.Bool["acs:a"] texts`]],
  ['half a character', condition({ StringLike: { 'acs:a': ['*', '\ud83d*'] } }), [`${s}.Condition.StringLike["acs:a"][1] texts`]],
  ['no boolean', condition({ Bool: { 'acs:a': ['true', 'yes'] } }), [`${s}.Condition.Bool["acs:a"][1] boolean`]],
  ['no number', condition({ NumericEquals: { 'acs:a': '1e3' } }), [`${s}.Condition.NumericEquals["acs:a"] number`]],
  ['no time', condition({ DateLessThan: { 'acs:a': '2026-01-01' } }), [`${s}.Condition.DateLessThan["acs:a"] time`]],
  ['a time without zone', condition({ DateLessThan: { 'acs:a': '2026-01-01T00:00:00' } }), [`${s}.Condition.DateLessThan["acs:a"] time`]],
  ['a day that never is', condition({ DateEquals: { 'a:b': '2026-02-29T00:00:00Z' } }), [`${s}.Condition.DateEquals["a:b"] time`]],
  ['a month that never is', condition({ DateEquals: { 'a:b': '2026-13-31T00:00:00Z' } }), [`${s}.Condition.DateEquals["a:b"] time`]],
  ['a leap day', condition({ DateEquals: { 'a:b': '2028-02-29T00:00:00Z' } }), []],
  ['no address', condition({ IpAddress: { 'a:b': '10.0.0.256' } }), [`${s}.Condition.IpAddress["a:b"] address`]],
  ['no block', condition({ NotIpAddress: { 'a:b': '10.0.0.0/33' } }), [`${s}.Condition.NotIpAddress["a:b"] address`]],
  ['no IPv6 block', condition({ NotIpAddress: { 'a:b': '::/129' } }), [`${s}.Condition.NotIpAddress["a:b"] address`]],
  [
    'all that is wrong at once',
    changed({ Effect: 'No', Action: 'x', Resource: 'y' }),
    [`${s}.Effect effect`, `${s}.Action action`, `${s}.Resource resource`],
  ],
];
for (const [title, text, faults] of rows) {
  test(`policy: ${title}`, () => assert.deepEqual(faultsOf(readPolicy(text, mostCharacters.custom)), faults));
}

const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: ['acs:ram::1234567890123456:root'] } };
const trust = (change: object) => policy([{ ...trusting, ...change }]);
const principal = (Principal: unknown) => trust({ Principal });
const trustRows: typeof rows = [
  ['an account', trust({}), []],
  ['users and roles', principal({ RAM: ['acs:ram::1:user/bob', 'acs:ram::1:role/r'] }), []],
  ['services', principal({ Service: ['ecs.aliyuncs.com', '1234@oos.aliyuncs.com'] }), []],
  ['identity providers', principal({ Federated: ['acs:ram::1:saml-provider/a', 'acs:ram::1:oidc-provider/b'] }), []],
  ['a condition', trust({ Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }), []],
  ['a principal alone', principal({ Service: 'ecs.aliyuncs.com' }), []],
  ['no principal', trust({ Principal: undefined }), [`${s}.Principal missing`]],
  ['an empty principal', principal({}), [`${s}.Principal missing`]],
  ['everybody', principal('*'), [`${s}.Principal object`, `${s}.Principal missing`]],
  ['every RAM identity', principal({ RAM: '*' }), [`${s}.Principal.RAM principal`]],
  ['every user', principal({ RAM: ['acs:ram::1:user/*'] }), [`${s}.Principal.RAM[0] principal`]],
  ['a principal of another cloud', principal({ AWS: '*' }), [`${s}.Principal.AWS unknown`]],
  ['a service by its name', principal({ Service: 'ecs' }), [`${s}.Principal.Service principal`]],
  ['an identity provider of no kind', principal({ Federated: 'acs:ram::1:provider/a' }), [`${s}.Principal.Federated principal`]],
  ['a resource', trust({ Resource: '*' }), [`${s}.Resource unknown`]],
  ['an action of another service', trust({ Action: 'ecs:*' }), [`${s}.Action trustAction`]],
  ['every action', trust({ Action: '*' }), [`${s}.Action trustAction`]],
  ['NotAction', trust({ NotAction: 'sts:AssumeRole', Action: undefined }), [`${s}.NotAction unknown`, `${s}.Action missing`]],
];
for (const [title, text, faults] of trustRows) test(`trust policy: ${title}`, () => assert.deepEqual(faultsOf(readTrust(text)), faults));

test('a document may be as long as its limit and no longer', () => {
  const text = policy([good]);
  const filled = (length: number) => text + ' '.repeat(length - text.length);
  for (const most of [mostCharacters.custom, mostCharacters.session]) {
    assert.deepEqual(faultsOf(readPolicy(filled(most), most)), []);
    assert.deepEqual(faultsOf(readPolicy(filled(most + 1), most)), ['$ size']);
  }
  assert.deepEqual(faultsOf(readTrust(trust({}).padEnd(mostCharacters.trust + 1))), ['$ size']);
});

test('what is read is what was written', () => {
  const written = {
    Sid: 'a',
    Effect: 'Deny',
    NotAction: 'RAM:*',
    Resource: ['*'],
    Condition: { Bool: { 'acs:a': 'true', 'acs:b': ['false'] } },
  };
  assert.deepEqual(readPolicy(policy(written), mostCharacters.custom), {
    policy: {
      statements: [
        {
          sid: 'a',
          effect: 'Deny',
          isExcept: true,
          actions: ['RAM:*'],
          resources: ['*'],
          conditions: [
            { operator: 'Bool', key: 'acs:a', values: ['true'] },
            { operator: 'Bool', key: 'acs:b', values: ['false'] },
          ],
        },
      ],
    },
  });
});

test('each fault that there is was reached', () => {
  const reached = [...rows, ...trustRows].flatMap(([, , faults]) => faults.map((fault) => fault.split(' ').at(-1)));
  assert.deepEqual([...new Set([...reached, 'size', 'principal'])].sort(), Object.keys(policyFaults).sort());
});
