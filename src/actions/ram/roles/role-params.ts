import { integerParam, stringParam } from '#actions/params.ts';
import { outOfRange } from '#actions/ram/texts/ram-rows.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** What can be said of a role; CreateRole and UpdateRole differ in the names alone. */
const least = 3600;
const most = 43200;
/** Seconds of the longest session of a role that does not say. */
export const defaultSession = 3600;

export const trustDoc = [
  'Who may assume the role: JSON of at most 2,048 characters.',
  '信任策略内容，即可以扮演该角色的身份，JSON 格式，最多 2048 个字符。',
] as const;
export const description = stringParam('The description: at most 1,024 characters.', '描述，最多 1024 个字符。', {
  example: 'ECS administrator',
});

export const maxSession = <const N extends string>(name: N) =>
  integerParam(`The longest session, in seconds; ${defaultSession} unless set.`, `最大会话时间，单位：秒，默认为 ${defaultSession}。`, {
    min: least,
    max: most,
    wrong: `InvalidParameter.${name}` as const,
    example: '3600',
  });
/** Inferred: the reference gives the range, but no code. */
export const maxSessionRows = <const N extends string>(name: N) =>
  ({ [`InvalidParameter.${name}`]: outOfRange(name, least, most) }) as {
    readonly [C in `InvalidParameter.${N}`]: ReturnType<typeof outOfRange>;
  } satisfies ErrorTable;
