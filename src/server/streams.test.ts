import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Subscribed } from '#feed/feed.ts';
import { Metrics } from '#server/metrics.ts';
import { type Asked, Streams } from '#server/streams.ts';

/** What of streams does not show over HTTP: that they subscribe to the feed once. All else is in test/feed. */
const cursor = { epoch: 'e', seq: 1 };
const key = { id: 'LTAI1', account: '1000000000000001', first: false, active: true, identity: { arn: '', type: 'Account' } };
const asked = {
  ...{ action: { name: 'WatchChanges', stream: 'changes', ram: { resources: [] } }, region: '', requestId: '', cursor },
  ...{ call: { incoming: { headers: {}, remote: '', secure: false } }, caller: { key }, decoded: { value: {} } },
} as unknown as Asked;
const silent = { info() {}, error() {} };

test('a subscription that fails late does not count for the streams that came since', async () => {
  const subscriptions: PromiseWithResolvers<Subscribed>[] = [];
  const subscribe = () => {
    const subscription = Promise.withResolvers<Subscribed>();
    subscriptions.push(subscription);
    return subscription.promise;
  };
  const kinds = { changes: async () => ({ cursor: () => cursor, close() {} }) };
  const gate = { keys: { find: async () => key } };
  const given = { feed: { subscribe }, kinds, gate, metrics: new Metrics(), log: silent, now: Date.now };
  const streams = new Streams(given as unknown as ConstructorParameters<typeof Streams>[0], { beat: 5 });
  const follow = () => {
    const res = Object.assign(new EventEmitter(), { write: () => true, end() {}, destroy() {} });
    streams.open(asked).follow!(res as unknown as ServerResponse);
    return () => res.emit('close');
  };
  follow()();
  const leave = follow();
  assert.equal(subscriptions.length, 2);
  subscriptions[0]!.reject(new Error('the store is away'));
  let closed = 0;
  subscriptions[1]!.resolve({ is: 'open', seq: 1, subscription: { close: () => closed++ } });
  await pause(30);
  leave();
  await pause(1);
  assert.deepEqual([subscriptions.length, closed], [2, 1]);
});
