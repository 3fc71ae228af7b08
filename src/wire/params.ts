/**
 * From bytes to values and back.
 *   http -> parseParams -> isSignedV1 | isSignedV3 -> decodeParams -> (RAM, printOf, handler) -> renderReply | renderError
 *   a client of ours: makeRequestSigner -> http
 */
export type Params = ReadonlyMap<string, string>;
export type Unparsed = { readonly wrong: 'conflict' | 'tooMany' | 'tooDeep' | 'encoding'; readonly name: string };

const MAX_PARAMS = 5000;
const MAX_LEVELS = 6;

/**
 * The decoded pairs of URL query (without '?') and form body; the first `queryCount` entries of `params` are the query's, which is all that ACS3 signs.
 * The form is text read as UTF-8: a raw U+FFFD in it is taken for the trace of bytes that were not. One key with two values is wrong wherever
 * they stand (docs/decisions/0001 20).
 */
export function parseParams(query: string, form: string): { readonly params: Params; readonly queryCount: number } | Unparsed {
  const params = new Map<string, string>();
  const wrongQuery = readInto(params, query);
  if (wrongQuery !== undefined) return wrongQuery;
  const queryCount = params.size;
  const wrongForm = readInto(params, form);
  return wrongForm ?? { params, queryCount };
}

/**
 * Do not turn this into split('&'): it is the hottest loop of a request. Nor search for a mark again while the one found last is still ahead,
 * or a body without any '=' is read once for each of its pieces.
 */
function readInto(params: Map<string, string>, text: string): Unparsed | undefined {
  const length = text.length;
  const unread = placeOf(text, '\ufffd', 0);
  let percent = placeOf(text, '%', 0);
  let plus = placeOf(text, '+', 0);
  let equals = placeOf(text, '=', 0);
  let end: number;
  for (let from = 0; from < length; from = end + 1) {
    end = placeOf(text, '&', from);
    if (end === from) continue;
    if (percent < from) percent = placeOf(text, '%', from);
    if (plus < from) plus = placeOf(text, '+', from);
    if (equals < from) equals = placeOf(text, '=', from);
    const keyEnd = Math.min(equals, end);

    let key: string | undefined = text.slice(from, keyEnd);
    let value: string | undefined = text.slice(keyEnd + 1, end);
    if (percent < end || plus < end) {
      if (percent < keyEnd || plus < keyEnd) key = decodeText(key);
      value = decodeText(value);
    }
    if (key === undefined || value === undefined || (unread >= from && unread < end))
      return { wrong: 'encoding', name: text.slice(from, keyEnd) };

    const earlier = params.get(key);
    if (earlier === undefined) {
      if (params.size === MAX_PARAMS) return { wrong: 'tooMany', name: key };
      if (isTooDeep(key)) return { wrong: 'tooDeep', name: key };
      params.set(key, value);
    } else if (earlier !== value) return { wrong: 'conflict', name: key };
  }
  return undefined;
}

/** Where `mark` stands at or after `from`, or the length of the text. */
function placeOf(text: string, mark: string, from: number): number {
  const place = text.indexOf(mark, from);
  return place < 0 ? text.length : place;
}

function isTooDeep(key: string): boolean {
  let levels = 1;
  for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) levels++;
  return levels > MAX_LEVELS;
}

/** Percent-decoded, '+' as a space; undefined where the text is malformed or its bytes are not UTF-8. ASCII is done by hand: 3 times the speed. */
function decodeText(text: string): string | undefined {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x2b) {
      out += `${text.slice(from, i)} `;
      from = i + 1;
    } else if (c === 0x25) {
      const byte = (hexDigit(text.charCodeAt(i + 1)) << 4) | hexDigit(text.charCodeAt(i + 2));
      if (byte < 0 || byte > 0x7f) return decodeAny(text);
      out += text.slice(from, i) + ascii[byte];
      i += 2;
      from = i + 1;
    }
  }
  return from === 0 ? text : out + text.slice(from);
}

function decodeAny(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const ascii = Array.from({ length: 128 }, (_, byte) => String.fromCharCode(byte));

/** -1 for what is no digit, NaN (past the end) included. */
function hexDigit(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30;
  const letter = c | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
