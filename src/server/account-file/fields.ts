import { maxTags, readTags, type Tags } from '#domain/tags.ts';

/**
 * How a value stands in an account file, both ways. A file that cannot be read ends with a FileFault, which says the place.
 *   head --write--> JSON --read, judged by itself--> head
 */
// biome-ignore lint/suspicious/noExplicitAny: each field knows its own type, and a record holds many of them
export type Field<T = any> = { write(value: T): unknown; read(json: unknown, at: string): T };

/** What is wrong with a file, and where: `Regions[0].SecurityGroups[2].VpcId`. */
export class FileFault extends Error {
  constructor(at: string, what: string) {
    super(`${at} ${what}`);
  }
}

const same = <T>(read: (json: unknown, at: string) => T): Field<T> => ({ write: (value) => value, read });

export const text = (is: (text: string) => boolean = () => true, what = 'is not a value that is possible here'): Field<string> =>
  same((json, at) => {
    if (typeof json !== 'string') throw new FileFault(at, 'is not a text');
    // JSON can escape it, and no store keeps it as it is.
    if (!json.isWellFormed()) throw new FileFault(at, 'has half a character');
    if (!is(json)) throw new FileFault(at, `${what}: ${JSON.stringify(json)}`);
    return json;
  });
export const matching = (pattern: RegExp): Field<string> => text((one) => pattern.test(one));
export const oneOf = (...values: readonly string[]): Field<string> =>
  text((one) => values.includes(one), `is none of ${values.join(', ')}`);
export const flag: Field<boolean> = same((json, at) => {
  if (typeof json !== 'boolean') throw new FileFault(at, 'is neither true nor false');
  return json;
});
export const number = (least = -1, most = Number.MAX_SAFE_INTEGER): Field<number> =>
  same((json, at) => {
    if (typeof json !== 'number' || json < least || json > most) throw new FileFault(at, `is not a number from ${least} to ${most}`);
    return json;
  });

/** '' = never, which is 0 in a head; to the millisecond, UTC. */
export const time: Field<number> = {
  write: (at) => (at === 0 ? '' : new Date(at).toISOString()),
  read(json, at) {
    const found = json === '' ? 0 : typeof json === 'string' ? Date.parse(json) : Number.NaN;
    if (!Number.isInteger(found) || found < 0) throw new FileFault(at, 'is not a time such as 2026-01-31T12:00:00Z');
    return found;
  },
};

export function listOf<T>(of: Field<T>): Field<readonly T[]> {
  return {
    write: (values) => values.map((value) => of.write(value)),
    read(json, at) {
      if (!Array.isArray(json)) throw new FileFault(at, 'is not a list');
      return json.map((one, i) => of.read(one, `${at}[${i}]`));
    },
  };
}

const anyText = text();
export const tags: Field<Tags> = {
  write: (all) => ({ Tag: Object.entries(all).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) }),
  read(json, at) {
    const rows = objectIn(json, at).Tag ?? [];
    if (!Array.isArray(rows) || rows.length > maxTags) throw new FileFault(`${at}.Tag`, `is not a list of at most ${maxTags} tags`);
    const pairs = rows.map((row: Readonly<Record<string, unknown>>, i) => {
      const place = `${at}.Tag[${i}]`;
      const { TagKey, Key, TagValue, Value } = objectIn(row, place);
      return {
        key: anyText.read(TagKey ?? Key, `${place}.TagKey`),
        value: anyText.read(TagValue ?? Value ?? '', `${place}.TagValue`),
        at: place,
      };
    });
    const found = readTags(pairs);
    if ('fault' in found)
      throw new FileFault(found.at, `has a ${found.fault === 'duplicate' ? 'key that came before' : `bad ${found.fault}`}`);
    return found.tags;
  },
};

/** A name in the file, the name in the head, how it is written, and what an absent one means; without the last it must be there. */
export type Fields = { readonly [wire: string]: readonly [prop: string, field: Field, fallback?: unknown] };

/** `ignored` may stand there and says nothing new; any other name is a mistake, which would otherwise go unseen. */
// biome-ignore lint/suspicious/noExplicitAny: heads of every kind
export function record<T = any>(fields: Fields, ignored: readonly string[] = []): Field<T> {
  return {
    write: (value) =>
      Object.fromEntries(
        Object.entries(fields).flatMap(([wire, [prop, field]]) => {
          const own = (value as Readonly<Record<string, unknown>>)[prop];
          return own === undefined ? [] : [[wire, field.write(own)]];
        }),
      ),
    read(json, at) {
      const object = objectIn(json, at);
      const stray = Object.keys(object).find((name) => !Object.hasOwn(fields, name) && !ignored.includes(name));
      if (stray !== undefined) throw new FileFault(`${at}.${stray}`, 'is not known here');
      return Object.fromEntries(
        Object.entries(fields).flatMap(([wire, [prop, field, ...fallback]]) => {
          if (object[wire] !== undefined) return [[prop, field.read(object[wire], `${at}.${wire}`)]];
          if (fallback.length === 0) throw new FileFault(`${at}.${wire}`, 'is missing');
          return fallback[0] === undefined ? [] : [[prop, fallback[0]]];
        }),
      ) as T;
    },
  };
}

export function objectIn(json: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new FileFault(at, 'is not an object');
  return json as Readonly<Record<string, unknown>>;
}
