import type { Ctx } from '#actions/action.ts';
import { stringParam } from '#actions/params.ts';
import { asSent } from '#actions/texts.ts';
import { isPlainText } from '#domain/naming.ts';

/** Names and descriptions of the resources of VPC: Alibaba Cloud VPC API reference, CreateVpc and CreateVSwitch. */
export const nameParam = (example: string) =>
  stringParam('Name: 1 to 128 characters, no web address first.', '名称：1～128 个字符，不能以 http:// 或 https:// 开头。', { example });

export const descriptionParam = (example: string) =>
  stringParam('Description: 1 to 256 characters, no web address first.', '描述：1～256 个字符，不能以 http:// 或 https:// 开头。', {
    example,
  });

/** What the rows about them say to people. `param` is the name's parameter; codes and messages differ. */
export const badName = (param: string) =>
  ({
    meaning: {
      en: 'The name is not 1 to 128 characters, or starts with http:// or https://.',
      zh: '名称须为 1～128 个字符，不能以 http:// 或 https:// 开头。',
    },
    trigger: asSent(`${param}=http://example.com`),
  }) as const;
export const badDescription = {
  meaning: {
    en: 'The description is not 1 to 256 characters, or starts with http:// or https://.',
    zh: '描述须为 1～256 个字符，不能以 http:// 或 https:// 开头。',
  },
  trigger: asSent('Description=http://example.com'),
} as const;

type Texts = { readonly name: string | undefined; readonly description: string | undefined };

/** Ends the decision where a name or a description that was sent is none. */
export function judgeTexts<E extends string>(ctx: Ctx<E>, sent: Texts, codes: { readonly [K in keyof Texts]: NoInfer<E> }): void {
  if (sent.name !== undefined && !isPlainText(sent.name, 1, 128)) ctx.fail(codes.name);
  if (sent.description !== undefined && !isPlainText(sent.description, 1, 256)) ctx.fail(codes.description);
}
