import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import { resourcesOf } from '../../src/ram/arns.ts';
import { compilePolicy } from '../../src/ram/compile-policy.ts';
import { judge } from '../../src/ram/judge.ts';
import { mostCharacters } from '../../src/ram/policy.ts';
import { readPolicy } from '../../src/ram/read-policy.ts';
import type { RamResource, Tags } from '../../src/ram/request.ts';
import { decodeParams } from '../../src/wire/decode.ts';

/** Who has a key may call these, whatever policies say. */
const open = ['sts:GetCallerIdentity'];

/** The resources that the request of an action's example names. */
function namedBy(action: Action): RamResource[] {
  const decoded = decodeParams(action.params, new Map(Object.entries(action.example.request)));
  assert.ok('value' in decoded, JSON.stringify(decoded));
  return resourcesOf(action.ram.resources, { ...decoded.value, region: 'cn-hangzhou', account: '1234567890123456' });
}

function judged(statement: object, action: string, resources: readonly RamResource[]): string {
  const text = JSON.stringify({ Version: '1', Statement: { Effect: 'Allow', Action: action, Resource: '*', ...statement } });
  const read = readPolicy(text, mostCharacters.custom);
  assert.ok('policy' in read, `${text}: ${JSON.stringify(read)}`);
  const identity = [compilePolicy(read.policy, { policy: 'p', type: 'Custom' })];
  return judge({ identity }, { action, resources, keys: {} }).decision;
}

for (const action of actions) {
  const { action: name, conditions } = action.ram;
  test(`${action.product} ${action.name}: policies can name what its RAM row has`, () => {
    const resources = namedBy(action);
    assert.equal(resources.length === 0, open.includes(name), 'an action without resources is open to everybody');
    if (resources.length === 0) return;
    for (const { arn } of resources) assert.match(arn, /^(\*|acs:[\w-]+:[\w*-]*:[\w*-]*:[\w*/:.-]+)$/);
    assert.equal(judged({ Resource: resources.map(({ arn }) => arn) }, name, resources), 'allow');
    assert.equal(judged({ Resource: 'acs:none:::none' }, name, resources), 'implicitDeny');
    assert.equal(judged({ Action: 'none:None' }, name, resources), 'implicitDeny');
    for (const key of conditions.filter((key) => key.endsWith(':tag'))) {
      const tagged = (tags: Tags) =>
        resources
          .filter(({ arn }) => arn === '*' || arn.startsWith(`acs:${key.slice(0, -'tag'.length)}`))
          .map((resource) => ({ ...resource, tags }));
      const Condition = { StringEquals: { [`${key}/team`]: 'web' } };
      assert.equal(judged({ Condition }, name, tagged({ team: 'web' })), 'allow', `${key} is of none of the resources`);
      assert.equal(judged({ Condition }, name, tagged({ team: 'db' })), 'implicitDeny');
    }
  });
}
