import { accessKeyKey } from '#domain/finding.ts';
import type { Effect, Key } from '#kit/deciding.ts';
import { account, policies, region, user } from './names.ts';

/** What a team's user may look like: rights to read, rights on other resources, denies with conditions; one statement allows what the bench does. */
export function ramUserEffects(sealed: string, created: number): readonly Effect[] {
  const key = (kind: string, id: string): Key => ({ account, region: '', kind, id });
  const dates = { created, updated: created };
  const holder = key('ramUser', user.id);
  const made: Effect[] = [
    { put: holder, head: { name: user.name, displayName: '', mobilePhone: '', email: '', comments: '', tags: {}, ...dates } },
    { put: accessKeyKey(user.accessKeyId), head: { account, user: user.id, sealed, active: true, created } },
  ];
  for (let n = 0; n < policies.count; n++) {
    const name = `bench-${n}`;
    const Statement = Array.from({ length: policies.statements }, (_, i) => statement(n, i));
    made.push(
      { put: key('ramPolicy', name), head: { description: '', defaultVersion: 'v1', versions: 1, tags: {}, ...dates } },
      { part: key('ramPolicy', name), id: '0001', row: { version: 'v1', document: JSON.stringify({ Version: '1', Statement }), created } },
      { part: holder, id: `policy/Custom/${name}`, row: { type: 'Custom', policy: name, attached: created } },
    );
  }
  return made;
}

const arn = (id: string): string => `acs:ecs:${region}:${account}:${id}`;
function statement(policy: number, index: number): object {
  if (policy === policies.count - 1 && index === policies.statements - 1)
    return { Effect: 'Allow', Action: 'ecs:RevokeSecurityGroup*', Resource: arn('securitygroup/*') };
  const kinds = [
    { Effect: 'Allow', Action: ['ecs:Describe*', 'vpc:Describe*'], Resource: '*' },
    { Effect: 'Allow', Action: 'ecs:*SecurityGroup*', Resource: arn(`securitygroup/sg-team${policy}${index}*`) },
    { Effect: 'Deny', Action: 'ecs:*', Resource: '*', Condition: { NotIpAddress: { 'acs:SourceIp': ['127.0.0.0/8', '10.0.0.0/8'] } } },
    {
      Effect: 'Allow',
      Action: ['ecs:AuthorizeSecurityGroup*'],
      Resource: '*',
      Condition: { StringEquals: { 'ecs:tag/team': `team-${policy}` } },
    },
    { Effect: 'Deny', Action: ['ram:*', 'ecs:DeleteSecurityGroup'], Resource: '*' },
  ];
  return kinds[index % kinds.length]!;
}
