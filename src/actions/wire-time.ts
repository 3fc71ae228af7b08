let lastSecond = -1;
let lastText = '';

/** `yyyy-MM-ddTHH:mm:ssZ`, from milliseconds since the epoch: how ECS and VPC write times, fractions cut off. */
export function wireTime(at: number): string {
  // Rules of a group are mostly made in one second, and a Date costs more than the rest of a rule.
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    lastText = `${new Date(at).toISOString().slice(0, 19)}Z`;
    lastSecond = second;
  }
  return lastText;
}

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/;

/** Milliseconds since the epoch of `yyyy-MM-ddTHH:mm:ssZ` or `yyyy-MM-ddTHH:mmZ`; undefined for anything else, such as the 30th of February. */
export function readWireTime(text: string): number | undefined {
  const at = form.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes days and hours that a calendar does not have for later ones.
  return !Number.isNaN(at) && wireTime(at).startsWith(text.slice(0, -1)) ? at : undefined;
}
