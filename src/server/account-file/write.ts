import { accountKey, all, regionKey, root } from '#domain/finding.ts';
import type { Kind } from '#domain/kinds.ts';
import { every } from '#domain/paging.ts';
import type { Deciding, Scope } from '#kit/deciding.ts';
import { record, time } from '#server/account-file/fields.ts';
import { headFields, ramFields } from '#server/account-file/heads.ts';
import { entryFields, FORMAT, listNames, regionKinds, VERSION } from '#server/account-file/layout.ts';
import { writeRule } from '#server/account-file/rule-field.ts';
import { StoreProblem } from '#store/problem.ts';

type Json = Readonly<Record<string, unknown>>;
const [heads, ram] = [headFields(0), ramFields(0)];

/**
 * An account as a file: resources in order of id, names in a fixed order, so that two exports of one state are the same text. Access keys, private
 * keys and user data of instances are no part of it.
 */
export function* exportAccount(account: string, regions: readonly string[]): Deciding<Json> {
  const found = yield* root(accountKey(account));
  if (!found) throw new StoreProblem(`There is no account ${account}.`);
  const { name, networkType, missingRule, quotas } = found.head;
  const wide = { account, region: '' };
  const written: Json[] = [];
  for (const region of regions.toSorted()) {
    if (region !== '') written.push(yield* exportRegion({ account, region }));
  }
  return {
    Format: FORMAT,
    Version: VERSION,
    Account: {
      AccountId: account,
      AccountName: name,
      NetworkType: networkType,
      MissingRule: missingRule,
      Quotas: Object.entries(quotas).map(([Name, Value]) => ({ Name, Value })),
    },
    ResourceGroups: yield* plain(wide, 'resourceGroup'),
    RamPolicies: yield* holders(wide, 'ramPolicy'),
    RamGroups: yield* holders(wide, 'ramGroup'),
    RamUsers: yield* holders(wide, 'ramUser'),
    RamRoles: yield* holders(wide, 'ramRole'),
    Regions: written,
  };
}

function* exportRegion(scope: Scope): Deciding<Json> {
  const seeded = yield* root(regionKey(scope));
  const region: Record<string, unknown> = { RegionId: scope.region };
  if (seeded) Object.assign(region, { DefaultVpcId: seeded.head.defaultVpc, SeedTime: time.write(seeded.head.created) });
  for (const kind of regionKinds) region[listNames[kind]] = yield* plain(scope, kind);
  return region;
}

function* plain(scope: Scope, kind: keyof typeof heads): Deciding<readonly Json[]> {
  const field = record(heads[kind]);
  const written: Json[] = [];
  for (const { key, head } of yield* every(scope, kind as Kind, [])) {
    const own = field.write({ ...(head as object), id: key.id }) as Json;
    if (kind === 'group') {
      const rules = [...(yield* all({ ...scope, kind, id: key.id })).entries()];
      written.push({ ...own, Permissions: { Permission: rules.map(writeRule) } });
    } else if (kind === 'prefixList' || kind === 'portRangeList') {
      const entry = record(entryFields[kind]);
      const rows = [...(yield* all({ ...scope, kind, id: key.id })).entries()];
      written.push({ ...own, Entries: { Entry: rows.map(([, row]) => entry.write(row)) } });
    } else written.push(own);
  }
  return written;
}

function* holders(scope: Scope, kind: keyof typeof ram): Deciding<readonly Json[]> {
  const field = record(ram[kind]);
  const written: Json[] = [];
  for (const { key, head } of yield* every(scope, kind, [])) {
    const rows = [...(yield* all({ ...scope, kind, id: key.id })).entries()].map(([, row]) => row);
    const held = { rows, policies: rows.filter((row) => 'policy' in row), groups: rows.filter((row) => 'group' in row) };
    written.push(field.write({ ...head, id: key.id, ...held }) as Json);
  }
  return written;
}
