import { asSent } from '#actions/texts.ts';
import type { TagFault } from '#domain/tags.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/** What the rows about `Tag.N` of a request that creates say to people; code and message differ from product to product. */
export const tagTexts = {
  key: {
    meaning: {
      en: 'A tag key is absent, longer than 128 characters, starts with aliyun or acs:, or has a web address in it.',
      zh: '标签键为空、超过 128 个字符、以 aliyun 或 acs: 开头，或包含 http:// 或 https://。',
    },
    trigger: asSent('Tag.1.Key=acs:team'),
  },
  value: {
    meaning: {
      en: 'A tag value is longer than 128 characters, or has a web address in it.',
      zh: '标签值超过 128 个字符，或包含 http:// 或 https://。',
    },
    trigger: asSent('Tag.1.Key=page&Tag.1.Value=http://example.com'),
  },
  duplicate: {
    meaning: { en: 'Two tags have the same key.', zh: '存在重复的标签键。' },
    trigger: asSent('Tag.1.Key=env&Tag.2.Key=env'),
  },
} as const satisfies { readonly [F in TagFault['fault']]: Pick<ErrorRow, 'meaning' | 'trigger'> };
