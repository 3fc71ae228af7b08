import type { Field, Returns } from '#kit/shape.ts';

/** Fields of a reply, each on one line of its action. They give plain data, like all of an action's description. */
export const text = (en: string, zh: string): Field => ({ kind: 'string', doc: { en, zh } });
export const integer = (en: string, zh: string): Field => ({ kind: 'integer', doc: { en, zh } });
/** A number that may have a fraction. */
export const decimal = (en: string, zh: string): Field => ({ kind: 'number', doc: { en, zh } });
export const flag = (en: string, zh: string): Field => ({ kind: 'boolean', doc: { en, zh } });
export const object = (of: Returns, en: string, zh: string): Field => ({ kind: 'object', of, doc: { en, zh } });
export const listOf = (of: Returns | 'string', en: string, zh: string): Field => ({ kind: 'list', of, doc: { en, zh } });

/** A list inside an object that has nothing else, as ECS and VPC send their lists: `{Regions:{Region:[…]}}`. */
export const wrapped = (inner: string, of: Returns | 'string', en: string, zh: string): Field =>
  object({ [inner]: listOf(of, en, zh) }, en, zh);
