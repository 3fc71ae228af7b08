import { signingErrors } from '#errors/signing.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/**
 * What any action may answer, before its own errors or around them.
 *   request -> form (here) -> who signed it, and when (signing.ts) -> token, store (here) -> the action's own table
 * A key becomes the code on the wire by `wireCode`, a message is filled by `fill`. Public sources: Alibaba Cloud OpenAPI, "Common errors" and
 * "Request syntax and signature method V2 for RPC"; Alibaba Cloud ECS API reference, "Common error codes" and "Ensure idempotence".
 */
const requestErrors = {
  'InvalidAction.NotFound': {
    http: 404,
    message: 'Specified api is not found, please check your url and method.',
    meaning: {
      en: 'No action of that name exists in that version, here or in the official SDKs.',
      zh: '该版本中没有此名称的 API，官方 SDK 中也没有。',
    },
    trigger: { en: 'Action=NoSuchAction', zh: 'Action=NoSuchAction' },
    source: 'observed',
  },
  // 400 and not 404, which Terraform reads as "the resource was deleted" (docs/decisions/0001 22). Its text must not hold "NotFound" either.
  'Sallyport.NotImplemented': {
    http: 400,
    message:
      'Sallyport does not implement the action %s of %s %s. The page /errors/Sallyport.NotImplemented of this server says how to ask for it.',
    meaning: { en: 'The action exists in the official SDKs, but not in Sallyport.', zh: '官方 SDK 中有此 API，但 Sallyport 尚未实现。' },
    trigger: { en: 'Action=CreateHaVip', zh: 'Action=CreateHaVip' },
    source: 'sallyport',
  },
  InvalidVersion: {
    http: 400,
    message: 'Specified parameter Version is not valid.',
    meaning: { en: 'Version is not the version of a product that this server knows.', zh: 'Version 不是本服务所支持的任何产品的版本号。' },
    trigger: { en: 'Version=2000-01-01', zh: 'Version=2000-01-01' },
    source: 'observed',
  },
  'InvalidApi.NotFound': {
    http: 404,
    message: 'Specified api is not found, please check your url and method.',
    meaning: { en: 'Nothing is served under that path; actions are called under `/`.', zh: '该路径下没有任何服务；API 的请求路径为 `/`。' },
    trigger: { en: 'GET /no-such-path', zh: '请求 GET /no-such-path' },
    source: 'documented',
  },
  'InvalidAction.Feed': {
    http: 400,
    message: 'The action %s is no stream. /feed serves streams such as WatchChanges; all else is called under /.',
    meaning: {
      en: 'Under `/feed` only actions that are streams are called.',
      zh: '`/feed` 路径下只能调用数据流类 API。',
    },
    trigger: { en: 'GET /feed with x-acs-action: DescribeRegions', zh: '请求 GET /feed 且 x-acs-action 为 DescribeRegions' },
    source: 'sallyport',
  },
  'InvalidSignatureMethod.Feed': {
    http: 400,
    message:
      'Requests to /feed are signed with ACS3: headers Authorization, x-acs-action and x-acs-version. RPC signature V1 covers the path / only.',
    meaning: {
      en: 'A request to `/feed` came unsigned, or with RPC signature V1, which does not cover a path.',
      zh: '请求 `/feed` 时未签名，或使用了不包含路径的 RPC V1 签名。',
    },
    trigger: { en: 'GET /feed without an Authorization header', zh: '请求 GET /feed 时未传 Authorization 请求头' },
    source: 'sallyport',
  },
  UnsupportedHTTPMethod: {
    http: 403,
    message: 'This http method is not supported.',
    meaning: { en: 'Actions are called with GET or POST.', zh: 'API 只能通过 GET 或 POST 方法调用。' },
    trigger: { en: 'PUT /', zh: '使用 PUT 方法请求 /' },
    source: 'documented',
  },
  'Missing{Name}': {
    http: 400,
    message: '%s is mandatory for this action.',
    meaning: { en: 'A required parameter is absent or empty; the code names it.', zh: '缺少必填参数或参数值为空；错误码中包含参数名。' },
    trigger: { en: 'RevokeSecurityGroupEgress without SecurityGroupId', zh: '调用 RevokeSecurityGroupEgress 时未传 SecurityGroupId' },
    source: 'documented',
  },
  'Invalid{Name}': {
    http: 400,
    message: 'Specified parameter %s is not valid.',
    meaning: {
      en: 'The value of a parameter has the wrong form or lies outside its range; the code names the parameter.',
      zh: '参数值的格式不正确或超出取值范围；错误码中包含参数名。',
    },
    trigger: { en: 'DescribeSecurityGroups with PageSize=x', zh: '调用 DescribeSecurityGroups 时传入 PageSize=x' },
    source: 'documented',
  },
  'InvalidParameter.Format': {
    http: 400,
    message: 'Specified parameter format is not valid.',
    meaning: { en: 'Format is neither JSON nor XML.', zh: 'Format 既不是 JSON 也不是 XML。' },
    trigger: { en: 'Format=YAML', zh: 'Format=YAML' },
    source: 'documented',
  },
  'InvalidParameter#differs': {
    http: 400,
    message: 'The specified parameter %s is not valid: it was sent more than once, with different values.',
    meaning: {
      en: 'One parameter came twice with different values, in the query string, in the form, or in both. Equal values count as one.',
      zh: '同一参数在查询串、表单或两者中以不同的值出现了多次。值相同时视为一次。',
    },
    trigger: {
      en: 'RegionId=cn-hangzhou in the query and RegionId=cn-beijing in the form',
      zh: '查询串中 RegionId=cn-hangzhou，表单中 RegionId=cn-beijing',
    },
    source: 'sallyport',
  },
  'InvalidParameter#encoding': {
    http: 400,
    message: 'The specified parameter %s is not valid: names and values must be percent-encoded UTF-8.',
    meaning: { en: 'The query string or the form cannot be decoded.', zh: '查询串或表单无法解码。' },
    trigger: { en: 'Description=%ZZ', zh: 'Description=%ZZ' },
    source: 'sallyport',
  },
  'InvalidParameter#count': {
    http: 400,
    message: 'The specified parameter is not valid: a request has at most %s parameters.',
    meaning: { en: 'The request has more parameters than any action reads.', zh: '请求中的参数个数超过上限。' },
    trigger: { en: 'A request with tens of thousands of parameters', zh: '一次请求携带数万个参数' },
    source: 'sallyport',
  },
  'InvalidParameter#depth': {
    http: 400,
    message: 'The specified parameter %s is not valid: its name has too many levels.',
    meaning: { en: 'The name of a parameter is nested deeper than any action reads.', zh: '参数名的嵌套层数超过上限。' },
    trigger: { en: 'A.1.B.1.C.1.D=x', zh: 'A.1.B.1.C.1.D=x' },
    source: 'sallyport',
  },
  InvalidParameter: {
    http: 400,
    message: 'The specified parameter %s is not valid.',
    meaning: {
      en: 'A list as a whole is wrong: an index that is no positive integer, too many entries (entries are counted, not indices), or a text that is no JSON array of objects.',
      zh: '列表参数整体有误：下标不是正整数、元素过多（计数的是元素个数，而非下标），或文本不是由对象组成的 JSON 数组。',
    },
    trigger: { en: 'Permissions.0.IpProtocol=TCP', zh: 'Permissions.0.IpProtocol=TCP' },
    source: 'documented',
  },
  InvalidRequest: {
    http: 400,
    message: 'The request is not valid HTTP.',
    meaning: {
      en: 'What came over the connection is no HTTP request, has no Host header or two of them, or has a body in thousands of tiny pieces.',
      zh: '连接上收到的不是有效的 HTTP 请求，缺少或重复发送了 Host 请求头，或请求体被拆成了数千个极小的分块。',
    },
    trigger: { en: 'GET / HTTP/1.1 without a Host header', zh: '请求 GET / HTTP/1.1 时未传 Host 请求头' },
    source: 'sallyport',
  },
  RequestTimeout: {
    http: 408,
    message: 'The request did not arrive in time.',
    meaning: {
      en: 'The head or the body of the request took too long to arrive. Nothing was done.',
      zh: '请求头或请求体未能及时送达。请求未执行。',
    },
    trigger: { en: 'A request that stops in the middle of its head', zh: '请求头只发送了一部分便停止' },
    source: 'sallyport',
  },
  RequestEntityTooLarge: {
    http: 413,
    message: 'The request body is larger than %s bytes.',
    meaning: { en: 'The body of the request is larger than the server accepts.', zh: '请求体大小超过服务端上限。' },
    trigger: { en: 'POST / with a body over the limit', zh: '使用 POST 方法请求 / 且请求体超过上限' },
    source: 'inferred',
  },
} as const satisfies ErrorTable;

/** Around a decision: who may, the client token, and what the server could not do. */
const outcomeErrors = {
  'Forbidden.Unauthorized': {
    http: 403,
    message: 'User not authorized to operate on the specified resource.',
    meaning: {
      en: 'Only the root of the first account may call this action of Sallyport; no policy grants it.',
      zh: '只有首个账号的主账号身份可以调用 Sallyport 的此 API；任何权限策略都无法授予该权限。',
    },
    trigger: { en: 'CreateAccount, signed with an access key of a second account', zh: '使用第二个账号的 AccessKey 调用 CreateAccount' },
    source: 'documented',
  },
  'Forbidden.RAM': {
    http: 403,
    message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
    meaning: {
      en: 'No policy of the RAM user or role allows this action on every resource that the request names, or one denies it. AccessDeniedDetail says which.',
      zh: 'RAM 用户或角色的权限策略未允许对请求涉及的全部资源执行该操作，或有策略明确拒绝。详见 AccessDeniedDetail。',
    },
    trigger: {
      en: 'DescribeVpcs, signed with the access key of a RAM user without policies',
      zh: '使用没有任何权限策略的 RAM 用户的 AccessKey 调用 DescribeVpcs',
    },
    source: 'observed',
  },
  NoPermission: {
    http: 403,
    message: 'You are not authorized to do this action. You should be authorized by RAM.',
    meaning: {
      en: 'The same for all products but ECS and VPC.',
      zh: '含义同 Forbidden.RAM，用于 ECS 和 VPC 以外的产品。',
    },
    trigger: {
      en: 'ListUsers, signed with the access key of a RAM user without policies',
      zh: '使用没有任何权限策略的 RAM 用户的 AccessKey 调用 ListUsers',
    },
    source: 'documented',
  },
  'InvalidClientToken.ValueNotSupported': {
    http: 400,
    message: 'The ClientToken provided is invalid.',
    meaning: {
      en: 'ClientToken is longer than 64 characters or has characters outside ASCII.',
      zh: 'ClientToken 超过 64 个字符，或包含非 ASCII 字符。',
    },
    trigger: { en: 'A ClientToken of 65 characters', zh: '传入 65 个字符的 ClientToken' },
    source: 'documented',
  },
  IdempotentParameterMismatch: {
    http: 400,
    message: 'The request is retried with updated parameters.',
    meaning: { en: 'The same ClientToken was used before with other parameters.', zh: '相同的 ClientToken 曾用于参数不同的请求。' },
    trigger: {
      en: 'The same ClientToken twice, with PortRange=22/22 and then with PortRange=80/80',
      zh: '使用同一 ClientToken 请求两次，先传 PortRange=22/22，再传 PortRange=80/80',
    },
    source: 'documented',
  },
  IdempotentProcessing: {
    http: 403,
    message: 'The previous idempotent request(s) is still processing.',
    meaning: {
      en: 'A request with the same ClientToken is still being processed; send it again later.',
      zh: '使用相同 ClientToken 的请求仍在处理中，请稍后重试。',
    },
    trigger: { en: 'The same ClientToken again before the first reply', zh: '在首次请求返回前再次使用同一 ClientToken' },
    source: 'documented',
  },
  ServiceUnavailable: {
    http: 503,
    message: 'The request has failed due to a temporary failure of the server.',
    meaning: {
      en: 'Nothing was done: the store cannot be written or read just now, or the server is stopping. Sending the request again is safe.',
      zh: '请求未执行：存储暂时不可读写，或服务正在停止。可以安全地重试。',
    },
    trigger: { en: 'Any change while the disk is full', zh: '磁盘已满时发起任何变更请求' },
    source: 'documented',
  },
  InternalError: {
    http: 500,
    message: 'The request processing has failed due to some unknown error, exception or failure.',
    meaning: {
      en: 'A fault of the server; its log has the cause under the request ID. Nothing was done.',
      zh: '服务端故障；原因以请求 ID 记录在服务日志中。请求未执行。',
    },
    trigger: { en: 'A fault in Sallyport', zh: 'Sallyport 自身的缺陷' },
    source: 'documented',
  },
} as const satisfies ErrorTable;

/** Every code that is not an action's own. */
export const gatewayErrors = { ...requestErrors, ...signingErrors, ...outcomeErrors } as const satisfies ErrorTable;
export type GatewayError = keyof typeof gatewayErrors;
