import { parseV4, parseV6 } from '#kit/cidr.ts';
import { compilePattern } from '#ram/pattern.ts';

/**
 * The operators of conditions: exactly the five families of the public page on conditional operators. `ForAnyValue:`, `ForAllValues:`,
 * `…IfExists` and `Null` are of another cloud.
 *   a policy's texts --wanted--> values   a request's text --actual--> value   holds(actual, wanted)
 */
type Family<W, A> = {
  /** A value of a policy, read once when it is compiled; undefined where it has not the family's form. */
  wanted(text: string): W | undefined;
  /** A value of a request; undefined where it has not the family's form, and then no operator of the family holds. */
  actual(text: string): A | undefined;
  /** What the form is, for the one who wrote another. */
  readonly form: 'text' | 'number' | 'time' | 'boolean' | 'address';
};
/** What a request has for a key: several values where it has several, as the ecs:SecurityGroupIpProtocols of a request for several rules. */
export type KeyValue = string | readonly string[];

type Test = {
  readonly form: Family<unknown, unknown>['form'];
  /** Whether a value of a policy has the form. */
  isValue(text: string): boolean;
  /**
   * The test of a request's value against all values of a policy, which must be good. Any may match; for a negated operator none may
   * (documented for NotIpAddress by RAM's page on access by IP address). Of a request's several values likewise (inferred).
   */
  compile(values: readonly string[]): (actual: KeyValue) => boolean;
};

const test = <W, A>(family: Family<W, A>, holds: (actual: A, wanted: W) => boolean, isNegated = false): Test => ({
  form: family.form,
  isValue: (text) => family.wanted(text) !== undefined,
  compile(values) {
    const wanted = values.map((text) => family.wanted(text)!);
    const isAny = (actual: A) => wanted.some((value) => holds(actual, value));
    return (texts) => {
      if (typeof texts === 'string') {
        const actual = family.actual(texts);
        return actual !== undefined && isAny(actual) !== isNegated;
      }
      const actuals = texts.map(family.actual);
      return actuals.length > 0 && !actuals.includes(undefined) && (actuals as A[]).some(isAny) !== isNegated;
    };
  },
});

const asWritten = (text: string) => text;
const lowered = (text: string) => text.toLowerCase();
const texts: Family<string, string> = { form: 'text', wanted: asWritten, actual: asWritten };
const loweredTexts: Family<string, string> = { form: 'text', wanted: lowered, actual: lowered };
const patterns: Family<(text: string) => boolean, string> = { form: 'text', wanted: compilePattern, actual: asWritten };

const numberIn = (text: string) => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined);
const numbers: Family<number, number> = { form: 'number', wanted: numberIn, actual: numberIn };
const times: Family<number, number> = { form: 'time', wanted: timeIn, actual: timeIn };
const booleanIn = (text: string) => (text === 'true' || text === 'false' ? text : undefined);
const booleans: Family<string, string> = { form: 'boolean', wanted: booleanIn, actual: booleanIn };
const addresses: Family<Block, string> = { form: 'address', wanted: blockIn, actual: addressIn };

const equal = <T>(actual: T, wanted: T) => actual === wanted;
const less = (actual: number, wanted: number) => actual < wanted;
const notMore = (actual: number, wanted: number) => actual <= wanted;
const more = (actual: number, wanted: number) => actual > wanted;
const notLess = (actual: number, wanted: number) => actual >= wanted;
const like = (actual: string, wanted: (text: string) => boolean) => wanted(actual);

export const operators = {
  StringEquals: test(texts, equal),
  StringNotEquals: test(texts, equal, true),
  StringEqualsIgnoreCase: test(loweredTexts, equal),
  StringNotEqualsIgnoreCase: test(loweredTexts, equal, true),
  StringLike: test(patterns, like),
  StringNotLike: test(patterns, like, true),
  NumericEquals: test(numbers, equal),
  NumericNotEquals: test(numbers, equal, true),
  NumericLessThan: test(numbers, less),
  NumericLessThanEquals: test(numbers, notMore),
  NumericGreaterThan: test(numbers, more),
  NumericGreaterThanEquals: test(numbers, notLess),
  DateEquals: test(times, equal),
  DateNotEquals: test(times, equal, true),
  DateLessThan: test(times, less),
  DateLessThanEquals: test(times, notMore),
  DateGreaterThan: test(times, more),
  DateGreaterThanEquals: test(times, notLess),
  Bool: test(booleans, equal),
  IpAddress: test(addresses, isIn),
  NotIpAddress: test(addresses, isIn, true),
} as const satisfies Readonly<Record<string, Test>>;
export type Operator = keyof typeof operators;
export const isOperator = (name: string): name is Operator => Object.hasOwn(operators, name);

/** Milliseconds since the epoch of an ISO 8601 date and time with its offset; undefined for anything else, such as the 30th of February. */
function timeIn(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) || isNoDay(text.slice(0, 10)) ? undefined : time;
}

/** Date.parse takes the 30th of February for the 2nd of March. */
const isNoDay = (day: string): boolean => day.slice(8) > '28' && new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day;

/** The masked network of a block with its length, and the length alone as it is written after an address: `/24`. */
type Block = { readonly net: string; readonly length: string };

function blockIn(text: string): Block | undefined {
  const net = netOf(text);
  return net === undefined ? undefined : { net, length: net.slice(net.indexOf('/')) };
}

/** An address or a block, as one of IPv4 where it is mapped into IPv6: a server that listens on both sees its IPv4 clients so. */
function addressIn(text: string): string | undefined {
  return text === lastAddress ? text : readAddress(text);
}
function readAddress(text: string): string | undefined {
  const address = /^::ffff:(?=\d+\.)/i.test(text) ? text.slice('::ffff:'.length) : text;
  return netOf(address) === undefined ? undefined : address;
}

/**
 * An address is in a block where it is of the same network at the block's length; of the other family it never is. A block is in another where all
 * of it is (inferred; ecs:SecurityGroupSourceCidrIps has blocks).
 */
function isIn(address: string, { net, length }: Block): boolean {
  const slash = address.indexOf('/');
  if (slash >= 0) return Number(address.slice(slash + 1)) >= Number(length.slice(1)) && netOf(address.slice(0, slash) + length) === net;
  // One request's address is judged by many statements.
  if (address !== lastAddress) {
    lastAddress = address;
    lastNets.clear();
  }
  let masked = lastNets.get(length);
  if (masked === undefined) {
    masked = netOf(address + length) ?? '';
    lastNets.set(length, masked);
  }
  return masked === net;
}
let lastAddress = '';
const lastNets = new Map<string, string>();

function netOf(text: string): string | undefined {
  if (!text.includes(':')) return parseV4(text)?.net;
  const read = parseV6(text);
  return typeof read === 'string' ? undefined : read.net;
}
