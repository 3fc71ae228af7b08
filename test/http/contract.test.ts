import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Action } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { gatewayErrors } from '#errors/gateway.ts';
import type { ErrorRow } from '#kit/error-row.ts';
import type { Field, Returns } from '#kit/shape.ts';
import { type Answer, type Client, type Params, startServer, type TestServer } from '../server.ts';
import { type Allowed, allowedOf, brokenOf } from './contract-cases.ts';
import { errorOf, unescapeXml } from './requests.ts';
import { done, newAccount, newGroup, P, rulesOf } from './world.ts';

/** What every action must do, made from its description. */
let server: TestServer;
let stranger: { readonly id: string; readonly client: Client };
before(async () => {
  server = await startServer();
  stranger = await newAccount(server);
  const quotas = ['groupsPerRegion', 'prefixListsPerRegion', 'portRangeListsPerRegion'];
  const many = quotas.flatMap((name, i) => [
    [`Quota.${i + 1}.Name`, name],
    [`Quota.${i + 1}.Value`, '10000'],
  ]);
  await done(server.root('ModifyAccount', { AccountId: server.running.credentials.accountId, ...Object.fromEntries(many) }));
});
after(() => server.stop());

/** Examples name what is not there; of each kind one is made for an action that speaks of it. */
const makers: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  sg: async () => [await newGroup(server.root, { 'Tag.1.Key': 'env', 'Tag.1.Value': 'test' })],
  vpc: async () => [(await done(server.root('CreateVpc'))).VpcId],
  pl: async () => [
    (await done(server.root('CreatePrefixList', { PrefixListName: 'x1', AddressFamily: 'IPv4', MaxEntries: '1' }))).PrefixListId,
  ],
  prl: async () => [(await done(server.root('CreatePortRangeList', { PortRangeListName: 'x1', MaxEntries: '1' }))).PortRangeListId],
};
/** The requests that an example stands for: it names one of several rules, and one of them is of the right direction. */
async function goodRequests({ params, example }: Action): Promise<readonly Params[]> {
  const request: Record<string, string> = { ...example.request };
  let group = '';
  for (const [name, value] of Object.entries(request)) {
    const make = makers[/^([a-z]+)-/.exec(value)?.[1] ?? ''];
    if (make && !(params[name]?.kind === 'enum')) request[name] = (await make())[0]!;
    if (name === 'SecurityGroupId') group = request[name]!;
    if (name === 'AccountId') request[name] = stranger.id;
  }
  const rule = Object.keys(request).find((name) => request[name]!.startsWith('sgr-'));
  if (!rule) return [request];
  await done(server.root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group, ...P() }));
  await done(
    server.root('AuthorizeSecurityGroup', { SecurityGroupId: group, IpProtocol: 'TCP', PortRange: '1/1', SourceCidrIp: '10.0.0.0/8' }),
  );
  return (await rulesOf(server.root, group)).map((one) => ({ ...request, [rule]: one.SecurityGroupRuleId! }));
}

const rowOf = ({ errors }: Action, code: string): ErrorRow => {
  const known = errors[code] ?? (gatewayErrors as Readonly<Record<string, ErrorRow>>)[code];
  return known ?? gatewayErrors[code.startsWith('Missing') ? 'Missing{Name}' : 'Invalid{Name}'];
};

/** What a reply has and its description has not, or the reverse of their kinds. */
function undescribed(value: unknown, field: Field, at: string): string[] {
  if (field.kind === 'object') return undescribedIn(value as object, field.of, at);
  if (field.kind === 'list') {
    if (!Array.isArray(value)) return [`${at}: no list`];
    return value.flatMap((one, i) =>
      field.of === 'string' ? (typeof one === 'string' ? [] : [`${at}: no text`]) : undescribedIn(one, field.of, `${at}.${i}`),
    );
  }
  const kind = field.kind === 'integer' ? 'number' : field.kind;
  return typeof value === kind ? [] : [`${at}: ${typeof value}, not ${kind}`];
}
function undescribedIn(body: object, returns: Returns, at = ''): string[] {
  return Object.entries(body).flatMap(([name, value]) =>
    returns[name] ? undescribed(value, returns[name], `${at}${name}`) : [`${at}${name}: not described`],
  );
}

/** Every text of a reply with the names that lead to it; a list repeats its name, and what is empty is one empty text. */
function leavesOfJson(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOfJson(one, at));
  if (typeof value !== 'object' || value === null) return [`${at}=${value}`];
  const inside = Object.entries(value).flatMap(([name, one]) => leavesOfJson(one, `${at}/${name}`));
  return inside.length > 0 ? inside : [`${at}=`];
}
function leavesOfXml(text: string): string[] {
  const leaves: string[] = [];
  const path: string[] = [];
  let last = '';
  for (const [, end, name = '', empty, inside] of text.matchAll(/<(\/?)(\w+)(\/?)>|([^<]+)/g)) {
    if (inside !== undefined) last = unescapeXml(inside);
    else if (end) {
      if (last !== '') leaves.push(`/${path.join('/')}=${last}`);
      last = '';
      path.pop();
    } else if (empty) leaves.push(`/${[...path, name].join('/')}=`);
    else path.push(name);
  }
  return leaves;
}

const unknown = { NoSuchParameter: 'x', 'Nope.1.Deep': 'x', 'Nope.0': 'x', Nope: '[' };
const isXml = ({ text, headers }: Answer): boolean => headers['content-type'] === 'text/xml;charset=utf-8' && text.startsWith('<?xml');

for (const action of actions) {
  describe(`${action.product} ${action.name}`, () => {
    const call = (params: Params, more?: Parameters<Client>[2], client: Client = server.root) =>
      client(action.name, { RegionId: '', ...params }, more);

    test('its example works in JSON, and in XML with parameters that it does not know', async () => {
      const answers = [];
      for (const request of await goodRequests(action)) answers.push(await call(request, { scheme: 'v1' }));
      const answer = answers.find(({ status }) => status === 200);
      assert.ok(answer, answers.map(({ text }) => text).join('\n'));
      const { RequestId } = answer.body;
      assert.equal(answer.headers['x-acs-request-id'], RequestId);
      assert.deepEqual(undescribedIn(answer.body, action.returns), []);
      for (const name of ['Code', 'Success', 'Message']) assert.equal(name in answer.body, false, 'clients take it for an error');

      const xml = [];
      for (const request of await goodRequests(action))
        xml.push(await call({ ...freshNames(request), ...unknown }, { scheme: 'v3', format: 'XML' }));
      const inXml = xml.find(({ status }) => status === 200);
      assert.ok(inXml && isXml(inXml), xml.map(({ text }) => text).join('\n'));
      const root = new RegExp(
        `^<\\?xml version="1.0" encoding="UTF-8"\\?><${action.name}Response>(.*)</${action.name}Response>$`,
        's',
      ).exec(inXml.text);
      assert.ok(root, inXml.text);
      assert.match(inXml.text, new RegExp(`<RequestId>${inXml.headers['x-acs-request-id']}</RequestId>`));
    });

    if (action.mode === 'read') {
      test('it says the same in JSON and in XML', async () => {
        const [request = {}] = await goodRequests(action);
        const json = await done(call(request));
        const xml = await call(request, { format: 'XML' });
        const inside = xml.text.slice(xml.text.indexOf('Response>') + 9, xml.text.lastIndexOf('</'));
        const told = (leaves: string[]) => leaves.filter((leaf) => !leaf.startsWith('/RequestId='));
        assert.deepEqual(told(leavesOfXml(inside)), told(leavesOfJson(json)));
      });
    }

    test('what is missing or malformed gets its code, and nothing is done', async () => {
      const broken = brokenOf(action, action.example.request);
      const before = await changes();
      const answers = await Promise.all(broken.map(({ params }) => call(params)));
      for (const [i, { title, code, name }] of broken.entries()) {
        const row = rowOf(action, code);
        const { status, body } = answers[i]!;
        assert.deepEqual([status, body.Code, body.Message], [row.http, code, row.message.replace('%s', name)], title);
      }
      assert.equal(await changes(), before);
    });

    test('what is at the edge of its range is not malformed', async () => {
      const judge = async ({ title, params, code }: Allowed) => assert.notEqual((await call(freshNames(params))).body.Code, code, title);
      await Promise.all(allowedOf(action, action.example.request).map(judge));
    });

    test('an error comes in XML as in JSON', async () => {
      const [first] = brokenOf(action, action.example.request);
      assert.ok(first, 'some request of it is malformed');
      const [json, xml] = [await call(first.params), await call(first.params, { format: 'XML' })];
      assert.ok(isXml(xml));
      const told = ({ RequestId, Recommend, ...error }: Record<string, string>) => error;
      assert.deepEqual(told(errorOf(xml)), told(errorOf(json)));
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

/** Names of accounts are unique. */
let names = 0;
const freshNames = (request: Params): Params =>
  'AccountName' in request ? { ...request, AccountName: `Test${++names}@aliyun.com` } : request;

async function changes(): Promise<string | undefined> {
  const page = await fetch(`http://${server.endpoint}/metrics`);
  return /^sallyport_changes (\d+)$/m.exec(await page.text())?.[1];
}
