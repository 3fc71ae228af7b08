import type { Text } from '#kit/text.ts';

/**
 * How parameters and results are described. Plain data: decode, RAM, docs, explorer, CLI and the contract tests read the same object.
 *   Shape --wire/decode--> Values<Shape> --handler--> reply described by Returns
 */
type Base = {
  readonly required?: boolean;
  readonly doc: Text;
  readonly example?: string;
  readonly deprecated?: boolean;
  /** The code when a required value is absent; `Missing{Name}` when not set. */
  readonly missing?: string;
  /** The code when the value is malformed; `Invalid{Name}` when not set. */
  readonly wrong?: string;
};

export type Param =
  /**
   * `pattern` is judged by decode. `values` is documentation: the handler judges, with codes of its own. `max` counts code points. Where `empties`,
   * an empty text that was sent is a value, by which a text is emptied; at the top only
   */
  | (Base & {
      readonly kind: 'string';
      readonly pattern?: string;
      readonly max?: number;
      readonly values?: readonly string[];
      readonly empties?: boolean;
    })
  /** Decoded to the spelling listed here; `anyCase` accepts others. */
  | (Base & { readonly kind: 'enum'; readonly values: readonly string[]; readonly anyCase?: boolean })
  | (Base & { readonly kind: 'integer'; readonly min?: number; readonly max?: number })
  /** May have a fraction, of nine digits at most. */
  | (Base & { readonly kind: 'number'; readonly min?: number; readonly max?: number })
  | (Base & { readonly kind: 'boolean' })
  /** `Name.N=text`, and where `orJson` the whole list as one JSON array of strings in `Name`; at most `max` entries. */
  | (Base & { readonly kind: 'strings'; readonly max: number; readonly pattern?: string; readonly orJson?: boolean })
  /** `Name.N.Field=text`, and where `orJson` the whole list as one JSON array of objects in `Name`. */
  | (Base & { readonly kind: 'rows'; readonly of: Shape; readonly max: number; readonly orJson?: boolean })
  /** One JSON array of strings in a single value (`SecurityGroupIds=["sg-1"]`). */
  | (Base & { readonly kind: 'jsonStrings'; readonly max: number });

export type Shape = { readonly [name: string]: Param };

/** An entry of a `rows` parameter; `at` is its wire name with N as sent (`Permissions.3`), which messages quote. */
export type Row<S extends Shape = Shape> = Values<S> & { readonly at: string };

type Value<P extends Param> = P extends { kind: 'string' }
  ? string
  : P extends { kind: 'enum'; values: infer V extends readonly string[] }
    ? V[number]
    : P extends { kind: 'integer' | 'number' }
      ? number
      : P extends { kind: 'boolean' }
        ? boolean
        : P extends { kind: 'strings' | 'jsonStrings' }
          ? readonly string[]
          : P extends { kind: 'rows'; of: infer S extends Shape }
            ? readonly Row<S>[]
            : never;

export type RequiredKeys<S extends Shape> = { [K in keyof S]: S[K] extends { required: true } ? K : never }[keyof S];

export type Values<S extends Shape> = { readonly [K in RequiredKeys<S>]: Value<S[K]> } & {
  readonly [K in Exclude<keyof S, RequiredKeys<S>>]?: Value<S[K]>;
};

/** A field of a reply. `list` of 'string' or of fields; ECS wraps lists twice (`{SecurityGroups:{SecurityGroup:[…]}}`), written out as it is. */
export type Field =
  | { readonly kind: 'string' | 'integer' | 'number' | 'boolean'; readonly doc: Text }
  | { readonly kind: 'object'; readonly of: Returns; readonly doc: Text }
  | { readonly kind: 'list'; readonly of: Returns | 'string'; readonly doc: Text };
export type Returns = { readonly [name: string]: Field };
