import { type Changes, type Plain, pairs, type Signer, timeText, v1, v3 } from './requests.ts';

/** What the rows need beside a server: keys that were made for them. */
export type Gate = {
  readonly root: Signer;
  readonly stranger: Signer;
  readonly disabled: Signer;
  readonly broken: Signer;
};
/**
 * [key of the gateway's table, the request, its status and code, its message]. The request comes in both formats: `as` is what asks for one.
 * Codes and messages are written out here, since clients compare them.
 */
export type Row = readonly [
  key: string,
  title: string,
  request: (gate: Gate, as: As) => Plain | Promise<Plain>,
  expected: readonly [http: number, code: string, message: string],
];
/** V1 asks for a format by parameter; before the parameters are read, and in ACS3, the header counts. */
export type As = { readonly params: Changes; readonly headers: { readonly accept: string } };

const notFound = 'Specified api is not found, please check your url and method.';
const notHere = (name: string, product: string) =>
  `Sallyport does not implement the action ${name} of ${product}. The page /errors/Sallyport.NotImplemented of this server says how to ask for it.`;
const method = 'Specified signature method is not valid.';
const past = 'Specified time stamp or date value is expired.';
const mandatory = (name: string) => [400, `Missing${name}`, `${name} is mandatory for this action.`] as const;
const revoke = { Action: 'RevokeSecurityGroupEgress', RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-1' };
const create = { Action: 'CreateSecurityGroup', RegionId: 'cn-hangzhou' };

const both = (key: string, title: string, params: Changes, headers: Changes, expected: Row[3]): Row[] => [
  [key, `${title} (V1)`, ({ root }, as) => v1(root, { ...as.params, ...params }, { headers: as.headers }), expected],
  [key, `${title} (ACS3)`, ({ root }, as) => v3(root, headers, { headers: as.headers }), expected],
];
/** The request of a caller other than the root of the first account. */
const by =
  (who: (gate: Gate) => Signer, params: Changes = {}): Row[2] =>
  (gate, as) =>
    v1(who(gate), { ...as.params, ...params }, { headers: as.headers });
const plain =
  (params: Changes, form?: Readonly<Record<string, string>>): Row[2] =>
  ({ root }, as) =>
    v1(root, { ...as.params, ...params }, { headers: as.headers, ...(form && { form }) });
/** Changed after it was signed. */
const spoiled =
  (changes: Changes): Row[2] =>
  ({ root }, as) =>
    v1(root, as.params, { headers: as.headers, spoiled: changes });
const spoiled3 =
  (change: (authorization: string) => string): Row[2] =>
  ({ root }, as) => {
    const request = v3(root, {}, { headers: as.headers });
    return { ...request, headers: { ...request.headers, authorization: change(request.headers.authorization ?? '') } };
  };

const underFeed = (request: Plain): Plain => ({ ...request, url: request.url.replace('/', '/feed') });

export const gatewayRows: readonly Row[] = [
  [
    'InvalidAction.Feed',
    'an action that is no stream, under /feed',
    ({ root }, as) => underFeed(v3(root, {}, { headers: as.headers })),
    [
      400,
      'InvalidAction.Feed',
      'The action DescribeRegions is no stream. /feed serves streams such as WatchChanges; all else is called under /.',
    ],
  ],
  [
    'InvalidSignatureMethod.Feed',
    'V1 under /feed',
    ({ root }, as) => underFeed(v1(root, { ...as.params, Action: 'WatchChanges', Version: '2026-11-24' }, { headers: as.headers })),
    [
      400,
      'InvalidSignatureMethod.Feed',
      'Requests to /feed are signed with ACS3: headers Authorization, x-acs-action and x-acs-version. RPC signature V1 covers the path / only.',
    ],
  ],
  ...both('InvalidAction.NotFound', 'an action that no SDK knows', { Action: 'NoSuchAction' }, { 'x-acs-action': 'NoSuchAction' }, [
    404,
    'InvalidAction.NotFound',
    notFound,
  ]),
  ['InvalidAction.NotFound', 'the name in another case', plain({ Action: 'describeRegions' }), [404, 'InvalidAction.NotFound', notFound]],
  ['InvalidAction.NotFound', 'a name of Object.prototype', plain({ Action: 'constructor' }), [404, 'InvalidAction.NotFound', notFound]],
  ['InvalidAction.NotFound', 'an action of another product', plain({ Action: 'CreateAccount' }), [404, 'InvalidAction.NotFound', notFound]],
  ...both('Sallyport.NotImplemented', 'an action of ECS that is not here', { Action: 'CreateHaVip' }, { 'x-acs-action': 'CreateHaVip' }, [
    400,
    'Sallyport.NotImplemented',
    notHere('CreateHaVip', 'Ecs 2014-05-26'),
  ]),
  [
    'Sallyport.NotImplemented',
    'an action of a product that is not here',
    plain({ Action: 'DescribeServices', Version: '2015-06-12' }),
    [400, 'Sallyport.NotImplemented', notHere('DescribeServices', 'Location 2015-06-12')],
  ],
  ...both('InvalidVersion', 'a version of no product', { Version: '2000-01-01' }, { 'x-acs-version': '2000-01-01' }, [
    400,
    'InvalidVersion',
    'Specified parameter Version is not valid.',
  ]),
  [
    'InvalidApi.NotFound',
    'a path',
    ({ root }, as) => ({ ...v1(root), url: '/api', headers: as.headers }),
    [404, 'InvalidApi.NotFound', notFound],
  ],
  [
    'InvalidApi.NotFound',
    'a path that is nearly none',
    ({ root }, as) => ({ ...v1(root), url: '//', headers: as.headers }),
    [404, 'InvalidApi.NotFound', notFound],
  ],
  ...['PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(
    (name): Row => [
      'UnsupportedHTTPMethod',
      name,
      ({ root }, as) => v1(root, as.params, { method: name, headers: as.headers }),
      [403, 'UnsupportedHTTPMethod', 'This http method is not supported.'],
    ],
  ),

  ...['Action', 'Version', 'AccessKeyId', 'SignatureNonce', 'Timestamp', 'SignatureVersion'].flatMap((name): Row[] => [
    ['Missing{Name}', `without ${name}`, plain({ [name]: undefined }), mandatory(name)],
    ['Missing{Name}', `with an empty ${name}`, plain({ [name]: '' }), mandatory(name)],
  ]),
  ['Missing{Name}', 'without Signature', spoiled({ Signature: undefined }), mandatory('Signature')],
  ...[['x-acs-action', 'Action'] as const, ['x-acs-version', 'Version'] as const].map(
    ([header, name]): Row => [
      'Missing{Name}',
      `without ${header}`,
      ({ root }, as) => v3(root, { [header]: undefined }, { headers: as.headers }),
      mandatory(name),
    ],
  ),
  ...['x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'].map(
    (header): Row => [
      'Missing{Name}',
      `without ${header}`,
      ({ root }, as) => v3(root, { [header]: undefined }, { headers: as.headers }),
      mandatory(header),
    ],
  ),
  [
    'Missing{Name}',
    'without a signature at all',
    ({ root }, as) => ({
      ...v3(root),
      headers: { host: root.endpoint, ...as.headers },
      url: `/?Action=DescribeRegions&Version=2014-05-26${suffix(as)}`,
    }),
    mandatory('AccessKeyId'),
  ],
  ...['Bearer token', 'acs LTAI1:sig', 'Basic eDp5'].map(
    (authorization): Row => [
      'Missing{Name}',
      `authorized by "${authorization}"`,
      ({ root }, as) => ({
        ...v3(root),
        headers: { host: root.endpoint, authorization, ...as.headers },
        url: `/?Action=DescribeRegions&Version=2014-05-26${suffix(as)}`,
      }),
      mandatory('AccessKeyId'),
    ],
  ),
  [
    'Missing{Name}',
    'a parameter of the action',
    plain({ Action: 'RevokeSecurityGroupEgress', RegionId: 'cn-hangzhou' }),
    mandatory('SecurityGroupId'),
  ],
  [
    'Invalid{Name}',
    'a parameter of the action',
    plain({ Action: 'DescribeSecurityGroups', RegionId: 'cn-hangzhou', PageSize: 'x' }),
    [400, 'InvalidPageSize', 'Specified parameter PageSize is not valid.'],
  ],

  [
    'InvalidParameter.Format',
    'another format',
    ({ root }, as) => v1(root, { Format: 'YAML' }, { headers: as.headers }),
    [400, 'InvalidParameter.Format', 'Specified parameter format is not valid.'],
  ],
  [
    'InvalidParameter#differs',
    'a parameter that differs in query and form',
    plain({ RegionId: 'cn-hangzhou' }, { RegionId: 'cn-beijing' }),
    [400, 'InvalidParameter', 'The specified parameter RegionId is not valid: it was sent more than once, with different values.'],
  ],
  [
    'InvalidParameter#differs',
    'a parameter that differs within the query',
    ({ root }, as) => more(v1(root, as.params, { headers: as.headers }), '&A=1&A=2'),
    [400, 'InvalidParameter', 'The specified parameter A is not valid: it was sent more than once, with different values.'],
  ],
  [
    'InvalidParameter#encoding',
    'an escape that is none',
    ({ root }, as) => more(v1(root, as.params, { headers: as.headers }), '&Description=%ZZ'),
    [400, 'InvalidParameter', 'The specified parameter Description is not valid: names and values must be percent-encoded UTF-8.'],
  ],
  [
    'InvalidParameter#encoding',
    'bytes that are no UTF-8',
    ({ root }, as) => more(v1(root, as.params, { headers: as.headers }), '&Description=%FF'),
    [400, 'InvalidParameter', 'The specified parameter Description is not valid: names and values must be percent-encoded UTF-8.'],
  ],
  [
    'InvalidParameter#count',
    'more parameters than are read',
    plain({}, Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`A.${i}`, 'x']))),
    [400, 'InvalidParameter', 'The specified parameter is not valid: a request has at most 5000 parameters.'],
  ],
  [
    'InvalidParameter#depth',
    'a name with seven levels',
    plain({ 'A.1.B.1.C.1.D': 'x' }),
    [400, 'InvalidParameter', 'The specified parameter A.1.B.1.C.1.D is not valid: its name has too many levels.'],
  ],
  [
    'InvalidParameter',
    'an index that is none',
    plain({ ...revoke, 'Permissions.0.IpProtocol': 'TCP' }),
    [400, 'InvalidParameter', 'The specified parameter Permissions.0.IpProtocol is not valid.'],
  ],
  [
    'RequestEntityTooLarge',
    'a body',
    plain({}, { A: 'x'.repeat(1024 * 1024) }),
    [413, 'RequestEntityTooLarge', 'The request body is larger than 1048576 bytes.'],
  ],
  [
    'RequestEntityTooLarge',
    'a query',
    ({ root }, as) => more(v1(root, as.params, { headers: as.headers }), `&A=${'x'.repeat(1024 * 1024)}`),
    [413, 'RequestEntityTooLarge', 'The request body is larger than 1048576 bytes.'],
  ],

  [
    'InvalidAccessKeyId.NotFound',
    'an access key that nobody has (V1)',
    by(({ root }) => ({ ...root, accessKeyId: 'nobody' })),
    [404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
  ],
  [
    'InvalidAccessKeyId.NotFound',
    'an access key that nobody has (ACS3)',
    ({ root }, as) => v3({ ...root, accessKeyId: 'nobody' }, {}, { headers: as.headers }),
    [404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
  ],
  [
    'InvalidAccessKeyId.Inactive',
    'an access key that was disabled',
    by(({ disabled }) => disabled),
    [400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.'],
  ],
  [
    'MissingSecurityToken',
    'a temporary key without its token (V1)',
    by(({ root }) => ({ ...root, accessKeyId: 'STS.x' })),
    [400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.'],
  ],
  [
    'MissingSecurityToken',
    'a temporary key without its token (ACS3)',
    ({ root }, as) => v3({ ...root, accessKeyId: 'STS.x' }, {}, { headers: as.headers }),
    [400, 'MissingSecurityToken', 'SecurityToken is mandatory for this action.'],
  ],
  [
    'InvalidSecurityToken.MismatchWithAccessKey',
    'a token with a lasting key (V1)',
    plain({ SecurityToken: 'x' }),
    [400, 'InvalidSecurityToken.MismatchWithAccessKey', 'Specified SecurityToken mismatch with the AccessKey.'],
  ],
  [
    'InvalidSecurityToken.MismatchWithAccessKey',
    'a token with a lasting key (ACS3)',
    ({ root }, as) => v3(root, { 'x-acs-security-token': 'x' }, { headers: as.headers }),
    [400, 'InvalidSecurityToken.MismatchWithAccessKey', 'Specified SecurityToken mismatch with the AccessKey.'],
  ],
  ...[
    'yesterday',
    '2026-06-18 08:30:05',
    '2026-06-18T08:30:05',
    '2026-06-18T08:30:05+00:00',
    '2026-13-18T08:30:05Z',
    '1760000000',
    '2026-06-18T08:30Z',
  ].flatMap((text) =>
    both('InvalidTimeStamp.Format', `"${text}"`, { Timestamp: text }, { 'x-acs-date': text }, [
      400,
      'InvalidTimeStamp.Format',
      'Specified time stamp or date value is not well formatted.',
    ]),
  ),
  ...both('InvalidTimeStamp.Expired', 'long ago', { Timestamp: '2020-01-01T00:00:00Z' }, { 'x-acs-date': '2020-01-01T00:00:00Z' }, [
    400,
    'InvalidTimeStamp.Expired',
    past,
  ]),
  ...both(
    'InvalidTimeStamp.Expired',
    'not yet',
    { Timestamp: timeText(Date.now() + 3600_000) },
    { 'x-acs-date': timeText(Date.now() + 3600_000) },
    [400, 'InvalidTimeStamp.Expired', past],
  ),
  ['InvalidSignatureMethod', 'another method', plain({ SignatureMethod: 'HMAC-MD5' }), [400, 'InvalidSignatureMethod', method]],
  [
    'InvalidSignatureMethod',
    'another version of the signature',
    plain({ SignatureVersion: '2.0' }),
    [400, 'InvalidSignatureMethod', method],
  ],
  ['InvalidSignatureMethod', 'a bearer token', plain({ SignatureType: 'BEARERTOKEN' }), [400, 'InvalidSignatureMethod', method]],
  ...['ACS3-HMAC-SM3', 'ACS3-RSA-SHA256', 'ACS4-HMAC-SHA256'].map(
    (name): Row => [
      'InvalidSignatureMethod',
      name,
      spoiled3((text) => text.replace('ACS3-HMAC-SHA256', name)),
      [400, 'InvalidSignatureMethod', method],
    ],
  ),
  ...['ACS3-HMAC-SHA256 Credential=x', 'ACS3-HMAC-SHA256', 'ACS3-HMAC-SHA256 Credential=x,SignedHeaders=,Signature=y', 'ACS'].map(
    (text): Row => [
      'IncompleteSignature',
      text,
      spoiled3(() => text),
      [400, 'IncompleteSignature', 'The request signature does not conform to Aliyun standards.'],
    ],
  ),
  [
    'Forbidden.Unauthorized',
    'an operator action, called by another account',
    by(({ stranger }) => stranger, { Action: 'CreateAccount', Version: '2026-11-24' }),
    [403, 'Forbidden.Unauthorized', 'User not authorized to operate on the specified resource.'],
  ],
  [
    'InvalidClientToken.ValueNotSupported',
    'a token of 65 characters',
    plain({ ...create, ClientToken: 'x'.repeat(65) }),
    [400, 'InvalidClientToken.ValueNotSupported', 'The ClientToken provided is invalid.'],
  ],
  [
    'InternalError',
    'a key that the master key does not open',
    by(({ broken }) => broken),
    [500, 'InternalError', 'The request processing has failed due to some unknown error, exception or failure.'],
  ],
];

const more = (request: Plain, query: string): Plain => ({ ...request, url: request.url + query });
const suffix = ({ params }: As) => `&${pairs(params)}`;
