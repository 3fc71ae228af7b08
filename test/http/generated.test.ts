import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Action, versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { fill, wireCode } from '#errors/fill.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorTable } from '#kit/error-row.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';
import { type Allowed, allowedOf, brokenOf } from './contract-cases.ts';
import { freshNames, type Place, placeOf, refused } from './examples.ts';
import { leavesOfJson, leavesOfXml, undescribedIn } from './leaves.ts';
import { errorOf } from './requests.ts';
import { newAccount } from './world.ts';

/** What every action must do, made from its description. */
let server: TestServer;
let stranger: { readonly id: string; readonly client: Client };
before(async () => {
  server = await startServer();
  stranger = await newAccount(server);
});
after(() => server.stop());

/** What the tables say of a fault of form: status, code and message. A code in no table names the parameter by the gateway's rule. */
function toldOf({ errors }: Action, code: string, name: string): readonly [http: number, code: string, message: string] {
  const tables: ErrorTable = { ...gatewayErrors, ...errors };
  const key = code in tables ? code : code.startsWith('Missing') ? 'Missing{Name}' : 'Invalid{Name}';
  const { http, message } = tables[key]!;
  return [http, wireCode(key, [name]), fill(message, [name])];
}

const unknown = { NoSuchParameter: 'x', 'Nope.1.Deep': 'x', 'Nope.0': 'x', Nope: '[' };
const isXml = ({ text, headers }: Answer): boolean => headers['content-type'] === 'text/xml;charset=utf-8' && text.startsWith('<?xml');

/** What an answer says, without what each answer has of its own; of a change also without values, since each place has its own ids. */
function told(action: Action, answer: Answer): readonly string[] {
  const root = answer.status === 200 ? `${action.name}Response` : 'Error';
  const leaves = isXml(answer) ? leavesOfXml(answer.text, root) : leavesOfJson(answer.body);
  const kept = leaves.filter((leaf) => !/^\/(RequestId|Recommend)=/.test(leaf));
  const isExact = action.mode === 'read' || answer.status !== 200;
  return [
    String(answer.status),
    ...kept.map((leaf) => (isExact ? leaf.replaceAll(/\b([a-z]+)-[a-z0-9]{17,}\b/g, '$1-…') : leaf.replace(/=.*/s, ''))),
  ];
}

for (const action of actions) {
  const name = `${action.product} ${action.name}`;
  describe(name, () => {
    const call = (params: Params, more?: Parameters<Client>[2], client: Client = server.root) =>
      client(action.name, { RegionId: '', ...params }, { version: versionOf[action.product], ...more });

    /** The first answer that is a success, else the last. */
    async function answerOf({ client, requests }: Place, extra: Params, more: Parameters<Client>[2]): Promise<Answer> {
      let answer: Answer | undefined;
      for (const request of requests) {
        answer = await call({ ...request, ...extra }, more, client);
        if (answer.status === 200) break;
      }
      return answer!;
    }

    test(
      name in refused ? `its example is refused with ${refused[name]}` : 'its example works, and its reply is as described',
      async () => {
        const answer = await answerOf(await placeOf(server, action), {}, { scheme: 'v1' });
        const { RequestId, Code, Success } = answer.body;
        assert.equal(answer.headers['x-acs-request-id'], RequestId);
        if (name in refused) return assert.equal(Code, refused[name], answer.text);
        assert.equal(answer.status, 200, answer.text);
        assert.deepEqual(undescribedIn(answer.body, action.returns), []);
        const isPlain =
          (Code ?? 'Success') === 'Success' && (Success ?? true) === true && (!('Message' in answer.body) || Code === 'Success');
        assert.ok(isPlain, 'clients take it for an error');
      },
    );

    test('it says the same in JSON, in XML, and with parameters that it does not know', async () => {
      // What only reads may be asked again where it is; for a change each answer comes from a place of its own.
      const one = await placeOf(server, action);
      const place = () => (action.mode === 'read' ? one : placeOf(server, action));
      const json = await answerOf(one, {}, {});
      const more = await answerOf(await place(), unknown, {});
      const xml = await answerOf(await place(), {}, { format: 'XML' });
      assert.ok(isXml(xml), xml.text);
      assert.deepEqual(told(action, more), told(action, json));
      assert.deepEqual(told(action, xml), told(action, json));
    });

    test('what is missing or malformed gets its code, and nothing is done', async () => {
      const broken = brokenOf(action, action.example.request);
      const before = await changes();
      const answers = await Promise.all(broken.map(({ params }) => call(params)));
      for (const [i, { title, code, name }] of broken.entries()) {
        const { status, body } = answers[i]!;
        assert.deepEqual([status, body.Code, body.Message], toldOf(action, code, name), title);
      }
      assert.equal(await changes(), before);
    });

    test('what is at the edge of its range is not malformed', async () => {
      const judge = async ({ title, params, code, name }: Allowed) => {
        const { status, body } = await call(freshNames(params));
        assert.notDeepEqual([status, body.Code, body.Message], toldOf(action, code, name), title);
      };
      await Promise.all(allowedOf(action, action.example.request).map(judge));
    });

    test('an error comes in XML as in JSON', async () => {
      // An action without parameters has one error left: that it is not there in another version.
      const [first] = brokenOf(action, action.example.request);
      const wrong = first ? {} : { version: '2000-01-01' };
      const [json, xml] = [await call(first?.params ?? {}, wrong), await call(first?.params ?? {}, { ...wrong, format: 'XML' })];
      assert.ok(isXml(xml));
      const said = ({ RequestId, Recommend, ...error }: Record<string, string>) => error;
      assert.deepEqual(said(errorOf(xml)), said(errorOf(json)));
    });

    if (action.operator) {
      test('it is refused to the root of another account, whatever it sends', async () => {
        for (const params of [action.example.request, {}]) {
          const { status, body } = await call(params, {}, stranger.client);
          assert.deepEqual([status, body.Code], [403, 'Forbidden.Unauthorized']);
        }
      });
    }
  });
}

test('an example that is listed as refused is one of an action', () => {
  const names = actions.map(({ product, name }) => `${product} ${name}`);
  assert.deepEqual(
    Object.keys(refused).filter((name) => !names.includes(name)),
    [],
  );
});

async function changes(): Promise<string | undefined> {
  const page = await fetch(`http://${server.endpoint}/metrics`);
  return /^sallyport_changes (\d+)$/m.exec(await page.text())?.[1];
}
