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
