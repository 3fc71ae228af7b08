import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { newAccount } from '../http/world.ts';
import { type Client, startServer, type TestServer } from '../server.ts';
import { closeReaders, type FeedReader, readFeed, until } from './feed-client.ts';

/** `/feed` over HTTP: what comes, to whom, from where on, and what ends it. */
const streams = { perAccount: 6, perServer: 9, heartbeat: 100, patience: 300, beat: 20 };
const bounded = { timeout: 60_000 };
let server: TestServer;
let other: Awaited<ReturnType<typeof newAccount>>;
before(async () => {
  server = await startServer({ streams });
  other = await newAccount(server);
  // Which seeds the region: a change of its own.
  for (const client of [server.root, other.client]) await makeGroup(client);
});
after(async () => {
  closeReaders();
  await server.stop();
});

const open: FeedReader[] = [];
const read = async (
  ...[params, how, keys]: [Parameters<typeof readFeed>[2]?, Parameters<typeof readFeed>[3]?, Parameters<typeof readFeed>[1]?]
) => {
  const reader = await readFeed(server.endpoint, keys ?? server.running.credentials, params, how);
  open.push(reader);
  return reader;
};
/** Closes what a test has opened, so that the next one has all places. */
async function closeAll() {
  for (const reader of open.splice(0)) reader.close();
  await until(() => openStreams() === 0, 'all streams closed');
}
let metrics = '';
const openStreams = () => {
  void fetch(`http://${server.endpoint}/metrics`)
    .then((page) => page.text())
    .then((text) => (metrics = text));
  return Number(/^sallyport_streams_open (\d+)$/m.exec(metrics)?.[1]);
};
const makeGroup = async (client: Client = server.root) => {
  const { body } = await client('CreateSecurityGroup', {});
  return { id: body.SecurityGroupId as string, requestId: body.RequestId as string };
};
const cursorNow = async () => (await server.root('WatchChanges')).body.Cursor as string;
const groupsIn = (reader: FeedReader) => reader.told.map(({ changes }) => changes?.[0]?.id);

test('server-sent events: who did what from where, with what was there before and after', bounded, async () => {
  const reader = await read();
  assert.equal(reader.headers['content-type'], 'text/event-stream;charset=utf-8');
  assert.equal(reader.headers['cache-control'], 'no-store');
  const from = await cursorNow();
  const { id, requestId } = await makeGroup();
  await server.root('ModifySecurityGroupAttribute', { SecurityGroupId: id, SecurityGroupName: 'renamed' });
  await until(() => reader.told.length === 2, 'two changes');
  const [made, renamed] = reader.told;
  const account = server.running.credentials.accountId;
  assert.equal(reader.events[0]!.cursor, from, 'the first words tell where it begins');
  assert.deepEqual(
    reader.ids,
    reader.events.map(({ cursor }) => cursor),
  );
  assert.match(made!.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const { event, action, by, from: address, account: actor } = made!;
  assert.deepEqual(
    [event, made!.requestId, action, by, address, actor],
    ['change', requestId, 'CreateSecurityGroup', `acs:ram::${account}:root`, '127.0.0.1', account],
  );
  assert.deepEqual(
    { ...made!.changes[0], after: undefined },
    { account, region: 'cn-hangzhou', kind: 'group', id, before: null, after: undefined },
  );
  assert.deepEqual([renamed!.changes[0].before.name, renamed!.changes[0].after.name], ['', 'renamed']);
  await closeAll();
});

test('JSON lines say the same, by POST too', bounded, async () => {
  const lines = await read({ StreamFormat: 'jsonl' }, { method: 'POST' });
  const events = await read();
  assert.equal(lines.headers['content-type'], 'application/x-ndjson;charset=utf-8');
  await makeGroup();
  await until(() => lines.told.length === 1 && events.told.length === 1, 'the change at both');
  assert.deepEqual(lines.told, events.told);
  await closeAll();
});

const resumes: readonly (readonly [title: string, how: (cursor: string) => Promise<FeedReader>])[] = [
  ['Cursor', (cursor) => read({ Cursor: cursor })],
  ['Last-Event-ID', (cursor) => read({}, { headers: { 'last-event-id': cursor } })],
  [
    'Last-Event-ID, which wins over Cursor',
    (cursor) => read({ Cursor: `${cursor.split(':')[0]}:1` }, { headers: { 'last-event-id': cursor } }),
  ],
];
for (const [title, how] of resumes) {
  test(`it goes on after the last event that was seen: ${title}`, bounded, async () => {
    const first = await read();
    const ids = [(await makeGroup()).id, (await makeGroup()).id, (await makeGroup()).id];
    await until(() => first.told.length === 3, 'three changes');
    const again = await how(first.told[0]!.cursor);
    await until(() => again.told.length === 2, 'two changes');
    assert.deepEqual(groupsIn(again), ids.slice(1));
    await closeAll();
  });
}

test('called under / it tells the cursor, from which a stream then brings all that came since', bounded, async () => {
  const { status, body } = await server.root('WatchChanges', {}, { scheme: 'v1' });
  assert.equal(status, 200);
  const { id } = await makeGroup();
  const reader = await read({ Cursor: body.Cursor });
  await until(() => reader.told.length === 1, 'a change');
  assert.deepEqual(groupsIn(reader), [id]);
  await closeAll();
});

const epochOf = (cursor: string) => cursor.split(':')[0]!;
const refused: readonly (readonly [title: string, cursor: (now: string) => string, code: string, says: RegExp])[] = [
  ['no cursor', () => 'abc', 'InvalidCursor.Malformed', /EPOCH:SEQ/],
  ['a cursor of another epoch', () => 'other:1', 'InvalidCursor.Epoch', /begin without a cursor; the epoch is now [\w-]+\.$/],
  ['a cursor ahead of the newest change', (now) => `${epochOf(now)}:999999999`, 'InvalidCursor.Ahead', /newest change, \d+\./],
];
for (const [title, cursorOf, code, says] of refused) {
  test(`${title} is refused with what to do, under /feed and under /`, bounded, async () => {
    const cursor = cursorOf(await cursorNow());
    const reader = await read({ Cursor: cursor });
    assert.deepEqual([reader.status, reader.code], [400, code]);
    assert.match(reader.message, says);
    const { status, body } = await server.root('WatchChanges', { Cursor: cursor });
    assert.deepEqual([status, body.Code, body.Message], [400, code, reader.message]);
  });
}

test(
  'an account sees its own changes and those of the operator to what it has, without from where; the operator sees all',
  bounded,
  async () => {
    const own = await read({}, {}, other.keys);
    const all = await read();
    await makeGroup();
    const { id } = await makeGroup(other.client);
    await server.root('SetSecurityGroupManaged', { AccountId: other.id, SecurityGroupId: id, ServiceId: '26842' });
    await until(() => all.told.length === 3, 'three changes at the operator');
    await until(() => own.told.length === 2, 'two changes at the account');
    assert.deepEqual(groupsIn(own), [id, id]);
    assert.deepEqual([own.told[0]!.from, own.told[1]!.from, all.told[2]!.from], ['127.0.0.1', '', '127.0.0.1']);
    await closeAll();
  },
);

test('what an account may not see moves its cursor on, told by heartbeats', bounded, async () => {
  const own = await read({}, {}, other.keys);
  await makeGroup();
  const now = await cursorNow();
  await until(() => own.events.at(-1)!.cursor === now, 'a heartbeat at the newest cursor');
  assert.deepEqual([own.told, own.events.at(-1)!.event], [[], 'heartbeat']);
  await closeAll();
});

test('one more stream than an account or a server may have is refused, and has its place once another leaves', bounded, async () => {
  for (let i = 0; i < streams.perAccount; i++) assert.equal((await read()).status, 200);
  const tooMany = await read();
  assert.deepEqual([tooMany.status, tooMany.code], [400, 'QuotaExceed.Streams']);
  for (let i = streams.perAccount; i < streams.perServer; i++) assert.equal((await read({}, {}, other.keys)).status, 200);
  const full = await read({}, {}, other.keys);
  assert.deepEqual([full.status, full.code], [503, 'QuotaExceed.ServerStreams']);
  open[0]!.close();
  let status = 0;
  for (let tries = 0; status !== 200 && tries < 100; tries++, await pause(10)) ({ status } = await read({}, {}, other.keys));
  assert.equal(status, 200);
  await closeAll();
});

test('one that reads nothing is cut off, holds little meanwhile, and goes on where it was', bounded, async () => {
  const { id } = await makeGroup();
  const slow = await read({ StreamFormat: 'jsonl' });
  const quick = await read({ StreamFormat: 'jsonl' });
  slow.res.pause();
  // More than what the system buffers for a socket.
  const permissions = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [
      ...Object.entries({ IpProtocol: 'TCP', PortRange: `${i + 1}/${i + 1}`, SourceCidrIp: '10.0.0.0/8', Description: 'x'.repeat(500) }),
    ]).flatMap((fields, i) => fields.map(([name, value]) => [`Permissions.${i + 1}.${name}`, value])),
  );
  for (let i = 0; i < 60; i++) {
    const { status, text } = await server.root(
      i % 2 ? 'RevokeSecurityGroup' : 'AuthorizeSecurityGroup',
      { SecurityGroupId: id, ...permissions },
      { inForm: true },
    );
    assert.equal(status, 200, text);
  }
  await until(() => quick.told.length === 60, 'all changes at the quick one');
  await until(() => openStreams() === 1, 'the slow one to be cut off');
  assert.match(metrics, /^sallyport_streams_ended_total\{reason="slow"\} 1$/m);
  slow.res.resume();
  await until(() => slow.isOver, 'the end');
  assert.equal(slow.isWhole, false);
  assert.ok(slow.told.length < 60);
  const again = await read({ StreamFormat: 'jsonl', Cursor: slow.events.at(-1)!.cursor });
  await until(() => slow.told.length + again.told.length === 60, 'the rest');
  assert.deepEqual(
    [...slow.told, ...again.told].map(({ cursor }) => cursor),
    quick.told.map(({ cursor }) => cursor),
  );
  await closeAll();
});

test('what opens no stream', bounded, async () => {
  const unsigned = await fetch(`http://${server.endpoint}/feed`, { headers: { accept: 'application/json' } });
  assert.deepEqual([unsigned.status, ((await unsigned.json()) as { Code: string }).Code], [400, 'InvalidSignatureMethod.Feed']);
  const notOne = await read({}, { action: 'DescribeRegions', version: '2014-05-26' });
  assert.deepEqual([notOne.status, notOne.code], [400, 'InvalidAction.Feed']);
  const wrong = await read({}, {}, { ...server.running.credentials, accessKeySecret: 'no' });
  assert.deepEqual([wrong.status, wrong.code], [400, 'SignatureDoesNotMatch']);
  const format = await read({ StreamFormat: 'xml' });
  assert.deepEqual([format.status, format.code], [400, 'InvalidStreamFormat']);
});
