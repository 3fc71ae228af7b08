import type { ErrorTable } from '#kit/error-row.ts';

/** Who signed a request, with what, and when. Part of the catalogue in gateway.ts. */
export const signingErrors = {
  // 404 as on the real gateway, although Terraform reads it as "the resource was deleted" while it refreshes.
  'InvalidAccessKeyId.NotFound': {
    http: 404,
    message: 'Specified access key is not found.',
    meaning: { en: 'No account here has that access key.', zh: '本服务的账号中没有该 AccessKey。' },
    trigger: { en: 'AccessKeyId=nobody', zh: 'AccessKeyId=nobody' },
    source: 'observed',
  },
  'InvalidAccessKeyId.Inactive': {
    http: 400,
    message: 'Specified access key is disabled.',
    meaning: { en: 'The access key exists but was disabled.', zh: '该 AccessKey 已被禁用。' },
    trigger: { en: 'A request signed with a disabled access key', zh: '使用已禁用的 AccessKey 签名的请求' },
    source: 'documented',
  },
  'Throttling.User': {
    http: 400,
    message: 'Request was denied due to user flow control.',
    meaning: {
      en: 'Too many requests with wrong keys or signatures came from this address. The header x-acs-retry-after says in milliseconds when to try again; a request that is signed right is never refused for this.',
      zh: '来自该地址的密钥或签名错误的请求过多。响应头 x-acs-retry-after 给出需等待的毫秒数；签名正确的请求不会因此被拒绝。',
    },
    trigger: {
      en: 'More than 50 wrong signatures in a row with one access key',
      zh: '使用同一 AccessKey 连续发送超过 50 次签名错误的请求',
    },
    source: 'observed',
  },
  MissingSecurityToken: {
    http: 400,
    message: 'SecurityToken is mandatory for this action.',
    meaning: {
      en: 'A temporary access key (STS) must be sent with its SecurityToken.',
      zh: '临时访问密钥（STS）必须与其 SecurityToken 一同发送。',
    },
    trigger: { en: 'AccessKeyId=STS.NT4xyz', zh: 'AccessKeyId=STS.NT4xyz' },
    source: 'observed',
  },
  'InvalidSecurityToken.Malformed': {
    http: 400,
    message: 'Specified SecurityToken is malformed.',
    meaning: { en: 'SecurityToken is not one that was issued here.', zh: 'SecurityToken 格式错误，并非由本服务签发。' },
    trigger: { en: 'SecurityToken=x', zh: 'SecurityToken=x' },
    source: 'documented',
  },
  'InvalidSecurityToken.Expired': {
    http: 400,
    message: 'Specified SecurityToken is expired.',
    meaning: { en: 'The temporary credentials have expired; ask for new ones.', zh: '临时凭证已过期，请重新获取。' },
    trigger: { en: 'A SecurityToken after its expiration', zh: '使用已过期的 SecurityToken' },
    source: 'documented',
  },
  'InvalidSecurityToken.MismatchWithAccessKey': {
    http: 400,
    message: 'Specified SecurityToken mismatch with the AccessKey.',
    meaning: { en: 'SecurityToken was issued together with another access key.', zh: 'SecurityToken 与所用的 AccessKey 不匹配。' },
    trigger: {
      en: 'An access key with the SecurityToken of another one',
      zh: '将一个 AccessKey 与另一个 AccessKey 的 SecurityToken 一起使用',
    },
    source: 'documented',
  },
  // A capital S in "TimeStamp", unlike the parameter.
  'InvalidTimeStamp.Format': {
    http: 400,
    message: 'Specified time stamp or date value is not well formatted.',
    meaning: {
      en: 'Timestamp (or x-acs-date) is not of the form 2026-11-24T12:00:00Z, in UTC.',
      zh: 'Timestamp（或 x-acs-date）不符合 2026-11-24T12:00:00Z 格式（UTC 时间）。',
    },
    trigger: { en: 'Timestamp=yesterday', zh: 'Timestamp=yesterday' },
    source: 'documented',
  },
  'InvalidTimeStamp.Expired': {
    http: 400,
    message: 'Specified time stamp or date value is expired.',
    meaning: {
      en: 'Timestamp (or x-acs-date) is more than 15 minutes away from the clock of the server, on either side.',
      zh: 'Timestamp（或 x-acs-date）与服务端时间相差超过 15 分钟（早于或晚于均算）。',
    },
    trigger: { en: 'Timestamp=2020-01-01T00:00:00Z', zh: 'Timestamp=2020-01-01T00:00:00Z' },
    source: 'documented',
  },
  SignatureNonceUsed: {
    http: 400,
    message: 'Specified signature nonce was used already.',
    meaning: {
      en: 'The same SignatureNonce (or x-acs-signature-nonce) came before with this access key. Each attempt needs a new one.',
      zh: '该 AccessKey 已使用过相同的 SignatureNonce（或 x-acs-signature-nonce）。每次请求（包括重试）都需使用新的随机数。',
    },
    trigger: { en: 'The same signed request twice', zh: '将同一个已签名的请求发送两次' },
    source: 'observed',
  },
  InvalidSignatureMethod: {
    http: 400,
    message: 'Specified signature method is not valid.',
    meaning: {
      en: 'Accepted are HMAC-SHA1 (SignatureMethod) and ACS3-HMAC-SHA256 (Authorization).',
      zh: '仅支持 HMAC-SHA1（SignatureMethod）和 ACS3-HMAC-SHA256（Authorization）。',
    },
    trigger: { en: 'SignatureMethod=HMAC-MD5', zh: 'SignatureMethod=HMAC-MD5' },
    source: 'documented',
  },
  IncompleteSignature: {
    http: 400,
    message: 'The request signature does not conform to Aliyun standards.',
    meaning: {
      en: 'The Authorization header is not of the form `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…`.',
      zh: 'Authorization 请求头不符合 `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…` 的格式。',
    },
    trigger: { en: 'Authorization: ACS3-HMAC-SHA256 Credential=x', zh: '请求头 Authorization: ACS3-HMAC-SHA256 Credential=x' },
    source: 'documented',
  },
  // The Go, Java and Python SDKs split the message at this colon and compare the rest with their own text: no space after it, nothing behind the
  // hole, no other colon before it (alibaba-cloud-sdk-go, sdk/errors; aliyun-python-sdk-core, client.py).
  'SignatureDoesNotMatch#v1': {
    http: 400,
    message: 'Specified signature is not matched with our calculation. server string to sign is:%s',
    meaning: {
      en: "The signature was made with another secret or over another text. The message ends with the text that the server signed: where it equals the client's, the secret is wrong.",
      zh: '签名所用的 AccessKey Secret 或待签名字符串不一致。错误信息末尾是服务端的待签名字符串：若与客户端的相同，则说明 AccessKey Secret 有误。',
    },
    trigger: { en: 'Signature=AAAA', zh: 'Signature=AAAA' },
    source: 'observed',
  },
  'SignatureDoesNotMatch#v3': {
    http: 400,
    message: 'Specified signature does not match our calculation. server StringToSign is [%s] server CanonicalRequest is [%s]',
    meaning: {
      en: "The same for ACS3-HMAC-SHA256: the message holds the server's string to sign and its canonical request.",
      zh: 'ACS3-HMAC-SHA256 签名不一致：错误信息包含服务端的待签名字符串和规范化请求。',
    },
    trigger: { en: 'Authorization with a changed Signature', zh: '修改 Authorization 中的 Signature' },
    source: 'observed',
  },
} as const satisfies ErrorTable;
