/**
 * An XML document of a reply: one element a field, an array repeats its field's element, what is empty is one empty element, undefined and null are left out.
 * INVARIANT: keys are names of our own replies, so they are XML names.
 */
export function xmlOf(root: string, body: Readonly<Record<string, unknown>>): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${elementOf(root, body)}`;
}

function elementOf(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  const inside = typeof value === 'object' ? fieldsOf(value) : escapeText(String(value));
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

function fieldsOf(body: object): string {
  let text = '';
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) for (const one of value) text += elementOf(name, one);
    else text += elementOf(name, value);
  }
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 cannot hold are what it looks for
const special = /[&<>"'\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u;
const allSpecial = new RegExp(special, 'gu');

/** A carriage return as a reference, because a parser reads a raw one as a line feed; what XML 1.0 cannot hold at all as U+FFFD. */
function escapeText(text: string): string {
  return special.test(text) ? text.replace(allSpecial, (c) => references[c] ?? '\ufffd') : text;
}
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};
