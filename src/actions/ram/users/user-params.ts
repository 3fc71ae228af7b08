import { stringParam } from '#actions/params.ts';
import { emptiedByEmpty } from '#actions/ram/texts/ram-params.ts';

/** What can be said of a user beside its name; `New` of an update. */
const texts = {
  DisplayName: ['The display name: at most 128 characters.', '显示名称，最多 128 个字符。', 'Alice'],
  MobilePhone: ['The mobile phone number: country code, hyphen, number.', '手机号码，格式为：国家代码-手机号码。', '86-18600000000'],
  Email: ['The email address.', '邮箱地址。', 'alice@example.com'],
  Comments: ['The description: at most 128 characters.', '备注，最多 128 个字符。', 'Cloud computing engineer'],
} as const;
const param = (name: keyof typeof texts) => stringParam(texts[name][0], texts[name][1], { example: texts[name][2] as string });
const emptied = (name: keyof typeof texts) => emptiedByEmpty(param(name));

export const userTexts = {
  DisplayName: param('DisplayName'),
  MobilePhone: param('MobilePhone'),
  Email: param('Email'),
  Comments: param('Comments'),
} as const;

export const newUserTexts = {
  NewDisplayName: emptied('DisplayName'),
  NewMobilePhone: emptied('MobilePhone'),
  NewEmail: emptied('Email'),
  NewComments: emptied('Comments'),
} as const;
