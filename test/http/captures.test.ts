import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { keyV1, signV1, stringToSignV1 } from '#wire/sign-v1.ts';
import { type Answer, sendRaw, startServer, type TestServer } from '../server.ts';
import { timeText } from './requests.ts';

/**
 * What real clients send and read, as data: each folder of test/captures/ is what a client does with one resource, each file one call.
 *   {Name} is filled from what earlier calls kept, Timestamp, SignatureNonce and Signature at the last moment, and nothing else is touched
 */
type Capture = {
  readonly client: string;
  readonly call: string;
  readonly method: string;
  /** Whatever protocol the provider was told, CommonRequest goes over TLS. */
  readonly https?: boolean;
  /** `name=value`, encoded as the client encodes. */
  readonly query: readonly string[];
  readonly form: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** By path, what the client reads: a value, '*' for any text but the empty one, or `like` for a text in any case. */
  readonly reads?: Readonly<Record<string, unknown>>;
  /** Names for what later calls need, by path. */
  readonly keeps?: Readonly<Record<string, string>>;
};
type Vars = Map<string, string>;

const captures = new URL('../captures/', import.meta.url);
const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, captures), 'utf8')) as T;
const folders = globSync('*/', { cwd: captures }).sort();

/** What a placeholder stands for may hold placeholders in turn. */
const fill = (text: string, vars: Vars, as: (value: string) => string = (value) => value): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => as(fill(vars.get(name) ?? assert.fail(`nothing is called ${name}`), vars)));
const fillAll = (value: unknown, vars: Vars): unknown =>
  JSON.parse(fill(JSON.stringify(value), vars, (text) => JSON.stringify(text).slice(1, -1)));

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
const pairOf = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  return [decode(text.slice(0, at)), decode(text.slice(at + 1))];
};

function send(server: TestServer, { method, https, query, form, headers }: Capture, vars: Vars): Promise<Answer> {
  const { accessKeyId, accessKeySecret } = server.running.credentials;
  vars.set('AccessKeyId', accessKeyId).set('SignatureNonce', randomUUID()).set('Timestamp', timeText(Date.now()));
  const encoded = (all: readonly string[]) => all.map((one) => fill(one, vars, encodeURIComponent));
  const filled = encoded(form);
  const signed = encoded(query.filter((one) => !one.startsWith('Signature=')));
  vars.set('Signature', signV1(keyV1(accessKeySecret), stringToSignV1(method, new Map([...signed, ...filled].map(pairOf)))));
  const request = { method, url: `/?${encoded(query).join('&')}`, headers, body: filled.join('&') };
  return sendRaw(server.endpoint, request, https ? readFileSync(join(server.data, 'tls', 'ca.pem'), 'utf8') : undefined);
}

const at = (body: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter((step) => step !== '')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], body);

function judge(body: unknown, path: string, expected: unknown): void {
  const found = at(body, path);
  if (expected === '*') assert.ok(typeof found === 'string' && found !== '', `${path} is ${JSON.stringify(found)}`);
  else if (typeof expected === 'object' && expected !== null && 'like' in expected)
    assert.match(String(found), new RegExp(`^${expected.like}$`, 'i'), path);
  else assert.deepEqual(found, expected, path);
}

let server: TestServer;
let account: string;
before(async () => {
  server = await startServer();
  account = (await server.root('GetCallerIdentity')).body.AccountId;
});
after(() => server.stop());

test('the captures were found', () => assert.ok(folders.length >= 17, folders.join()));

for (const folder of folders) {
  const calls = globSync('*.json', { cwd: new URL(`${folder}/`, captures) }).filter((file) => file !== 'variants.json');
  const ways = globSync(`${folder}/variants.json`, { cwd: captures }).flatMap((file) => read<Record<string, string>[]>(file));
  for (const way of ways.length > 0 ? ways : [{}]) {
    const title = Object.entries(way).flatMap(([name, value]) => (['direction', 'protocol', 'peer'].includes(name) ? [value] : []));
    describe([folder, ...title].join(' '), () => {
      const vars: Vars = new Map(Object.entries(way)).set('Token', randomUUID().slice(0, 8));
      for (const file of calls.sort()) {
        const capture = read<Capture>(`${folder}/${file}`);
        test(`${file.slice(0, -'.json'.length)}: ${capture.call}`, async () => {
          vars.set('AccountId', account);
          const answer = await send(server, capture, vars);
          assert.equal(answer.status, capture.status, answer.text);
          assert.match(String(answer.headers['content-type']), /^application\/json/);
          const reads = fillAll(capture.reads ?? {}, vars) as Record<string, unknown>;
          for (const [path, expected] of Object.entries(reads)) judge(answer.body, path, expected);
          for (const [name, path] of Object.entries(capture.keeps ?? {})) vars.set(name, String(at(answer.body, path)));
        });
      }
    });
  }
}
