import type { Ctx } from '#actions/action.ts';
import { type ByForm, type FaultTable, holesOf } from '#actions/ecs/rules/fault-codes.ts';
import { topLevelFields } from '#actions/ecs/rules/rule-params.ts';
import { type Form, wireNames } from '#actions/ecs/rules/sides.ts';
import type { StageCodes } from '#actions/ecs/rules/stage-codes.ts';
import { type Entry, type RawRule, readEntry } from '#domain/entry.ts';
import type { Direction } from '#domain/rule.ts';

/** What a rule action is told apart by: everything else the six of them share. */
export type RuleTable<S extends string, E extends string> = {
  readonly direction: Direction;
  readonly faults: FaultTable<E>;
  readonly stages: StageCodes<S, E>;
};

/** The decoded parameters of an authorise or a revoke; the rule fields by wire name. */
export type RuleRequest = {
  readonly SecurityGroupId: string;
  readonly SecurityGroupRuleId?: readonly string[];
  readonly Permissions?: readonly Fields[];
};
type Fields = { readonly at: string };

/** The rules a request speaks of: by id, or by content in one of two forms. */
export type Told = { readonly form: 'ids'; readonly ids: readonly string[] } | { readonly form: Form; readonly told: readonly ToldRule[] };
/** `at` is the wire name of the entry as sent (`Permissions.3`), '' for the top-level form. */
export type ToldRule = { readonly at: string; readonly entry: Entry };

const ruleIdForm = /^sgr-[A-Za-z0-9_]{1,96}$/;
export const isRuleId = (text: string): boolean => ruleIdForm.test(text);

const topLevelNames = { egress: Object.keys(topLevelFields('egress')), ingress: Object.keys(topLevelFields('ingress')) };

/** Ends the decision with the code of a stage; `holes` fill its message. */
export function failAt<S extends string, E extends string>(
  ctx: Ctx<E>,
  table: RuleTable<S, E>,
  form: Form,
  stage: S,
  ...holes: string[]
): never {
  return ctx.fail(codeAt(table, form, stage), ...holes);
}
export function codeAt<S extends string, E extends string>({ stages }: RuleTable<S, E>, form: Form, stage: S): E {
  const code: ByForm<E> = stages[stage];
  return typeof code === 'string' ? code : code[form];
}

/** What can be judged without the store: which form it is, that there is only one, and each entry by itself. */
export function readRequest<E extends string>(p: RuleRequest, ctx: Ctx<E>, table: RuleTable<'exclusion', E>): Told {
  const top = topLevelNames[table.direction].some((name) => name in p);
  const { SecurityGroupRuleId: ids, Permissions: permissions } = p;
  if ((ids && permissions) || (top && (ids || permissions))) failAt(ctx, table, 'permission', 'exclusion');
  if (ids) return { form: 'ids', ids };
  // Nothing at all is the top-level form with nothing set (docs/decisions/0001 3).
  if (!permissions) return { form: 'top', told: [{ at: '', entry: entryOf(p, '', ctx, table) }] };
  return { form: 'permission', told: permissions.map((fields) => ({ at: fields.at, entry: entryOf(fields, fields.at, ctx, table) })) };
}

const entryOf = <E extends string>(fields: object, at: string, ctx: Ctx<E>, table: RuleTable<never, E>): Entry =>
  entryFrom(rawRuleOf(fields, table.direction), at, at === '' ? 'top' : 'permission', ctx, table);

/** Texts to an entry, or the end of the decision with the code of its first fault. */
export function entryFrom<E extends string>(raw: RawRule, at: string, form: Form, ctx: Ctx<E>, table: RuleTable<never, E>): Entry {
  const read = readEntry(raw, table.direction);
  if ('entry' in read) return read.entry;
  const row = table.faults[read.fault][form];
  return ctx.fail(row.code, ...holesOf(row, at, wireNames[table.direction][read.field]));
}

const rawNames = { egress: Object.entries(wireNames.egress), ingress: Object.entries(wireNames.ingress) } as {
  readonly [D in Direction]: readonly (readonly [keyof RawRule, string])[];
};

/** Wire names to names that hold for both directions. */
export function rawRuleOf(fields: object, direction: Direction): RawRule {
  const raw: { -readonly [N in keyof RawRule]: RawRule[N] } = {};
  for (const [name, wireName] of rawNames[direction]) {
    const text = (fields as Readonly<Record<string, string | undefined>>)[wireName];
    if (text !== undefined) raw[name] = text;
  }
  return raw;
}
