import type { Param, Shape } from '#kit/shape.ts';
import type { Params } from '../server.ts';

/** Texts that somebody's code takes for more than a text, with a word for each. */
export const evil: readonly (readonly [word: string, text: string])[] = [
  ['control characters', 'a\0b\u0001\u0008\u001b[31m\u001f\u007fz'],
  ['a line of its own', 'x\r\nSet-Cookie: a=b\r\n\r\n{"level":30,"msg":"forged"}\n'],
  ['odd spaces and directions', '\u00a0\u2028\u2029\u202e\ufeff\u200b'],
  ['what is no character', '\ufffe\uffff\u{1fffe}'],
  ['characters of four bytes', '\u{1f600}'.repeat(600)],
  ['a name of every object', '__proto__'],
  ['a name of every class', 'constructor'],
  ['a name of every function', 'toString'],
  ['holes of messages', '%s%s%n%d%x$1$&{{7*7}}{0}'],
  ['HTML', '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&amp;]]><!--'],
  ['SQL', '\' OR 1=1; DROP TABLE root; --"`\\'],
  ['a path', '../../../etc/passwd\0/..%2f'],
  ['any', '*'],
  ['many of any', '*a?'.repeat(3000)],
  ['a pattern that doubles', `${'('.repeat(50)}a+${')+'.repeat(50)}$`],
  ['a long text', 'x'.repeat(100_000)],
  ['many dots', '.'.repeat(5000)],
  ['many commas', ','.repeat(50_000)],
  ['a blank', ' '],
  ['a negative number', '-1'],
  ['an endless number', '1e309'],
  ['a number beyond integers', '9'.repeat(400)],
  ['no number', 'NaN'],
  ['deep arrays', '['.repeat(50_000)],
  ['deep arrays that end', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['deep objects', `${'{"Statement":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['many entries', `[${'1,'.repeat(50_000)}1]`],
  ['names of every object in JSON', '[{"__proto__":{"x":1},"constructor":{"prototype":{}},"toString":1}]'],
  ['half a character in JSON', '["\\ud800"]'],
  ['half a character in rows of JSON', '[{"Key":"\\ud800","IpProtocol":"\\udfff","Cidr":"\\ud800"}]'],
  ['nothing in JSON', 'null'],
  ['nothing in a list in JSON', '[null,[],{},"",0,false]'],
  [
    'a policy of every object',
    '{"Version":"1","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"__proto__":{"constructor":["x"]}}}]}',
  ],
];

/** Names of parameters that no action has, beside those it has. */
const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__proto__.1.Key',
  'constructor.prototype.x',
  '.',
  '..',
  '1',
  ' ',
  '\0',
  '\r\n',
  '<b>',
  '%s',
];

/** A parameter of a list is one of its first entry. */
function namesIn(shape: Shape, at = ''): readonly string[] {
  return Object.entries(shape).flatMap(([name, param]: [string, Param]) => {
    if (param.kind === 'rows') return [at + name, ...namesIn(param.of, `${at}${name}.1.`)];
    return param.kind === 'strings' ? [at + name, `${at}${name}.1`] : [at + name];
  });
}

/** `good` with one parameter in another way than any client sends it, again and again. */
export function* evilOf(shape: Shape, good: Params): Generator<readonly [title: string, params: Params]> {
  for (const name of namesIn(shape)) {
    const head = name.split('.', 1)[0]!;
    // What stands for the same list would hide it.
    const rest = Object.fromEntries(
      Object.entries(good).filter(([one]) => one !== name && (name.includes('.') || !one.startsWith(`${head}.`))),
    );
    for (const [word, text] of evil) yield [`${name}: ${word}`, { ...rest, [name]: text }];
  }
  for (const [name, param] of Object.entries(shape)) {
    if (param.kind !== 'rows' && param.kind !== 'strings') continue;
    for (const odd of [
      '__proto__',
      'constructor',
      '1.__proto__',
      '1.constructor.name',
      '-1',
      '1e1',
      '01',
      '9'.repeat(30),
      '1.1.1.1.1',
      '',
      '1.',
    ])
      yield [`${name}.${odd.slice(0, 20)}`, { ...good, [`${name}.${odd}`]: 'x' }];
  }
  for (const name of oddNames) yield [`the name ${JSON.stringify(name)}`, { ...good, [name]: 'x' }];
}
