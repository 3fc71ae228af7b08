/**
 * Percent-encoding as Alibaba Cloud signs it: UTF-8, upper-case hex, and nothing unreserved but A-Z a-z 0-9 - _ . ~
 * (so `!'()*`, which encodeURIComponent leaves alone, are encoded, and a space is %20). Clients may leave those raw in the URL they send.
 */
export const encode = (text: string): string => encodeBy(once, text);

/** `encode(encode(text))` in one pass: the string to sign of RPC signature V1 encodes its parameters twice. */
export const encodeTwice = (text: string): string => encodeBy(twice, text);

/** What each ASCII character becomes; '' where it stays. */
type Table = { readonly ascii: readonly string[]; readonly percent: string };

const once = tableOf('%');
const twice = tableOf('%25');

function tableOf(percent: string): Table {
  const ascii = Array.from({ length: 128 }, (_, c) =>
    /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(c)) ? '' : percent + c.toString(16).toUpperCase().padStart(2, '0'),
  );
  return { ascii, percent };
}

/**
 * Most texts have nothing to encode. Whether one has is asked of a regular expression, because a loop over characters is slow on strings of many
 * kinds (slices, joins), of which requests are made.
 */
const marked = /[^A-Za-z0-9\-_.~]/;
function encodeBy(table: Table, text: string): string {
  if (!marked.test(text)) return text;
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c > 0x7f) return encodeAny(table, text);
    const code = table.ascii[c] as string;
    if (code !== '') {
      out += text.slice(from, i) + code;
      from = i + 1;
    }
  }
  return out + text.slice(from);
}

/** A lone surrogate is encoded as U+FFFD: no text may throw here. */
function encodeAny(table: Table, text: string): string {
  const plain = encodeURIComponent(text.toWellFormed()).replaceAll('%', table.percent);
  return plain.replace(/[!'()*]/g, (c) => table.ascii[c.charCodeAt(0)] as string);
}
