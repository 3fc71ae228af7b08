import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { interfaceHead } from '#domain/samples.testing.ts';
import { Feed } from '#feed/feed.ts';
import { type StateGroup, type StatePace, StateStream, type StateSubscription } from '#feed/state-stream.ts';
import type { Effect } from '#kit/deciding.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import type { Store } from '#store/store.ts';
import { change, entry, groupHead, groupKey, here, listHead, listKey, part, put, rule, START, withoutPart } from '../store/samples.ts';
import { keysOf, TestHost } from './state-host.ts';

/** What the state stream promises beside being right: how often it reads, renders and sends, and what it does when something fails. */
const bounded = { timeout: 60_000 };
const folder = mkdtempSync(join(tmpdir(), 'sallyport-state-'));
const open: (() => unknown)[] = [];
after(async () => {
  for (const close of open.reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

let folders = 0;
function world(pace: Partial<StatePace> = {}, over: { readonly now?: () => number } = {}) {
  const store = openStore(join(folder, String(++folders)), over);
  const counted = { reads: 0, fails: false, before: async (): Promise<void> => {} };
  const read: Store['read'] = async (decide) => {
    counted.reads++;
    if (counted.fails) throw new Error('no disk');
    await counted.before();
    return store.read(decide);
  };
  const feed = new Feed(store, { poll: 20, tick: 10, chunk: 16 });
  const stream = new StateStream(feed, { read }, { gap: 20, quiet: 60_000, retry: 10, patience: 50, ...pace });
  open.push(
    () => store.close(),
    () => feed.close(),
  );
  return { store, feed, stream, counted };
}
const eni = (n: number) => `${here.account}/${here.region}/eni-${n}`;
const eniKey = (n: number) => keysOf([eni(n)])[0]!;
const inGroups = (n: number, ...groups: string[]): Effect =>
  put(eniKey(n), interfaceHead({ groups, addresses: [`10.0.${n >> 8}.${n & 255}`] }));
const follow = async (stream: StateStream, host: TestHost) =>
  (await stream.subscribe(keysOf(host.interest), undefined, host)) as StateSubscription;
async function until(holds: () => boolean, what: string) {
  for (const end = Date.now() + 10_000; !holds(); await pause(2)) if (Date.now() > end) assert.fail(`never: ${what}`);
}
const stateOf = (host: TestHost) => host.markers.at(-1)!.state;
const bodyOf = (host: TestHost, kind: string, id: string) => JSON.parse(stateOf(host).get(`${kind}/${here.account}/${here.region}/${id}`)!);
const kinds = (host: TestHost, at: number) => host.groups[at]!.changed.map(({ key }) => `${key.kind} ${key.id}`);

test('of another account it tells a stream that stands for all accounts, and no other', bounded, async () => {
  const { store, stream } = world();
  const foreign = rule({ peer: { kind: 'group', id: 'sg-2', owner: '2000000000000002' } });
  const theirs = { ...groupKey('sg-2'), account: '2000000000000002' };
  const member = { ...eniKey(2), account: '2000000000000002' };
  await change(store, put(groupKey('sg-1'), groupHead()), put(theirs, groupHead()), part(groupKey('sg-1'), 'sgr-1', foreign));
  await change(store, put(member, interfaceHead({ groups: ['sg-2'], addresses: ['10.9.0.1'] })), inGroups(1, 'sg-1'));
  const told = async (account: string | undefined) => {
    const groups: StateGroup[] = [];
    await stream.subscribe(keysOf([eni(1)]), account, { take: (group) => void groups.push(group), end() {} });
    await until(() => groups.length > 0, 'the state');
    return groups[0]!.changed.map(({ key }) => `${key.kind} ${key.account}`);
  };
  const ours = [`members ${here.account}`, `group ${here.account}`, `interface ${here.account}`];
  assert.deepEqual(await told(here.account), ours);
  assert.deepEqual(await told(undefined), ['members 2000000000000002', ...ours]);
});

test('all that an interface reaches comes first what is named, then what names it, ended by one marker', bounded, async () => {
  const { store, stream } = world();
  const byList = rule({ peer: { kind: 'list', id: 'pl-1' }, portList: 'prl-1' });
  const byGroup = rule({ peer: { kind: 'group', id: 'sg-2', owner: '' } });
  await change(
    store,
    put(groupKey('sg-1'), groupHead({ innerAccess: 'Drop' })),
    part(groupKey('sg-1'), 'sgr-1', byList),
    part(groupKey('sg-1'), 'sgr-2', byGroup),
    put(groupKey('sg-2'), groupHead()),
    put(listKey('pl-1'), listHead()),
    part(listKey('pl-1'), '10.0.0.0/8', entry('10.0.0.0/8', 'words')),
    inGroups(1, 'sg-1'),
    inGroups(2, 'sg-2'),
  );
  const host = new TestHost([eni(1)]);
  await follow(stream, host);
  await until(() => host.groups.length === 1, 'a marker');
  assert.deepEqual(kinds(host, 0), ['members sg-2', 'portRangeList prl-1', 'prefixList pl-1', 'group sg-1', 'interface eni-1']);
  assert.deepEqual(bodyOf(host, 'members', 'sg-2'), { vpc: 'vpc-1', addresses: ['10.0.0.2'] });
  assert.equal(bodyOf(host, 'portRangeList', 'prl-1'), null);
  assert.deepEqual(bodyOf(host, 'prefixList', 'pl-1'), { family: 'IPv4', entries: ['10.0.0.0/8'] });
  const { description: _, created: __, ...told } = byList;
  assert.deepEqual(bodyOf(host, 'group', 'sg-1').rules[0], JSON.parse(JSON.stringify({ id: 'sgr-1', ...told })));
});
test('a burst of 1000 revokes sends the newest state some times, to 200 hosts with one rendering and without a read', bounded, async () => {
  const { store, stream, counted } = world({ gap: 50 });
  const group = groupKey('sg-1');
  const rules = Array.from({ length: 1000 }, (_, i) =>
    part(group, `sgr-${1000 + i}`, rule({ priority: 1 + (i % 100), ports: `${i + 1}/${i + 1}` })),
  );
  await change(store, put(group, groupHead()), ...rules, ...Array.from({ length: 200 }, (_, n) => inGroups(n, 'sg-1')));
  const hosts = Array.from({ length: 200 }, (): StateGroup[] => []);
  for (const [n, groups] of hosts.entries())
    await stream.subscribe(keysOf([eni(n)]), undefined, { take: (given) => void groups.push(given), end() {} });
  await until(() => hosts.every((groups) => groups.length > 0), 'all have it');
  assert.equal(stream.resources, 202, 'one group, its members, and the interfaces');
  const { reads } = counted;
  const began = Date.now();
  for (let i = 0; i < 1000; i++) await change(store, withoutPart(group, `sgr-${1000 + i}`));
  const isEmpty = (groups: readonly StateGroup[]) => groups.at(-1)!.changed.some(({ json }) => json.includes('"rules":[]'));
  await until(() => hosts.every(isEmpty), 'no rule is left');
  const most = 2 + (Date.now() - began) / 50;
  const renderings = new Set(hosts.flatMap((groups) => groups.slice(1).flatMap(({ changed }) => changed)));
  for (const groups of hosts) assert.ok(groups.length - 1 <= most, `${groups.length - 1} groups in ${Date.now() - began} ms`);
  assert.ok(renderings.size <= most, `${renderings.size} renderings`);
  assert.equal(counted.reads, reads);
});

test('what one commit changed together comes together; what changes nothing for a host does not come', bounded, async () => {
  const { store, stream } = world();
  await change(store, put(groupKey('sg-1'), groupHead({ innerAccess: 'Drop' })), put(groupKey('sg-2'), groupHead()), inGroups(1, 'sg-1'));
  const host = new TestHost([eni(1)]);
  await follow(stream, host);
  await until(() => host.groups.length === 1, 'a marker');
  await change(
    store,
    put(listKey('pl-1'), listHead()),
    part(groupKey('sg-1'), 'sgr-1', rule({ peer: { kind: 'list', id: 'pl-1' } })),
    inGroups(1, 'sg-1', 'sg-2'),
  );
  await until(() => host.groups.length === 2, 'the change');
  assert.deepEqual(kinds(host, 1).toSorted(), ['group sg-1', 'group sg-2', 'interface eni-1', 'members sg-2', 'prefixList pl-1']);
  await change(store, put(groupKey('sg-1'), groupHead({ innerAccess: 'Drop', description: 'other words', name: 'other' })));
  await change(store, put(groupKey('sg-9'), groupHead()));
  await change(store, withoutPart(groupKey('sg-1'), 'sgr-1'));
  await until(() => host.groups.length === 3, 'the revoke');
  assert.deepEqual([kinds(host, 2), host.groups[2]!.dropped.map(({ id }) => id)], [['group sg-1'], ['pl-1']]);
});

test('a host is told how far the feed is while nothing of its own changes', bounded, async () => {
  const { store, stream } = world({ quiet: 30 });
  const host = new TestHost([eni(1)]);
  await follow(stream, host);
  await until(() => host.groups.length === 1, 'a marker');
  await change(store, put(groupKey('sg-9'), groupHead()));
  await until(() => host.markers.at(-1)!.seq === 1, 'the cursor');
  assert.deepEqual([host.groups[1]!.changed, host.groups[1]!.dropped], [[], []]);
  await pause(100);
  assert.equal(host.groups.length, 2, 'and only where it has moved');
});

test('one that always names something new is served all the same', bounded, async () => {
  const { store, stream, counted } = world();
  const group = groupKey('sg-1');
  const name = (n: number) => part(group, `sgr-${n % 3}`, rule({ peer: { kind: 'list', id: `pl-${n}` } }));
  await change(store, put(group, groupHead()), name(0), inGroups(1, 'sg-1'));
  let n = 0;
  // Before each read another list is named, of which the feed does not know yet.
  counted.before = () => change(store, name(++n));
  const host = new TestHost([eni(1)]);
  const ended = { is: false };
  const churn = (async () => {
    while (!ended.is) {
      await change(store, name(++n));
      await pause(0);
    }
  })();
  await follow(stream, host);
  await until(() => host.groups.length >= 3, 'three markers');
  ended.is = true;
  await churn;
});

test('a host that can take no more gets what is newest once it can', bounded, async () => {
  const { store, stream } = world();
  await change(store, put(groupKey('sg-1'), groupHead()), inGroups(1, 'sg-1'));
  let release = () => {};
  const host = new TestHost([eni(1)], () => new Promise<void>((done) => (release = done)));
  await follow(stream, host);
  await until(() => host.groups.length === 1, 'a marker');
  for (let i = 0; i < 30; i++) {
    await change(store, part(groupKey('sg-1'), `sgr-${10 + i}`, rule({ priority: i + 1 })));
    await pause(2);
  }
  await pause(50);
  assert.equal(host.groups.length, 1);
  release();
  await until(() => host.groups.length === 2, 'the newest');
  assert.equal(bodyOf(host, 'group', 'sg-1').rules.length, 30);
});

test('where records are gone all is read anew, and what is the same is not sent again', bounded, async () => {
  let now = START;
  const { store, feed, stream, counted } = world({}, { now: () => now });
  await change(store, put(groupKey('sg-1'), groupHead()), put(groupKey('sg-2'), groupHead()), inGroups(1, 'sg-1', 'sg-2'));
  const records = store.changesAfter.bind(store);
  let isBlind = false;
  store.changesAfter = async (seq, limit) => (isBlind ? [] : records(seq, limit));
  const host = new TestHost([eni(1)]);
  await follow(stream, host);
  await until(() => host.groups.length === 1, 'a marker');
  isBlind = true;
  for (let i = 0; i < 9; i++) await change(store, part(groupKey('sg-1'), `sgr-${i}`, rule({ priority: i + 1 })));
  now += 1000;
  await store.purge(now, { age: 1, records: 1 });
  const { reads } = counted;
  isBlind = false;
  await until(() => host.groups.length === 2, 'the newest');
  assert.equal(counted.reads, reads + 1);
  assert.deepEqual([kinds(host, 1), bodyOf(host, 'group', 'sg-1').rules.length], [['group sg-1'], 9]);
  feed.close();
  assert.deepEqual(host.ends, ['closed']);
  assert.equal(await stream.subscribe([], undefined, new TestHost([])), 'closed');
});

test('a read that fails is tried again; where that does not help, all are told', bounded, async () => {
  const { stream, counted } = world();
  counted.fails = true;
  const host = new TestHost([eni(1)]);
  await follow(stream, host);
  await pause(15);
  counted.fails = false;
  await until(() => host.groups.length === 1, 'a marker');
  counted.fails = true;
  await follow(stream, new TestHost([eni(2)]));
  await until(() => host.ends.length > 0, 'an end');
  assert.deepEqual([host.ends, stream.size, stream.resources], [['unavailable'], 0, 0]);
  counted.fails = false;
  const again = new TestHost([eni(1)]);
  await follow(stream, again);
  await until(() => again.groups.length === 1, 'who comes again is served');
});

test('what nobody needs any more is not kept', bounded, async () => {
  const { store, stream } = world();
  await change(store, put(groupKey('sg-1'), groupHead()), inGroups(1, 'sg-1'), inGroups(2, 'sg-1'));
  const [one, other] = [new TestHost([eni(1)]), new TestHost([eni(2)])];
  const subscription = await follow(stream, one);
  (await follow(stream, other)) satisfies StateSubscription;
  await until(() => one.groups.length + other.groups.length === 2, 'two markers');
  assert.equal(stream.resources, 4);
  one.want([]);
  subscription.want([]);
  await until(() => one.groups.length === 2, 'nothing is left of it');
  assert.deepEqual([stateOf(one).size, stream.resources], [0, 3]);
  assert.deepEqual(
    one.groups[1]!.dropped.map(({ kind }) => kind),
    ['interface', 'group', 'members'],
  );
});
