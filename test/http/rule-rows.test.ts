import { after, before, describe, test } from 'node:test';
import { actions } from '#actions/index.ts';
import { limitOf, type QuotaName } from '#domain/quota.ts';
import { assertAllReached, assertRow, makeRefusals, type Refusals } from './refusals.ts';
import { casesOf, namedFields, ruleActions } from './rule-rows.ts';
import { done, makeWorld, sentTo, swap, turned, type World } from './world.ts';

/** Every row of the tables of the other rule actions, by requests that get it; RevokeSecurityGroupEgress has its own test, error-rows.test.ts. */
for (const [name, action] of Object.entries(ruleActions)) {
  describe(name, () => {
    const { direction } = action;
    const { errors = {} } = actions.find((one) => one.product === 'Ecs' && one.name === name) ?? {};
    const reached = new Set<string>();
    let w: World;
    let refusals: Refusals;
    before(async () => {
      w = await makeWorld({}, direction);
      refusals = await makeRefusals(w);
    });
    after(() => w.server.stop());

    const setQuota = (quota: string, limit: number) =>
      done(w.server.root('ModifyAccount', { AccountId: w.accounts.own, 'Quota.1.Name': quota, 'Quota.1.Value': `${limit}` }));

    for (const [byForm, title, sent, { hole: told, as, quota } = {}] of casesOf(action)) {
      test(`${typeof byForm === 'string' ? byForm : byForm.permission}: ${title}`, async () => {
        const params = turned(await sentTo(w, sent), direction);
        const form = Object.keys(params).some((param) => /^(Permissions|SecurityGroupRuleId)\b/.test(param)) ? 'permission' : 'top';
        const key = typeof byForm === 'string' ? byForm : byForm[form];
        const field = namedFields[key];
        const named = field && (title.startsWith('no rule') || form === 'top' ? field : `Permissions.1.${field}`);
        const hole = typeof told === 'function' ? told(w) : told;
        if (quota) await setQuota(quota, 1);
        const answer = await refusals.send(name, params, as);
        if (quota) await setQuota(quota, limitOf(quota as QuotaName, {}));
        assertRow(
          errors,
          key,
          answer,
          hole === undefined || direction === 'egress' || typeof told === 'function' ? (hole ?? named) : swap(hole),
        );
        reached.add(key);
      });
    }

    test('no refused request has changed any group', () => refusals.changedNothing());
    test('every row of the table was reached by a request', () => assertAllReached(errors, reached));
  });
}
