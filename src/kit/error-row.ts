import type { Text } from '#kit/text.ts';

/**
 * One row of an error table. `message` goes on the wire, each `%s` filled from the holes in order (`errors/fill.ts`).
 * `source` says how sure we are: the contract's table, a documentation page, seen in public logs or in the source of an official SDK,
 * a guess by symmetry, or Sallyport's own.
 */
export type ErrorRow = {
  readonly http: number;
  readonly message: string;
  readonly meaning: Text;
  /** The request that gets it. */
  readonly trigger: Text;
  readonly source: 'contract' | 'documented' | 'observed' | 'inferred' | 'sallyport';
};

/** Keyed by wire code; where one code has two messages or statuses, by `Code#variant`; where the code names a parameter, by `Missing{Name}`. */
export type ErrorTable<E extends string = string> = { readonly [code in E]: ErrorRow };
