import { facetsOf, headRefs, partRefs } from '#domain/kinds.ts';
import { type Key, keyText } from '#kit/deciding.ts';
import type { Change } from '#store/store.ts';

/** The index rows that one change takes out and puts in; what stays the same is in neither. */
export type IndexRows = {
  readonly facetsOut: readonly (readonly [string, string])[];
  readonly facetsIn: readonly (readonly [string, string])[];
  readonly refsOut: readonly Key[];
  readonly refsIn: readonly Key[];
};

const nothing: readonly never[] = [];
const facetText = ([facet, value]: readonly [string, string]) => `${facet.length} ${facet}${value}`;
const without = <T>(these: readonly T[], those: readonly T[], text: (t: T) => string): readonly T[] => {
  if (these.length === 0 || those.length === 0) return these;
  const gone = new Set(those.map(text));
  return these.filter((t) => !gone.has(text(t)));
};

export function indexRowsOf({ key, part, before, after }: Change): IndexRows {
  const refs = part === undefined ? headRefs : partRefs;
  const refsBefore = before === null ? nothing : refs(key, before);
  const refsAfter = after === null ? nothing : refs(key, after);
  const facetsBefore = part !== undefined || before === null ? nothing : facetsOf(key.kind, before);
  const facetsAfter = part !== undefined || after === null ? nothing : facetsOf(key.kind, after);
  return {
    facetsOut: without(facetsBefore, facetsAfter, facetText),
    facetsIn: without(facetsAfter, facetsBefore, facetText),
    refsOut: without(refsBefore, refsAfter, keyText),
    refsIn: without(refsAfter, refsBefore, keyText),
  };
}
