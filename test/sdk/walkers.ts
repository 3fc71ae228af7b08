import assert from 'node:assert/strict';
import type Core from '@alicloud/pop-core';
import { bodiesOf, type makeEcs } from './clients.ts';
import { misfits, modelNamed } from './models.ts';

/** Parameters as the API documents them. */
export type Params = { readonly [name: string]: string | readonly string[] | readonly Params[] };
// biome-ignore lint/suspicious/noExplicitAny: a body is whatever came; the models judge its types.
export type Body = Readonly<Record<string, any>>;

/** An SDK in the hands of the walk: sends an action and gives the body as it came, each value judged by the SDK's own models. */
export type Walker = {
  send(action: string, params: Params): Promise<Body>;
  /** Sends what is refused, and judges the error that the SDK throws, whole. */
  refused(action: string, params: Params, status: number, code: string, message: string): Promise<void>;
};

const uuid = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

function judged(action: string, body: Body): Body {
  assert.match(body.RequestId, uuid);
  assert.deepEqual(misfits(modelNamed(`${action}ResponseBody`), body), []);
  return body;
}

const lower = (name: string) => name[0]!.toLowerCase() + name.slice(1);

/** `SecurityGroupId` is `securityGroupId` in the models of the SDK, at every depth. */
const camel = (params: Params): object =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      lower(name),
      Array.isArray(value) ? value.map((item) => (typeof item === 'string' ? item : camel(item))) : value,
    ]),
  );

/** The current SDK: typed requests, ACS3. */
export function typedWalker(ecs: ReturnType<typeof makeEcs>): Walker {
  const bodies = bodiesOf(ecs);
  const call = (action: string, params: Params) => {
    const method = (ecs as unknown as Record<string, (request: object) => Promise<{ statusCode: number; headers: Body; body: object }>>)[
      lower(action)
    ];
    assert.ok(method, `the SDK has no ${action}`);
    return method.call(ecs, new (modelNamed(`${action}Request`))(camel(params)));
  };
  return {
    async send(action, params) {
      const { statusCode, headers, body } = await call(action, params);
      const raw = judged(action, bodies.at(-1)!);
      assert.equal(statusCode, 200);
      assert.equal(headers['x-acs-request-id'], raw.RequestId);
      assert.deepEqual((body as { toMap(): Body }).toMap(), raw);
      return raw;
    },
    async refused(action, params, status, code, message) {
      await assert.rejects(call(action, params), (thrown: object) => {
        assert.ok(thrown instanceof Error);
        const problem: Body = thrown;
        assert.match(problem.requestId, uuid);
        assert.deepEqual(
          {
            name: problem.name,
            code: problem.code,
            statusCode: problem.statusCode,
            message: problem.message,
            retryAfter: problem.retryAfter,
          },
          {
            name: 'ClientError',
            code,
            statusCode: status,
            message: `${code}: code: ${status}, ${message} request id: ${problem.requestId}`,
            retryAfter: undefined,
          },
        );
        assertErrorBody(problem.data, action, code, message);
        return true;
      });
    },
  };
}

/** The older SDK: V1, all parameters in the query of a GET or the form of a POST. */
export function plainWalker(core: Core, method: 'GET' | 'POST'): Walker {
  // Its reader gives objects without a prototype.
  const plain = (body: object) => JSON.parse(JSON.stringify(body)) as Body;
  const call = (action: string, params: Params) => core.request<Body>(action, params, { method });
  return {
    send: async (action, params) => judged(action, plain(await call(action, params))),
    async refused(action, params, status, code, message) {
      await assert.rejects(call(action, params), (thrown: object) => {
        assert.ok(thrown instanceof Error);
        const problem: Body = thrown;
        assert.deepEqual([problem.name, problem.code, problem.entry.response.statusCode], [`${code}Error`, code, status]);
        assert.ok(problem.message.startsWith(`${message}, URL: http`), problem.message);
        assertErrorBody(plain(problem.data), action, code, message);
        return true;
      });
    },
  };
}

function assertErrorBody({ RequestId, Recommend, ...body }: Body, action: string, code: string, message: string): void {
  assert.deepEqual({ ...body, HostId: '' }, { HostId: '', Code: code, Message: message });
  assert.match(RequestId, uuid);
  assert.ok(Recommend.endsWith(`//${body.HostId}/errors/${code}?product=Ecs&action=${action}&requestId=${RequestId}`), Recommend);
}
