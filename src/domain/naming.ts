/** What names and descriptions of resources may be. Lengths count code points. */

/** \p{L} takes Chinese characters in; neither ':' nor '/' may start a name, so 'http://' needs no rule of its own. */
const groupName = /^\p{L}[\p{L}\p{Nd}:_.-]{1,127}$/u;

/** Alibaba Cloud ECS API reference, CreateSecurityGroup: 2-128 letters of any script, digits, `:` `_` `.` `-`, a letter first. */
export const isGroupName = (text: string): boolean => groupName.test(text);

/** Any text of `min` to `max` code points that does not start like a web address. */
export function isPlainText(text: string, min: number, max: number): boolean {
  if (text.startsWith('http://') || text.startsWith('https://')) return false;
  let length = 0;
  for (const _ of text) if (++length > max) return false;
  return length >= min;
}
