import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type Deliver, Mailbox } from '#feed/mailbox.ts';
import { MemoryMail } from '#store/mail.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import type { Peers } from '#store/store.ts';
import { startPostgres } from '../postgres.ts';

/** Questions to hosts: on one server, and on two that share a database, with and without the words that they send each other. */
const bounded = { timeout: 60_000 };
const postgres = await startPostgres();
const url = await postgres.makeSchema();
const open: (() => unknown)[] = [];
after(async () => {
  for (const close of open.reverse()) await close();
  await postgres.remove();
});
const opened = (mailbox: Mailbox) => {
  open.push(() => mailbox.close());
  return mailbox;
};
async function server(look?: number, over: (peers: Peers) => Peers = (peers) => peers): Promise<Mailbox> {
  const store = await openPostgresStore(url);
  open.push(() => store.close());
  return opened(new Mailbox(store.mail, store.peers && over(store.peers), { ...(look && { look }) }));
}
const deaf = (): Peers => ({ listen: () => () => {}, notify() {} });
const alone = opened(new Mailbox(new MemoryMail(), undefined));
const [a, b] = await Promise.all([server(60_000), server(60_000)]);
const [c, d] = await Promise.all([server(20, deaf), server(20, deaf)]);
await pause(100); // Until both listen.

let hosts = 0;
const newHost = () => ({ account: '1000000000000001', host: `host-${++hosts}` });
const me = 'acs:ram::1000000000000001:user/agent';
type Got = Parameters<Deliver>[0][];

for (const [title, asker, holder, other] of [
  ['one server', alone, alone, alone],
  ['two servers', a, b, b],
  ['two servers, the answer goes to the asker', a, b, a],
  ['two servers that hear nothing of each other', c, d, d],
] as const) {
  test(`${title}: a question reaches the host, and its answer who asked`, bounded, async () => {
    const taker = { ...newHost(), by: me };
    const close = holder.connect(taker, ({ id, question }) => void other.answer(taker, id, `${question}, ${'\0'}é and more`));
    assert.deepEqual(await asker.ask(taker, 'live flows?', 5000), { is: 'answered', answer: 'live flows?, \0é and more' });
    close();
  });

  test(`${title}: a question waits for a host that comes in time`, bounded, async () => {
    const taker = { ...newHost(), by: me };
    const asked = asker.ask(taker, 'who?', 5000);
    await pause(50);
    const close = holder.connect(taker, ({ id }) => void other.answer(taker, id, 'me'));
    assert.deepEqual(await asked, { is: 'answered', answer: 'me' });
    close();
  });

  test(`${title}: a time-out says whether the host was there`, bounded, async () => {
    const taker = { ...newHost(), by: me };
    assert.deepEqual(await asker.ask(taker, 'who?', 60), { is: 'notConnected' });
    const got: Got = [];
    const close = holder.connect(taker, (letter) => void got.push(letter));
    assert.deepEqual(await asker.ask(taker, 'who?', 150), { is: 'silent' });
    assert.equal(got.length, 1);
    assert.equal(await other.answer(taker, got[0]!.id, 'too late'), false);
    close();
  });

  test(`${title}: only the identity whose stream took the question answers it, and once`, bounded, async () => {
    const taker = { ...newHost(), by: me };
    const got: Got = [];
    const close = holder.connect(taker, (letter) => void got.push(letter));
    const asked = asker.ask(taker, 'who?', 5000);
    for (let tries = 0; got.length === 0 && tries < 400; tries++) await pause(5);
    const { id } = got[0]!;
    for (const wrong of [
      { ...taker, by: `${me}-other` },
      { ...taker, host: 'another' },
      { ...taker, account: '1000000000000002' },
    ])
      assert.equal(await other.answer(wrong, id, 'false'), false);
    assert.equal(await other.answer(taker, 'no such', 'false'), false);
    assert.equal(await other.answer(taker, id, 'x'.repeat(256 * 1024 + 1)), false);
    assert.equal(await other.answer(taker, id, 'true'), true);
    assert.equal(await other.answer(taker, id, 'again'), false);
    assert.deepEqual(await asked, { is: 'answered', answer: 'true' });
    close();
  });

  test(`${title}: a host that comes back on another stream is asked again, and another identity is not`, bounded, async () => {
    const taker = { ...newHost(), by: me };
    const got: Got = [];
    const close = holder.connect(taker, (letter) => void got.push(letter));
    const asked = asker.ask(taker, 'who?', 5000);
    for (let tries = 0; got.length === 0 && tries < 400; tries++) await pause(5);
    close();
    const false1: Got = [];
    const closeFalse = asker.connect({ ...taker, by: `${me}-other` }, (letter) => void false1.push(letter));
    await pause(50);
    const closeAgain = asker.connect(taker, ({ id }) => void asker.answer(taker, id, 'back'));
    assert.deepEqual(await asked, { is: 'answered', answer: 'back' });
    assert.equal(false1.length, 0);
    closeFalse();
    closeAgain();
  });

  test(`${title}: so many questions may wait for one host, and no more`, bounded, async () => {
    const host = newHost();
    const asked = Array.from({ length: 32 }, () => asker.ask(host, 'who?', 800));
    await pause(300);
    assert.deepEqual(await other.ask(host, 'who?', 100), { is: 'full' });
    assert.equal((await other.ask(newHost(), 'who?', 20)).is, 'notConnected');
    await Promise.all(asked);
    assert.deepEqual(await asker.ask(host, 'who?', 20), { is: 'notConnected' }, 'what is over makes room');
  });
}

test('a question that is too long is a mistake of who asks', async () => {
  await assert.rejects(alone.ask(newHost(), 'x'.repeat(64 * 1024 + 1), 10));
});

test('who waits when it is closed is told at once', bounded, async () => {
  const mailbox = new Mailbox(new MemoryMail(), undefined);
  const since = Date.now();
  const asked = mailbox.ask(newHost(), 'who?', 30_000);
  await pause(10);
  mailbox.close();
  assert.deepEqual(await asked, { is: 'notConnected' });
  assert.ok(Date.now() - since < 10_000);
});

test('without a database nobody can be asked, and what has expired does not stay', bounded, async () => {
  const store = await openPostgresStore(url);
  const mailbox = opened(new Mailbox(store.mail, store.peers));
  const host = newHost();
  const letter = { ...host, id: 'left', question: 'q', expires: Date.now() - 1 };
  await store.mail.put(letter, 32, Date.now());
  assert.deepEqual(await store.mail.take({ ...host, by: me }, true, Date.now()), []);
  assert.equal((await store.mail.look([letter])).length, 1);
  await mailbox.ask(host, 'who?', 10);
  assert.equal((await store.mail.look([letter])).length, 0);
  await store.close();
  assert.deepEqual(await mailbox.ask(host, 'who?', 10), { is: 'unavailable' });
});
