import type { Ctx } from '#actions/action.ts';
import { documented, inferred } from '#actions/error-rows.ts';
import { asSent } from '#actions/texts.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/**
 * What the texts of RAM's parameters may be, and the rows that refuse them.
 *   rule of a parameter -> textRows(names): the rows of an action's table -> judgeTexts(ctx, p, names): the first fault ends the decision
 * Lengths are those of the API reference of today; codes and messages are those of its page of error messages.
 */
const rules = {
  UserName: { most: 64, chars: '[A-Za-z0-9.@_-]' },
  GroupName: { most: 64, chars: '[A-Za-z0-9._-]' },
  RoleName: { most: 64, chars: '[A-Za-z0-9.@-]' },
  PolicyName: { most: 128, chars: '[A-Za-z0-9-]' },
  DisplayName: { most: 128 },
  Comments: { most: 128 },
  Description: { most: 1024 },
  MobilePhone: { format: '^[0-9]{1,4}-[0-9]{4,15}$', wrong: '86' },
  Email: { format: '^[^\\s@]+@[^\\s@]+$', wrong: 'alice' },
  VersionId: { format: '^v[1-9][0-9]{0,8}$', wrong: '1' },
} as const;
type Rules = typeof rules;
type Base = keyof Rules;
/** `NewUserName` is judged like `UserName`. */
type Name = Base | `New${Base}`;
type Faults<B extends Base> = Rules[B] extends { readonly chars: string }
  ? 'InvalidChars' | 'Length'
  : Rules[B] extends { readonly format: string }
    ? 'Format'
    : 'Length';
/** The codes of a parameter's faults. */
export type TextCode<N extends Name> = {
  [M in N]: M extends `New${infer B extends Base}`
    ? `InvalidParameter.${M}.${Faults<B>}`
    : M extends Base
      ? `InvalidParameter.${M}.${Faults<M>}`
      : never;
}[N];

type Rule = { readonly most?: number; readonly chars?: string; readonly format?: string; readonly wrong?: string };
const ruleOf = (name: Name): Rule => (Object.hasOwn(rules, name) ? rules[name as Base] : rules[name.slice('New'.length) as Base]);

/** The rows of these parameters. */
export function textRows<const N extends Name>(...names: readonly N[]): { readonly [C in TextCode<N>]: ErrorRow } {
  return Object.fromEntries(names.flatMap(rowsOf)) as { [C in TextCode<N>]: ErrorRow };
}

function rowsOf(name: Name): [code: string, row: ErrorRow][] {
  const { most, chars, format, wrong } = ruleOf(name);
  // The page has no row about a new description.
  const row = name === 'NewDescription' ? inferred : documented;
  const code = `InvalidParameter.${name}`;
  if (format !== undefined)
    return [
      [
        `${code}.Format`,
        row(
          400,
          `The format of the parameter - "${name}" is incorrect.`,
          `${name} has another form.`,
          `${name} 格式错误。`,
          `${name}=${wrong}`,
        ),
      ],
    ];
  const long: [string, ErrorRow] = [
    `${code}.Length`,
    row(
      400,
      `The parameter - "${name}" beyond the length limit.`,
      `${name} has more than ${most} characters.`,
      `${name} 超过 ${most} 个字符。`,
      {
        en: `A ${name} of ${most! + 1} letters.`,
        zh: `传入 ${most! + 1} 个字母的 ${name}。`,
      },
    ),
  ];
  if (chars === undefined) return [long];
  const trigger = asSent(`${name}=a/b`);
  return [
    [
      `${code}.InvalidChars`,
      row(
        400,
        `The parameter - "${name}" contains invalid chars.`,
        `${name} has other characters than ${chars}.`,
        `${name} 含有 ${chars} 以外的字符。`,
        trigger,
      ),
    ],
    long,
  ];
}

/** Ends the decision with the first of these parameters that is malformed. */
export function judgeTexts<N extends Name>(
  ctx: Ctx<NoInfer<TextCode<N>>>,
  p: { readonly [M in NoInfer<N>]?: string | undefined },
  ...names: readonly N[]
): void {
  for (const name of names) {
    const fault = faultIn(ruleOf(name), p[name]);
    if (fault !== undefined) ctx.fail(`InvalidParameter.${name}.${fault}` as TextCode<N>);
  }
}

function faultIn({ most, chars, format }: Rule, text: string | undefined): 'InvalidChars' | 'Length' | 'Format' | undefined {
  // A text that an update empties.
  if (text === undefined || text === '') return undefined;
  if (format !== undefined) return new RegExp(format).test(text) ? undefined : 'Format';
  if (chars !== undefined && !new RegExp(`^${chars}+$`).test(text)) return 'InvalidChars';
  return [...text].length > most! ? 'Length' : undefined;
}
