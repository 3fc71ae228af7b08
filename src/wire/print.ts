import { hash } from 'node:crypto';
import type { Shape } from '#kit/shape.ts';
import type { Decoded } from '#wire/decode.ts';
import type { Params } from '#wire/params.ts';
import { planOf } from '#wire/plan.ts';

/**
 * The fingerprint of a call under a ClientToken (SHA-256, base64): one token with two prints is IdempotentParameterMismatch.
 * Taken from the decoded value where there is one, so that scheme, format, query or form, the JSON or the N form of a list, gaps in N, empty values and
 * unknown parameters make no difference. A call that does not decode is printed from the texts of the parameters that its shape names: there the JSON
 * and the N form differ, which only a client sees that repeats a malformed call in the other form. The token itself takes no part.
 */
export function printOf(shape: Shape, params: Params, decoded: Decoded): string {
  return hash('sha256', 'value' in decoded ? textOf(decoded.value) : rawTextOf(shape, params), 'base64');
}

/** INVARIANT: decodeParams makes its objects in order of the shape, so that equal values have equal texts. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (name, one) => (name === 'at' || name === 'ClientToken' ? undefined : one));
}

function rawTextOf(shape: Shape, params: Params): string {
  const { places } = planOf(shape);
  const texts: [string, string][] = [];
  for (const [name, text] of params) {
    const head = name.split('.', 1)[0] as string;
    if (text !== '' && head !== 'ClientToken' && (places.has(head) || places.has(name))) texts.push([name, text]);
  }
  return JSON.stringify(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
