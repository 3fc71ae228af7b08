import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, makeCtx, replyOf } from '#actions/call.testing.ts';
import describeEndpoints from '#actions/location/describe-endpoints.ts';
import { stateOf } from '#domain/decide.testing.ts';
import type { Values } from '#kit/shape.ts';

const ecs = {
  Endpoint: 'sally.example:8443',
  Id: 'cn-beijing',
  Namespace: '',
  Protocols: { Protocols: ['HTTP', 'HTTPS'] },
  SerivceCode: 'ecs',
  Type: 'openAPI',
};
const found = (...Endpoint: readonly object[]) => ({ Success: true, Endpoints: { Endpoint } });
const Id = 'cn-beijing';

const cases: readonly (readonly [title: string, params: Values<typeof describeEndpoints.params>, expected: unknown])[] = [
  ['a product is at the address that the client wrote', { Id, ServiceCode: 'ecs' }, found(ecs)],
  ['a product in another case is the same', { Id, ServiceCode: 'ECS', Type: 'openAPI' }, found(ecs)],
  ['every other product is there too', { Id, ServiceCode: 'bssopenapi' }, found({ ...ecs, SerivceCode: 'bssopenapi' })],
  ['there is no endpoint of another type', { Id, ServiceCode: 'ecs', Type: 'innerAPI' }, found()],
  ['a product that is not served', { Id, ServiceCode: 'rds' }, '!Illegal Parameter'],
  ['the operator interface is no product', { Id, ServiceCode: 'sallyport' }, '!Illegal Parameter'],
];
for (const [title, params, expected] of cases) {
  test(`DescribeEndpoints: ${title}`, () => {
    assert.deepEqual(replyOf(call(describeEndpoints, params, stateOf(), makeCtx({ host: 'sally.example:8443' }))), expected);
  });
}
