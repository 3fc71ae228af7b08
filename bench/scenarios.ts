import type { Shape } from './names.ts';
import type { Traffic } from './requests.ts';

/** What is measured. `warm` requests come before the `count` that count, for other rules of the same store. */
export type Scenario = Traffic & {
  readonly name: string;
  readonly count: number;
  readonly warm: number;
  /** Whether every group is read once beforehand, as by a client that shows a group before it changes it: its rules are then in memory. */
  readonly readFirst: boolean;
};

/** The schemes with and without ClientToken: V1 is what Terraform's provider signs with, ACS3 what the SDKs do. */
function ways(of: Omit<Scenario, 'scheme' | 'token'>): Scenario[] {
  const { name } = of;
  return [
    { ...of, scheme: 'v1', token: false },
    { ...of, name: `${name}-token`, scheme: 'v1', token: true },
    { ...of, name: `${name}-acs3`, scheme: 'v3', token: false },
    { ...of, name: `${name}-acs3-token`, scheme: 'v3', token: true },
  ];
}
const schemes = (of: Omit<Scenario, 'scheme' | 'token'>): Scenario[] => ways(of).filter(({ token }) => !token);

/** All of its rules fit in the server's memory. */
const usual: Shape = { groups: 500, rules: 100 };
// After so many the compiler has little left to do; before, it is a fifth of the cost.
const many = { count: 15_000, warm: 30_000 };
/** So many that all groups, twice as large in the end, still fit in the server's memory. */
const added = { count: 10_000, warm: 15_000 };
/** The same number of requests for all group sizes; as many groups of one rule as requests. */
const ofOne: Shape = { groups: 16_000, rules: 1 };
const ofThousand: Shape = { groups: 50, rules: 1000 };
const eachSize = { count: 9000, warm: 7000, scheme: 'v1', token: false, readFirst: true } as const;
/** Ten groups have rules for so many requests, and no more. */
const eachStore = { kind: 'id', count: 6000, warm: 4000, scheme: 'v1', token: false, readFirst: false } as const;

export const scenarios: readonly Scenario[] = [
  ...ways({ name: 'revoke-by-id', kind: 'id', shape: usual, ...many, readFirst: true }),
  { name: 'revoke-by-id-ram-user', kind: 'id', shape: usual, ...many, readFirst: true, scheme: 'v1', token: false, by: 'user' },
  ...ways({ name: 'revoke-by-permission', kind: 'permission', shape: usual, ...many, readFirst: true }),
  ...ways({
    name: 'revoke-by-100-permissions',
    kind: 'permissions',
    shape: { groups: 1500, rules: 200 },
    count: 1200,
    warm: 300,
    readFirst: false,
  }),
  ...schemes({ name: 'authorize', kind: 'authorize', shape: { groups: 250, rules: 100 }, ...added, readFirst: true }),
  ...schemes({
    name: 'describe-200-rules',
    kind: 'describe',
    shape: { groups: 250, rules: 200 },
    count: 4000,
    warm: 1000,
    readFirst: true,
  }),
  { name: 'group-of-1', kind: 'id', shape: ofOne, ...eachSize },
  { name: 'group-of-100', kind: 'id', shape: usual, ...eachSize },
  { name: 'group-of-1000', kind: 'id', shape: ofThousand, ...eachSize },
  { name: 'group-of-1-by-permission', kind: 'permission', shape: ofOne, ...eachSize },
  { name: 'group-of-1000-by-permission', kind: 'permission', shape: ofThousand, ...eachSize },
  { name: 'store-of-10', shape: { groups: 10, rules: 1000 }, ...eachStore },
  { name: 'store-of-10k', shape: { groups: 10_000, rules: 10 }, ...eachStore },
  { name: 'store-of-100k', shape: { groups: 100_000, rules: 10 }, ...eachStore },
];

export function scenarioOf(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`there is no scenario ${name}`);
  return found;
}
