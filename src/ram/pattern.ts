export type Matcher = (text: string) => boolean;

/**
 * A matcher of whole texts for a pattern in which `*` stands for any characters, none included, and `?` for one. Characters are code points.
 * Never slower than length of pattern times length of text, whatever the pattern.
 */
export function compilePattern(written: string): Matcher {
  const pattern = written.replace(/\*{2,}/g, '*');
  if (pattern === '*') return () => true;
  if (pattern.includes('?')) return (text) => matches(pattern, text);
  const [head = '', ...between] = pattern.split('*');
  const tail = between.pop();
  if (tail === undefined) return (text) => text === pattern;
  if (between.length === 0 && tail === '') {
    // Most ARNs of a policy begin alike, and differ where the pattern ends.
    const last = head.length - 1;
    const code = head.charCodeAt(last);
    return (text) => text.charCodeAt(last) === code && text.startsWith(head);
  }
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    const end = text.length - tail.length;
    let at = head.length;
    // The first place of each part leaves the most room for the next, so no other place need be tried.
    for (const part of between) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    // Head, parts and tail may not overlap.
    return at <= end;
  };
}

/** A matcher of what any of the patterns matches. */
export function compilePatterns(patterns: readonly string[]): Matcher {
  if (patterns.length === 1) return compilePattern(patterns[0]!);
  const literals = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const wild = patterns.filter((pattern) => !literals.has(pattern)).map(compilePattern);
  return (text) => literals.has(text) || wild.some((matcher) => matcher(text));
}

/**
 * The text against a pattern with `?`. Only the last `*` is ever tried again, one character longer each time: what stands before it matched
 * with the shortest text it could, and longer ones could not help. Do not make this recursive or a regular expression, which take
 * exponential time for patterns such as `*a?*a?*a?*b`.
 */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p++;
      retry = at;
    } else if (wanted === '?') {
      at += unitsAt(text, at);
      p++;
    } else if (wanted !== undefined && wanted === text[at]) {
      at++;
      p++;
    } else if (star >= 0) {
      at = ++retry;
      p = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** How many UTF-16 units the character there has. A `*` may take half of one: what follows then takes the other half, as it would the whole. */
const unitsAt = (text: string, at: number): 1 | 2 => (text.codePointAt(at)! > 0xffff ? 2 : 1);
