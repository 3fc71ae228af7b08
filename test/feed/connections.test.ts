import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { makeRequestSigner } from '#wire/sign-request.ts';
import { headOf } from '../http/requests.ts';
import { sendRaw, startServer } from '../server.ts';
import { closeReaders, readFeed } from './feed-client.ts';

/** Streams as seen from their connections: what is left of one when a client does what no reader does. */
const bounded = { timeout: 60_000 };
const server = await startServer({ streams: { perAccount: 4, beat: 20 } });
after(async () => {
  closeReaders();
  await server.stop();
});

const openStreams = async () => {
  const text = await (await fetch(`http://${server.endpoint}/metrics`)).text();
  return Number(/^sallyport_streams_open (\d+)$/m.exec(text)![1]);
};
const signed = (method: 'GET' | 'POST', more: { readonly form?: readonly [string, string][] } = {}) =>
  makeRequestSigner(server.running.credentials).v3({
    ...{ method, host: server.endpoint, path: '/feed', action: 'WatchChanges', version: '2026-11-24' },
    ...{ query: [], nonce: randomUUID(), now: Date.now(), ...more },
  });
/** A request as it goes over the wire. */
const written = (): string => headOf(signed('GET'));

test('streams that were asked for behind another one on its connection leave their places with it', bounded, async () => {
  const [host, port] = server.endpoint.split(':') as [string, string];
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.write([1, 2, 3, 4].map(written).join(''));
  let open = 0;
  for (let tries = 0; open < 4 && tries < 200; tries++) open = await openStreams();
  assert.equal(open, 4);
  socket.destroy();
  for (let tries = 0; open > 0 && tries < 200; tries++) open = await openStreams();
  assert.equal(open, 0);
});

test('a stream begins with a small request, since all of that is kept while it is open', bounded, async () => {
  const large = signed('POST', { form: [['Unknown', 'x'.repeat(200_000)]] });
  const refused = await sendRaw(server.endpoint, large);
  assert.deepEqual([refused.status, refused.body.Code], [413, 'RequestEntityTooLarge']);
  const { credentials } = server.running;
  const header = await readFeed(server.endpoint, credentials, {}, { headers: { 'x-unknown': 'x'.repeat(200_000) } });
  assert.deepEqual([header.status, header.code], [413, 'RequestEntityTooLarge']);
  const ids = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`NetworkInterfaceId.${i + 1}`, `eni-bp14v2sdd3v8htln${i}`]));
  const most = await readFeed(server.endpoint, credentials, { RegionId: 'cn-hangzhou', ...ids }, { action: 'WatchState' });
  assert.equal(most.status, 200, most.message);
  most.close();
});
