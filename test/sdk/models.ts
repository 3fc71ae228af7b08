import * as models from '@alicloud/ecs20140526';

/** What a model of the SDK says of its properties: the name on the wire, and the type. */
export type Model = { names(): Readonly<Record<string, string>>; types(): Readonly<Record<string, Type>> };
type Type = string | Model | { readonly type: 'array'; readonly itemType: Type };

/** A class of the ECS SDK by its name, such as `DescribeSecurityGroupsResponseBody`; throws where there is none. */
export function modelNamed(name: string): Model & (new (map: object) => object) {
  const model = (models as unknown as Record<string, unknown>)[name];
  if (typeof model !== 'function') throw new Error(`the SDK has no ${name}`);
  return model as unknown as Model & (new (map: object) => object);
}

/**
 * What in a body is not as the model has it: a value of another type, or a name it does not know. The SDK itself would mend numbers and texts
 * on the way in and drop unknown names, and clients in other languages would not.
 */
export function misfits(type: Type, value: unknown, at = ''): string[] {
  if (typeof type === 'string') return typeof value === type ? [] : [`${at} is a ${typeof value}, not a ${type}`];
  if ('itemType' in type) {
    return Array.isArray(value) ? value.flatMap((item, i) => misfits(type.itemType, item, `${at}[${i}]`)) : [`${at} is no array`];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`];
  const properties = new Map(Object.entries(type.names()).map(([property, name]) => [name, property]));
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = properties.get(name);
    return property === undefined ? [`${at}.${name} is unknown`] : misfits(type.types()[property]!, inner, `${at}.${name}`);
  });
}
