import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, wireCode } from '#errors/fill.ts';
import { type GatewayError, gatewayErrors } from '#errors/gateway.ts';

const wire = (key: GatewayError, ...holes: string[]) => {
  const { http, message } = gatewayErrors[key];
  return [http, wireCode(key, holes), fill(message, holes)];
};

const sent: readonly (readonly [title: string, got: unknown, expected: readonly [number, string, string]])[] = [
  [
    'a missing parameter is named in the code',
    wire('Missing{Name}', 'Timestamp'),
    [400, 'MissingTimestamp', 'Timestamp is mandatory for this action.'],
  ],
  [
    'a bad parameter is named in the code',
    wire('Invalid{Name}', 'PageSize'),
    [400, 'InvalidPageSize', 'Specified parameter PageSize is not valid.'],
  ],
  [
    'a list that is wrong as a whole names itself',
    wire('InvalidParameter', 'Permissions.0.Policy'),
    [400, 'InvalidParameter', 'The specified parameter Permissions.0.Policy is not valid.'],
  ],
  [
    'an unknown access key is 404',
    wire('InvalidAccessKeyId.NotFound'),
    [404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'],
  ],
  [
    'a version 1 signature that does not match ends with the string to sign, right after the colon',
    wire('SignatureDoesNotMatch#v1', 'GET&%2F&A%3D1'),
    [400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation. server string to sign is:GET&%2F&A%3D1'],
  ],
  [
    'a version 3 signature that does not match shows both texts in brackets',
    wire('SignatureDoesNotMatch#v3', 'ACS3-HMAC-SHA256\nab', 'POST\n/\n'),
    [
      400,
      'SignatureDoesNotMatch',
      'Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\nab] server CanonicalRequest is [POST\n/\n]',
    ],
  ],
];
for (const [title, got, expected] of sent) test(`gateway: ${title}`, () => assert.deepEqual(got, expected));

test('gateway: what is not implemented is neither 404 nor says NotFound, which Terraform reads as deleted', () => {
  const [http, code, message] = wire('Sallyport.NotImplemented', 'CreateHaVip', 'Ecs', '2014-05-26');
  assert.equal(http, 400);
  assert.doesNotMatch(`${code} ${message}`, /not ?found/i);
});
