/** The message with each `%s` replaced by the next hole; a `%s` without a hole stays. What a hole holds is never read for `%s` again. */
export function fill(message: string, holes: readonly string[]): string {
  let at = message.indexOf('%s');
  if (at < 0) return message;
  let out = '';
  let from = 0;
  for (const hole of holes) {
    if (at < 0) break;
    out += message.slice(from, at) + hole;
    from = at + 2;
    at = message.indexOf('%s', from);
  }
  return out + message.slice(from);
}

/** The code that goes on the wire for the key of an error table: without its `#variant`, `{Name}` being the first hole. */
export function wireCode(key: string, holes: readonly string[]): string {
  const hash = key.indexOf('#');
  const code = hash < 0 ? key : key.slice(0, hash);
  return code.endsWith('{Name}') ? code.slice(0, -'{Name}'.length) + (holes[0] ?? '') : code;
}
