import { accountIdPattern, accountNamePattern } from '#domain/account.ts';
import { type AccountHead, holdingIdOf, type Kind } from '#domain/kinds.ts';
import { maxEntriesOfPortRangeList, maxEntriesOfPrefixList } from '#domain/list-entries.ts';
import { type QuotaName, quotas } from '#domain/quota.ts';
import { versionPart } from '#domain/ram-policies.ts';
import { FileFault, listOf, matching, number, objectIn, oneOf, record, text, time } from '#server/account-file/fields.ts';
import { headFields, ramFields } from '#server/account-file/heads.ts';
import { entryFields, FORMAT, listNames, ramNames, regionKinds, saidOfGroups, VERSION } from '#server/account-file/layout.ts';
import { readRule } from '#server/account-file/rule-field.ts';

/** One resource of a file; `at` is its place, `parts` its rules, entries, versions or what it holds. */
export type FileRoot = {
  readonly at: string;
  readonly region: string;
  readonly kind: Kind;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: heads of every kind, each judged by its own fields
  readonly head: any;
  readonly parts: readonly (readonly [id: string, row: unknown])[];
};
export type FileRegion = { readonly id: string; readonly seed: { readonly defaultVpc: string; readonly created: number } | undefined };
export type ReadFile = {
  readonly account: { readonly id: string } & Pick<AccountHead, 'name' | 'networkType' | 'missingRule' | 'quotas'>;
  readonly regions: readonly FileRegion[];
  readonly roots: readonly FileRoot[];
};

const accountField = record({
  AccountId: ['id', matching(new RegExp(accountIdPattern))],
  AccountName: ['name', text((name) => name === '' || new RegExp(accountNamePattern).test(name)), ''],
  NetworkType: ['networkType', oneOf('vpc', 'classic'), 'vpc'],
  MissingRule: ['missingRule', oneOf('', 'error', 'documented', 'ignore'), ''],
  Quotas: ['quotas', listOf(record({ Name: ['name', oneOf(...Object.keys(quotas))], Value: ['value', number(0)] })), []],
});
const regionField = matching(/^(?=.{1,64}$)[a-z]{2,}(-[a-z0-9]+)+$/);
const topNames = ['Format', 'Version', 'Account', 'ResourceGroups', ...Object.values(ramNames), 'Regions'];
const regionNames = ['RegionId', 'DefaultVpcId', 'SeedTime', ...Object.values(listNames)];

/** Reads a file into heads and parts, each judged by itself; `into` is the account that it is for. Throws FileFault. */
export function readFile(json: unknown, into: string | undefined, now: number): ReadFile {
  const file = objectIn(json, 'The file');
  if (file.Format !== FORMAT) throw new FileFault('Format', `is not ${FORMAT}`);
  if (file.Version !== VERSION) throw new FileFault('Version', `is not ${VERSION}, the one that this version of Sallyport reads`);
  onlyKnown(file, topNames, '');
  const account = accountField.read(file.Account, 'Account');
  const settings = { ...account, quotas: quotasOf(account.quotas) };
  const at: At = { account: into ?? settings.id, classic: settings.networkType === 'classic', now };
  const roots: FileRoot[] = [...readRoots(file, 'ResourceGroups', '', '', 'resourceGroup', at)];
  for (const kind of ['ramPolicy', 'ramGroup', 'ramUser', 'ramRole'] as const) {
    roots.push(...readHolders(file, kind, now));
  }
  const regions: FileRegion[] = [];
  for (const [i, one] of arrayIn(file, 'Regions', '').entries()) {
    const place = `Regions[${i}]`;
    const region = objectIn(one, place);
    onlyKnown(region, regionNames, `${place}.`);
    const id = regionField.read(region.RegionId, `${place}.RegionId`);
    if (regions.some((other) => other.id === id)) throw new FileFault(`${place}.RegionId`, `is ${id}, which came before`);
    const seed =
      region.DefaultVpcId === undefined
        ? undefined
        : { defaultVpc: text().read(region.DefaultVpcId, `${place}.DefaultVpcId`), created: now };
    regions.push({
      id,
      seed: seed && (region.SeedTime === undefined ? seed : { ...seed, created: time.read(region.SeedTime, `${place}.SeedTime`) }),
    });
    for (const kind of regionKinds) roots.push(...readRoots(region, listNames[kind], `${place}.`, id, kind, at));
  }
  return { account: settings, regions, roots };
}

type At = { readonly account: string; readonly classic: boolean; readonly now: number };
type Json = Readonly<Record<string, unknown>>;

function* readRoots(
  from: Json,
  name: string,
  before: string,
  region: string,
  kind: keyof ReturnType<typeof headFields>,
  at: At,
): Generator<FileRoot> {
  const holds = kind === 'group' ? 'Permissions' : kind === 'prefixList' || kind === 'portRangeList' ? 'Entries' : undefined;
  const field = record(headFields(at.now)[kind], [...(holds ? [holds] : []), ...(kind === 'group' ? saidOfGroups : [])]);
  for (const [i, one] of arrayIn(from, name, before).entries()) {
    const place = `${before}${name}[${i}]`;
    const { id, ...head } = field.read(one, place) as { id: string };
    const object = one as Json;
    // It is no part of a file, because many keep passwords in it.
    const whole = kind === 'instance' ? { ...head, userData: '' } : head;
    yield { at: place, region, kind, id, head: whole, parts: partsIn(object[holds ?? ''], `${place}.${holds}`, kind, head, at) };
  }
}

function partsIn(json: unknown, place: string, kind: string, head: object, at: At): FileRoot['parts'] {
  if (json === undefined) return [];
  if (kind === 'group') {
    const { vpc } = head as { vpc: string };
    const rules = arrayIn(objectIn(json, place), 'Permission', `${place}.`);
    return rules.map((rule, i) => readRule(rule, `${place}.Permission[${i}]`, { owner: at.account, classic: vpc === '', now: at.now }));
  }
  const { maxEntries } = head as { maxEntries: number };
  const entry = record(entryFields[kind as 'prefixList' | 'portRangeList']);
  const entries = arrayIn(objectIn(json, place), 'Entry', `${place}.`);
  const most = Math.min(maxEntries, kind === 'prefixList' ? maxEntriesOfPrefixList : maxEntriesOfPortRangeList);
  if (entries.length > most) throw new FileFault(`${place}.Entry`, `has more than ${most} entries`);
  return entries.map((one, i) => {
    const row = entry.read(one, `${place}.Entry[${i}]`) as { value: string };
    return [row.value, row];
  });
}

function* readHolders(file: Json, kind: keyof typeof ramNames, now: number): Generator<FileRoot> {
  const field = record(ramFields(now)[kind]);
  for (const [i, one] of arrayIn(file, ramNames[kind], '').entries()) {
    const place = `${ramNames[kind]}[${i}]`;
    const { id, rows = [], policies = [], groups = [], ...head } = field.read(one, place);
    const held = [...policies, ...groups].map((row) => [holdingIdOf(row), row] as const);
    const versions = (rows as { version: string }[]).map((row) => [versionPart(row.version), row] as const);
    yield { at: place, region: '', kind, id, head, parts: [...versions, ...held] };
  }
}

function arrayIn(from: Json, name: string, before: string): readonly unknown[] {
  const found = from[name] ?? [];
  if (!Array.isArray(found)) throw new FileFault(before + name, 'is not a list');
  return found;
}
function onlyKnown(from: Json, names: readonly string[], before: string): void {
  const stray = Object.keys(from).find((name) => !names.includes(name));
  if (stray !== undefined) throw new FileFault(before + stray, 'is not known here');
}
const quotasOf = (rows: readonly { name: string; value: number }[]): Readonly<Partial<Record<QuotaName, number>>> =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));
