/** How long subscriptions run, and when instances are to be released. */
const monthPeriods = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36, 48, 60];
const weekPeriods = [1, 2, 3, 4];
const renewMonths = [1, 2, 3, 6, 12, 24, 36, 48, 60];
const renewWeeks = [1, 2, 3];
const week = 7 * 24 * 3600_000;

export const isPeriod = (period: number, unit: string): boolean => (unit === 'Week' ? weekPeriods : monthPeriods).includes(period);
export const isRenewPeriod = (period: number, unit: string): boolean => (unit === 'Week' ? renewWeeks : renewMonths).includes(period);

/** That much after `from`; a month ends on the same day, or on the last of a shorter one. */
export function endOf(from: number, period: number, unit: string): number {
  if (unit === 'Week') return from + period * week;
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + period);
  const days = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, days));
  return end.getTime();
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;
const halfAnHour = 1800_000;
const threeYears = 3 * 365 * 24 * 3600_000;

/** AutoReleaseTime: between half an hour and three years from now, seconds cut off; undefined for anything else. */
export function readReleaseTime(text: string, now: number): number | undefined {
  const at = time.test(text) ? Date.parse(text.replace(/:\d\dZ$/, (part) => (text.length > 17 ? ':00Z' : part))) : Number.NaN;
  return at >= now + halfAnHour - 60_000 && at <= now + threeYears ? at : undefined;
}
