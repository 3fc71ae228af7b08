import type { Param, Shape } from '#kit/shape.ts';
import { makeReader, type Reader } from '#wire/scalar.ts';

/** A shape made ready for decoding, once: readers compiled, codes filled in, lists by name. */
export type Plan = {
  readonly fields: readonly Field[];
  /** Of every field in `fields`. */
  readonly places: ReadonlyMap<string, number>;
  readonly lists: readonly ListField[];
};

type Base = { readonly name: string; readonly place: number; readonly required: boolean; readonly missing: string; readonly wrong: string };
/** `wrongList` is the code for what is wrong with a list as a whole: count, form. A bad index has one code for all lists (docs/decisions/0001 15). */
type List = Base & { readonly max: number; readonly wrongList: string };
export type ListField =
  | (List & { readonly kind: 'texts'; readonly read: Reader; readonly orJson: boolean })
  | (List & { readonly kind: 'rows'; readonly of: Plan; readonly orJson: boolean });
/** `empties`: an empty text that was sent is a value. */
export type Field = (Base & { readonly kind: 'text'; readonly read: Reader; readonly empties: boolean }) | ListField;

const plans = new WeakMap<Shape, Plan>();

/** The plan of a shape; the same one for the same object, which must not change afterwards. */
export function planOf(shape: Shape): Plan {
  const made = plans.get(shape);
  if (made !== undefined) return made;
  const fields = Object.entries(shape).map(([name, param], place) => fieldOf(name, place, param));
  const plan: Plan = {
    fields,
    places: new Map(fields.map(({ name, place }) => [name, place])),
    lists: fields.filter((field) => field.kind !== 'text'),
  };
  plans.set(shape, plan);
  return plan;
}

function fieldOf(name: string, place: number, param: Param): Field {
  const { required = false, missing = `Missing${name}`, wrong = `Invalid${name}` } = param;
  const base = { name, place, required, missing, wrong };
  switch (param.kind) {
    case 'rows':
      return { ...base, kind: 'rows', of: planOf(param.of), orJson: param.orJson ?? false, max: param.max, wrongList: 'InvalidParameter' };
    case 'strings':
      return {
        ...base,
        kind: 'texts',
        read: makeReader(param),
        orJson: param.orJson ?? false,
        max: param.max,
        wrongList: param.wrong ?? 'InvalidParameter',
      };
    default:
      return { ...base, kind: 'text', read: makeReader(param), empties: param.kind === 'string' && param.empties === true };
  }
}
