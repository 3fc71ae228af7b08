import type { Text } from '#kit/text.ts';

/** What is wrong with a document, and where: a JSON path such as `$.Statement[0].Condition.StringEquals["ecs:tag/team"][1]`. */
export type PolicyFault = { readonly at: string; readonly code: PolicyFaultCode };

/** What each fault means, for the one who wrote the document. */
export const policyFaults = {
  size: { en: 'The document is longer than allowed.', zh: '策略内容超过长度上限。' },
  json: { en: 'The document is not JSON.', zh: '策略内容不是合法的 JSON。' },
  object: { en: 'An object is expected here.', zh: '此处应为对象。' },
  missing: { en: 'This element is required.', zh: '缺少该必选元素。' },
  unknown: { en: 'There is no such element here.', zh: '此处不支持该元素。' },
  version: { en: 'Version must be "1".', zh: 'Version 必须为 "1"。' },
  statements: { en: 'A statement or a list of statements is expected here.', zh: '此处应为授权语句或授权语句列表，且不能为空。' },
  effect: { en: 'Effect is Allow or Deny.', zh: 'Effect 只能是 Allow 或 Deny。' },
  eitherAction: { en: 'Action and NotAction exclude each other.', zh: 'Action 与 NotAction 只能指定其一。' },
  texts: { en: 'A string or a list of strings is expected here, and not an empty one.', zh: '此处应为字符串或字符串列表，且不能为空。' },
  action: {
    en: 'An action is * or service:name, such as ecs:Describe*.',
    zh: '操作的格式为 * 或 <ram-code>:<action-name>，例如 ecs:Describe*。',
  },
  trustAction: { en: 'A trust policy speaks of actions of sts only.', zh: '信任策略中的操作只能属于 sts。' },
  resource: {
    en: 'A resource is * or acs:service:region:account:type/id, with wildcards anywhere.',
    zh: '资源的格式为 * 或 acs:<ram-code>:<region>:<account-id>:<relative-id>，可使用通配符。',
  },
  principal: {
    en: 'RAM takes ARNs of an account, a user or a role; Service takes hosts; Federated takes ARNs of identity providers. No wildcards.',
    zh: 'RAM 的取值为账号、RAM 用户或 RAM 角色的 ARN，Service 的取值为云服务域名，Federated 的取值为身份提供商的 ARN，均不支持通配符。',
  },
  operator: { en: 'There is no such condition operator.', zh: '不支持该条件运算符。' },
  key: { en: 'A condition key is service:name, such as acs:SourceIp.', zh: '条件关键字的格式为 <服务>:<名称>，例如 acs:SourceIp。' },
  number: { en: 'A number in quotation marks is expected here.', zh: '此处应为数字（写在引号中）。' },
  time: { en: 'A time such as 2026-01-31T12:00:00+08:00 is expected here.', zh: '此处应为时间，例如 2026-01-31T12:00:00+08:00。' },
  boolean: { en: '"true" or "false" is expected here.', zh: '此处应为 "true" 或 "false"。' },
  address: { en: 'An IP address or a CIDR block is expected here.', zh: '此处应为 IP 地址或 CIDR 地址段。' },
} as const satisfies Readonly<Record<string, Text>>;
export type PolicyFaultCode = keyof typeof policyFaults;

/** Collects the faults of one document, so that who wrote it learns of all at once. */
export class PolicyFaults {
  readonly list: PolicyFault[] = [];

  add(at: string, code: PolicyFaultCode): void {
    this.list.push({ at, code });
  }
}

/** The path of a field of the object at `path`. */
export const fieldAt = (path: string, name: string): string => path + (/^\w+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
