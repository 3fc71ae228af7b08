import type { Text } from '#kit/text.ts';

/** A text that is the same in both languages, such as a piece of a request. */
export const asSent = (text: string): Text => ({ en: text, zh: text });
