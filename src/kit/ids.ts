/** Ids as the real service shapes them: a prefix, a region code and [a-z0-9]; 20 characters after the dash, 21 for VPCs and VSwitches. */
const regionCodes: Readonly<Record<string, string>> = {
  'cn-hangzhou': 'bp1',
  'cn-beijing': '2ze',
  'cn-shanghai': 'uf6',
  'cn-shenzhen': 'wz9',
  'cn-hongkong': 'j6c',
  'us-east-1': '0xi',
  'ap-southeast-6': '5ts',
};
const LONG = new Set(['vpc', 'vsw', 'vtb', 'vrt']);
const COUNTS = 36 ** 2;

export type NewId = (prefix: string, region: string, now: number) => string;

/**
 * A maker of ids that rise with time, so that the order of ids is the order of creation and rows made together lie together.
 * `random(n)` gives n characters of [a-z0-9]; `now` is in milliseconds since the epoch.
 */
export function makeIds(random: (length: number) => string): NewId {
  let moment = 0;
  let count = 0;
  return (prefix, region, now) => {
    if (now > moment) {
      moment = now;
      count = 0;
    } else if (++count === COUNTS) {
      // More than 1296 in one millisecond, or a clock that went back: borrow from the next one.
      moment += 1;
      count = 0;
    }
    const time = moment.toString(36).padStart(8, '0');
    return `${prefix}-${regionCodes[region] ?? 'bp1'}${time}${count.toString(36).padStart(2, '0')}${random(LONG.has(prefix) ? 8 : 7)}`;
  };
}

/**
 * A maker of ids of 18 digits that rise with time, as RAM's are: a 2, the moment in milliseconds, and four digits of which `random` gives the last
 * two (0 to 99).
 */
export function makeNumbers(random: () => number): (now: number) => string {
  let moment = 0;
  let count = 0;
  return (now) => {
    if (now > moment) {
      moment = now;
      count = 0;
    } else if (++count === 100) {
      moment += 1;
      count = 0;
    }
    return `2${moment}${String(count).padStart(2, '0')}${String(random()).padStart(2, '0')}`;
  };
}
