import type { Param, Shape } from '#kit/shape.ts';

/**
 * Makers of parameters, so that each stands on a line or two of its action. They give plain data, like all of an action's description.
 *   VpcId: stringParam('The VPC.', '专有网络 ID。', { required: true, example: 'vpc-bp1opxu1zkhn00gzv0000' })
 */
type Kinded<K extends Param['kind']> = Extract<Param, { readonly kind: K }>;
type More<K extends Param['kind'], Given extends string = never> = Partial<Omit<Kinded<K>, 'kind' | 'doc' | Given>>;
type Doc = { readonly doc: { readonly en: string; readonly zh: string } };
type Made<K extends Param['kind'], O> = { readonly kind: K } & Doc & O;

export const stringParam = <const O extends More<'string'> = Record<never, never>>(en: string, zh: string, more?: O): Made<'string', O> =>
  ({ kind: 'string', doc: { en, zh }, ...more }) as Made<'string', O>;

export const integerParam = <const O extends More<'integer'> = Record<never, never>>(
  en: string,
  zh: string,
  more?: O,
): Made<'integer', O> => ({ kind: 'integer', doc: { en, zh }, ...more }) as Made<'integer', O>;

/** A number that may have a fraction. */
export const numberParam = <const O extends More<'number'> = Record<never, never>>(en: string, zh: string, more?: O): Made<'number', O> =>
  ({ kind: 'number', doc: { en, zh }, ...more }) as Made<'number', O>;

export const booleanParam = <const O extends More<'boolean'> = Record<never, never>>(
  en: string,
  zh: string,
  more?: O,
): Made<'boolean', O> => ({ kind: 'boolean', doc: { en, zh }, ...more }) as Made<'boolean', O>;

/** Values in the spelling that the handler gets. */
export const enumParam = <const V extends readonly string[], const O extends More<'enum', 'values'> = Record<never, never>>(
  values: V,
  en: string,
  zh: string,
  more?: O,
): Made<'enum', O & { readonly values: V }> =>
  ({ kind: 'enum', values, doc: { en, zh }, ...more }) as Made<'enum', O & { readonly values: V }>;

/** `Name.N=text`, at most `max` of them. */
export const stringsParam = <const O extends More<'strings', 'max'> = Record<never, never>>(
  max: number,
  en: string,
  zh: string,
  more?: O,
): Made<'strings', O & { readonly max: number }> =>
  ({ kind: 'strings', max, doc: { en, zh }, ...more }) as Made<'strings', O & { readonly max: number }>;

/** One JSON array of strings in a single value. */
export const jsonStringsParam = <const O extends More<'jsonStrings', 'max'> = Record<never, never>>(
  max: number,
  en: string,
  zh: string,
  more?: O,
): Made<'jsonStrings', O & { readonly max: number }> =>
  ({ kind: 'jsonStrings', max, doc: { en, zh }, ...more }) as Made<'jsonStrings', O & { readonly max: number }>;

/** `Name.N.Field=text`, at most `max` entries. */
export const rowsParam = <const S extends Shape, const O extends More<'rows', 'max' | 'of'> = Record<never, never>>(
  max: number,
  of: S,
  en: string,
  zh: string,
  more?: O,
): Made<'rows', O & { readonly max: number; readonly of: S }> =>
  ({ kind: 'rows', max, of, doc: { en, zh }, ...more }) as Made<'rows', O & { readonly max: number; readonly of: S }>;
