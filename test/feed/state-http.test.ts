import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Mailbox } from '#feed/mailbox.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Credentials } from '#wire/sign-request.ts';
import { startChild } from '../faults/child.ts';
import { done, newAccount, newGroup, P } from '../http/world.ts';
import { startPostgres } from '../postgres.ts';
import { ask, type Client, startServer } from '../server.ts';
import { closeReaders, type FeedReader, readFeed, until } from './feed-client.ts';

/** WatchState and AnswerRequest over HTTP: on one server, and on several that share a PostgreSQL. */
const bounded = { timeout: 120_000 };
const server = await startServer({ streams: { beat: 20 } });
const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'sallyport-hosts-'));
after(async () => {
  closeReaders();
  await server.stop();
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
});

const state = { action: 'WatchState' };
type Of = { readonly endpoint: string; readonly keys: Credentials };
const here = (): Of => ({ endpoint: server.endpoint, keys: server.running.credentials });
const watch = (of: Of, params: Record<string, string>, how: object = {}) =>
  readFeed(of.endpoint, of.keys, { RegionId: 'cn-hangzhou', ...params }, { ...state, ...how });

async function newInterface(client: Client, ...groups: string[]): Promise<string> {
  const vpc = (await done(client('CreateVpc', { CidrBlock: '172.16.0.0/12' }))).VpcId;
  const { VSwitchId } = await done(client('CreateVSwitch', { VpcId: vpc, CidrBlock: '172.16.0.0/24', ZoneId: 'cn-hangzhou-b' }));
  const group = groups.length > 0 ? groups : [await newGroup(client, { VpcId: vpc })];
  const named = Object.fromEntries(group.map((id, i) => [`SecurityGroupIds.${i + 1}`, id]));
  return (await done(client('CreateNetworkInterface', { VSwitchId, ...named }))).NetworkInterfaceId;
}
const groupsOf = async (client: Client, eni: string): Promise<string[]> => {
  const { NetworkInterfaceSets: found } = await done(client('DescribeNetworkInterfaces', { 'NetworkInterfaceId.1': eni }));
  return found.NetworkInterfaceSet[0].SecurityGroupIds.SecurityGroupId;
};
const markers = (reader: FeedReader) => reader.told.filter(({ event }) => event === 'synced').length;
const said = (reader: FeedReader) => reader.told.map(({ event, kind }) => (kind ? `${event} ${kind}` : event));

test('a host gets its state, and each change of it, in both formats', bounded, async () => {
  const eni = await newInterface(server.root);
  const [group] = await groupsOf(server.root, eni);
  const readers = [
    await watch(here(), { 'NetworkInterfaceId.1': eni }),
    await watch(here(), { 'NetworkInterfaceId.1': eni, StreamFormat: 'jsonl' }),
  ];
  for (const reader of readers) {
    await until(() => markers(reader) === 1, 'the state');
    assert.deepEqual(said(reader), ['resource members', 'resource group', 'resource interface', 'synced']);
    const { body, ...about } = reader.told[2]!;
    const { accountId } = server.running.credentials;
    assert.deepEqual(about, {
      event: 'resource',
      v: 1,
      kind: 'interface',
      account: accountId,
      region: 'cn-hangzhou',
      id: eni,
      at: about.at,
    });
    assert.deepEqual([body.groups, body.addresses.length, body.status], [[group], 1, 'Available']);
  }
  await done(server.root('AuthorizeSecurityGroupEgress', { SecurityGroupId: group!, ...P({ PortRange: '80/80' }) }));
  for (const reader of readers) await until(() => markers(reader) === 2, 'the rule');
  assert.deepEqual(said(readers[0]!).slice(4), ['resource group', 'synced'], 'nothing but what has changed');
  await done(server.root('RevokeSecurityGroupEgress', { SecurityGroupId: group!, ...P({ PortRange: '80/80' }) }));
  const head = (await server.root('WatchState', { 'NetworkInterfaceId.1': eni })).body.Cursor;
  for (const reader of readers) {
    await until(() => markers(reader) === 3, 'the revoke');
    assert.deepEqual([reader.told.at(-2)!.body.rules, reader.told.at(-1)!.cursor], [[], head]);
    reader.close();
  }
  assert.deepEqual(readers[0]!.ids.at(-1), head, 'only markers can be named as the last one seen');
});

test('an interface that is not there is told as such', bounded, async () => {
  const reader = await watch(here(), { 'NetworkInterfaceId.1': 'eni-none' });
  await until(() => markers(reader) === 1, 'the state');
  assert.equal(reader.told[0]!.body, null);
  reader.close();
});

test('what opens no stream of a host', bounded, async () => {
  const codes = async (params: Record<string, string>) => {
    const { status, code } = await watch(here(), params);
    return `${status} ${code}`;
  };
  assert.equal(await codes({}), '400 MissingParameter');
  assert.equal(await codes({ 'NetworkInterfaceId.1': 'sg-1' }), '400 InvalidParams.EniId');
  assert.equal(await codes({ 'NetworkInterfaceId.1': 'eni-1', HostId: '-' }), '400 InvalidHostId');
  assert.equal(await codes({ 'NetworkInterfaceId.1': 'eni-1', RegionId: '!' }), '404 InvalidRegionId.NotFound');
});

test('streams of hosts take places as all others do', bounded, async () => {
  const narrow = await startServer({ streams: { perAccount: 1, perServer: 2 } });
  try {
    const of = { endpoint: narrow.endpoint, keys: narrow.running.credentials };
    const eni = { 'NetworkInterfaceId.1': 'eni-1' };
    const first = await watch(of, eni);
    assert.equal((await watch(of, eni)).code, 'QuotaExceed.Streams');
    const keysOf = async () => (await newAccount(narrow)).keys;
    const second = await watch({ ...of, keys: await keysOf() }, eni);
    assert.equal((await watch({ ...of, keys: await keysOf() }, eni)).code, 'QuotaExceed.ServerStreams');
    for (const reader of [first, second]) reader.close();
  } finally {
    await narrow.stop();
  }
});

test('a user reads what he may, no longer than he may, and a stream of other interfaces stands by itself', bounded, async () => {
  const [mine, other] = [await newInterface(server.root), await newInterface(server.root)];
  const { accountId } = server.running.credentials;
  const eni = (id: string) => `acs:ecs:cn-hangzhou:${accountId}:eni/${id}`;
  const allow = (...resources: string[]) =>
    JSON.stringify({ Version: '1', Statement: [{ Effect: 'Allow', Action: 'sallyport:WatchState', Resource: resources }] });
  await done(server.root('CreateUser', { UserName: 'agent' }));
  const { AccessKey } = await done(server.root('CreateAccessKey', { UserName: 'agent' }));
  const keys = { accessKeyId: AccessKey.AccessKeyId, accessKeySecret: AccessKey.AccessKeySecret };
  const policy = async (name: string, document: string) => {
    await done(server.root('CreatePolicy', { PolicyName: name, PolicyDocument: document }));
    await done(server.root('AttachPolicyToUser', { PolicyName: name, PolicyType: 'Custom', UserName: 'agent' }));
  };
  await policy('one', allow(eni(mine), `acs:sallyport:*:${accountId}:host/h1`));
  await policy('two', allow(eni(other)));
  const of = { endpoint: server.endpoint, keys };
  const reader = await watch(of, { 'NetworkInterfaceId.1': mine, HostId: 'h1' });
  const both = await watch(of, { 'NetworkInterfaceId.1': mine, 'NetworkInterfaceId.2': other, HostId: 'h1' });
  await until(() => markers(reader) + markers(both) === 2, 'both states');
  assert.equal((await watch(of, { 'NetworkInterfaceId.1': mine, HostId: 'h2' })).code, 'NoPermission');
  assert.equal((await watch(of, { 'NetworkInterfaceId.1': mine })).code, 'NoPermission');
  assert.equal((await watch(of, { 'NetworkInterfaceId.1': 'eni-x', HostId: 'h1' })).code, 'NoPermission');
  await done(server.root('DetachPolicyFromUser', { PolicyName: 'two', PolicyType: 'Custom', UserName: 'agent' }));
  await until(() => both.isOver, 'an end');
  assert.deepEqual([both.events.at(-1)!.event, both.events.at(-1)!.reason, reader.isOver], ['end', 'denied', false]);
  reader.close();
});

test('an answer to what nobody asked is refused', bounded, async () => {
  const nobody = '0b6cf7b5-2f0a-4d0c-9a52-3f6b5c9f3a11';
  for (const [id, status] of [
    [nobody, 404],
    ['x', 404],
  ] as const) {
    const refused = await server.root('AnswerRequest', { HostId: 'h1', QuestionId: id, Answer: 'x' });
    assert.deepEqual([refused.status, refused.body.Code], [status, 'InvalidQuestionId.NotFound']);
  }
});

test('asked on one server, the host on another: it answers to either, and again after its server was killed', bounded, async () => {
  const databaseUrl = await postgres.makeSchema();
  const start = () => startChild(join(folder, 'data'), { flags: ['--database-url', databaseUrl, '--log-level', 'error'] });
  const [kept, killed] = [await start(), await start()];
  const store = await openPostgresStore(databaseUrl);
  const asker = new Mailbox(store.mail, store.peers);
  try {
    const keys = kept.credentials;
    const [a, b] = [kept, killed].map(({ port }): Of => ({ endpoint: `127.0.0.1:${port}`, keys })) as [Of, Of];
    const root: Client = (action, params) => ask(a.endpoint, keys, action, params);
    const account = (await done(root('GetCallerIdentity'))).AccountId as string;
    const host = { account, host: 'h1' };
    const eni = await newInterface(root);
    const onB = await watch(b, { 'NetworkInterfaceId.1': eni, HostId: 'h1' });
    await until(() => markers(onB) === 1, 'the state');
    const requests = (reader: FeedReader) => reader.told.filter(({ event }) => event === 'request');
    const answerTo = (of: Of, QuestionId: string, Answer: string) =>
      ask(of.endpoint, of.keys, 'AnswerRequest', { HostId: 'h1', QuestionId, Answer });
    for (const [n, to] of [a, b].entries()) {
      const asked = asker.ask(host, `question ${n}`, 20_000);
      await until(() => requests(onB).length === n + 1, 'the question');
      const { questionId, question, expires } = requests(onB)[n]!;
      assert.ok(question === `question ${n}` && Date.parse(expires) > Date.now());
      const { status, text } = await answerTo(to, questionId, `answer ${n}`);
      assert.equal(status, 200, text);
      assert.deepEqual(await asked, { is: 'answered', answer: `answer ${n}` });
    }
    const asked = asker.ask(host, 'last', 30_000);
    await until(() => requests(onB).length === 3, 'the question');
    await killed.kill();
    await until(() => onB.isOver, 'the end of the stream');
    const onA = await watch(a, { 'NetworkInterfaceId.1': eni, HostId: 'h1' });
    await until(() => requests(onA).length === 1, 'the question again');
    await done(answerTo(a, requests(onA)[0]!.questionId, 'at last'));
    assert.deepEqual(await asked, { is: 'answered', answer: 'at last' });
    onA.close();
    await pause(50);
    assert.deepEqual(await asker.ask(host, 'anybody?', 200), { is: 'notConnected' });
  } finally {
    asker.close();
    await store.close();
    closeReaders();
    for (const child of [kept, killed]) await child.stop();
  }
});
