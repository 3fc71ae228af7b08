import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LIMITS, listen } from '#server/listen.ts';
import { clientHello, dial, KINDS, SHORT, said, secure, start, until } from './sockets.ts';

const GET = 'GET /a HTTP/1.1\r\nHost: h\r\n\r\n';
const CLOSE = 'GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';

/** A hang fails here and not in CI's patience. */
const bounded = { timeout: 20_000 };
/** Most of these tests wait. */
const together = { concurrency: true };

test('one port answers a plain and a TLS client', bounded, async (t) => {
  const { port } = await start(t);
  for (const kind of KINDS) {
    const socket = await dial(kind, port);
    socket.write(CLOSE);
    assert.match(await said(socket), /^HTTP\/1\.1 200 OK\r\n[\s\S]*GET \/b \[\]/, kind);
  }
});

for (const kind of KINDS)
  describe(kind, together, () => {
    test('a socket carries request after request and is told how long it may wait', bounded, async (t) => {
      const { port } = await start(t);
      const socket = await dial(kind, port);
      for (let i = 0; i < 5; i++) {
        socket.write(`GET /${i} HTTP/1.1\r\nHost: h\r\n\r\n`);
        const reply = await until(socket, `GET /${i} []`);
        assert.match(reply, /\r\nKeep-Alive: timeout=25\r\n/);
      }
      socket.destroy();
    });

    test('requests sent in one piece, and a request cut after any byte, are read alike', bounded, async (t) => {
      const { port } = await start(t);
      const pipelined = await dial(kind, port);
      pipelined.write(GET + GET + CLOSE);
      assert.equal((await said(pipelined)).match(/GET \/[ab] \[\]/g)?.length, 3);
      for (const at of [1, 2, 5, GET.length - 1]) {
        const socket = await dial(kind, port);
        socket.write(CLOSE.slice(0, at));
        await pause(5);
        socket.write(CLOSE.slice(at));
        assert.match(await said(socket), /GET \/b \[\]/, `cut after ${at}`);
      }
    });

    test('a chunked body arrives whole', bounded, async (t) => {
      const { port } = await start(t);
      const socket = await dial(kind, port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nA=1');
      await pause(5);
      socket.write('\r\n4\r\n&B=2\r\n0\r\n\r\n');
      assert.match(await said(socket), /POST \/ \[A=1&B=2\]/);
    });

    test('what an SDK puts into a URL fits, up to the limit of a head', bounded, async (t) => {
      const { port } = await start(t);
      const socket = await dial(kind, port);
      socket.write(`GET /${'x'.repeat(1_100_000)} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
      assert.match(await said(socket), /^HTTP\/1\.1 200 /);
    });

    const refused: [title: string, sent: string, status: number, code: string][] = [
      ['what is not HTTP', 'nonsense\r\n\r\n', 400, 'malformed'],
      ['a method that does not exist', 'FOO / HTTP/1.1\r\nHost: h\r\n\r\n', 400, 'malformed'],
      ['a request without Host', 'GET / HTTP/1.1\r\n\r\n', 400, 'malformed'],
      ['a body with a chunk size that is none', `POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'malformed'],
      [
        'two framings of one body',
        'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
        400,
        'malformed',
      ],
      // More than fits into the socket's buffers, so that the refusal comes while the client is still sending.
      ['a head over the limit', `GET /${'x'.repeat(8_000_000)} HTTP/1.1\r\nHost: h\r\n\r\n`, 431, 'tooLarge'],
    ];
    for (const [title, sent, status, code] of refused) {
      test(`${title} is answered with ${status} and a JSON body`, bounded, async (t) => {
        const { port } = await start(t);
        const socket = await dial(kind, port);
        socket.write(sent);
        const reply = await said(socket);
        assert.ok(reply.startsWith(`HTTP/1.1 ${status} `), reply);
        assert.match(reply, /\r\nContent-Type: application\/json;charset=utf-8\r\n/);
        assert.match(reply, /\r\nConnection: close\r\n/);
        const [head = '', body = ''] = reply.split('\r\n\r\n');
        assert.deepEqual(JSON.parse(body), { RequestId: 'R', HostId: '', Code: code });
        assert.match(head, new RegExp(`\\r\\nContent-Length: ${body.length}\\b`));
      });
    }

    test('nonsense behind a request that is being answered does not pass for the answer', bounded, async (t) => {
      const responses: ServerResponse[] = [];
      const { port } = await start(t, {}, (_, res) => responses.push(res));
      const socket = await dial(kind, port);
      socket.write(`${GET}nonsense\r\n\r\n`);
      assert.equal(await said(socket), '');
      assert.equal(responses.length, 1);
    });

    test('a head that stalls is answered with 408 and the socket closed', bounded, async (t) => {
      const { port } = await start(t, SHORT.head);
      const socket = await dial(kind, port);
      socket.write(GET.slice(0, 20));
      assert.match(await said(socket), /^HTTP\/1\.1 408 [\s\S]*"Code":"timeout"/);
    });

    test('a head that trickles in is cut, on the first request and on a later one', bounded, async (t) => {
      const { port } = await start(t, SHORT.head);
      for (const before of ['', GET]) {
        const socket = await dial(kind, port);
        if (before) {
          socket.write(before);
          await until(socket, '[]');
        }
        assert.equal(await trickle(socket, Buffer.from(`GET /${'x'.repeat(1_000)}`)), 'cut');
      }
    });

    test('a request whose head is done has more time than its head had', bounded, async (t) => {
      const { port } = await start(t, SHORT.head);
      const socket = await dial(kind, port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\na');
      await pause(800);
      socket.write('b');
      assert.match(await said(socket), /POST \/ \[ab\]/);
    });

    test('a body that stalls is cut, and its request does not come to life after the refusal', bounded, async (t) => {
      let whole = 0;
      const { port } = await start(t, SHORT.body, (req) =>
        req
          .resume()
          .on('error', () => {})
          .once('end', () => whole++),
      );
      const socket = await dial(kind, port);
      socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na');
      socket.once('data', () => socket.write('b'));
      assert.match(await said(socket), /^HTTP\/1\.1 408 /);
      assert.equal(whole, 0);
    });

    test('close() ends idle sockets at once', bounded, async (t) => {
      const { port, close } = await start(t);
      const idle = await Promise.all([1, 2, 3].map(() => dial(kind, port)));
      const ends = idle.map(said);
      for (const socket of idle) {
        socket.write(GET);
        await until(socket, '[]');
      }
      await close(3_600_000);
      await Promise.all(ends);
    });

    test('close() lets a request in flight finish, and says that it was the last', bounded, async (t) => {
      const arrived = Promise.withResolvers<ServerResponse>();
      const { port, close } = await start(t, {}, (_, res) => arrived.resolve(res));
      const socket = await dial(kind, port);
      const reply = said(socket);
      socket.write(GET);
      const res = await arrived.promise;
      const closed = close(3_600_000);
      await refusesMore(port);
      res.end('done');
      assert.match(await reply, /^HTTP\/1\.1 200 [\s\S]*\r\nConnection: close\r\n[\s\S]*done/);
      await closed;
    });

    test('close() waits for a reply that has begun, and then for nothing', bounded, async (t) => {
      const arrived = Promise.withResolvers<ServerResponse>();
      const { port, close } = await start(t, {}, (_, res) => arrived.resolve(res));
      const socket = await dial(kind, port);
      const reply = said(socket);
      socket.write(GET);
      const res = await arrived.promise;
      res.write('begun, ');
      await until(socket, 'begun');
      const closed = close(3_600_000);
      res.end('done');
      assert.match(await reply, /begun, [\s\S]*done/);
      await closed;
    });

    test('a request whose head was half here when close() came is answered as the last', bounded, async (t) => {
      const { port, close } = await start(t);
      const socket = await dial(kind, port);
      const reply = said(socket);
      // The second head begins in the piece that the first ends in, so that it is here once the first is answered.
      socket.write(GET + GET.slice(0, 20));
      await until(socket, '[]');
      const closed = close(3_600_000);
      socket.write(GET.slice(20));
      assert.match(await reply, /\[\][\s\S]*\r\nConnection: close\r\n[\s\S]*GET \/a \[\]/);
      await closed;
    });

    test('close() destroys what is not finished in time', bounded, async (t) => {
      const arrived = Promise.withResolvers<void>();
      const { port, close } = await start(t, {}, () => arrived.resolve());
      const socket = await dial(kind, port);
      const reply = said(socket);
      socket.write(GET);
      await arrived.promise;
      await close(50);
      assert.equal(await reply, '');
    });
  });

describe('before HTTP, and for both', together, () => {
  const stalled: [title: string, sent: () => Promise<Buffer>][] = [
    ['a socket that says nothing', async () => Buffer.alloc(0)],
    ['a TLS hello that stops after one byte', async () => (await clientHello()).subarray(0, 1)],
    ['a TLS hello that stops after 20 bytes', async () => (await clientHello()).subarray(0, 20)],
    ['a TLS client that goes silent after its hello', clientHello],
  ];
  for (const [title, bytes] of stalled) {
    test(`${title} is closed, and by close() at once`, bounded, async (t) => {
      const sent = await bytes();
      const { port } = await start(t, SHORT.hello);
      const socket = await dial('http', port);
      socket.write(sent);
      await said(socket);

      const other = await start(t);
      const silent = await dial('http', other.port);
      const end = said(silent);
      silent.write(sent);
      await other.close(3_600_000);
      await end;
    });
  }

  test('a TLS hello that trickles in is cut', bounded, async (t) => {
    const { port } = await start(t, SHORT.hello);
    assert.equal(await trickle(await dial('http', port), await clientHello()), 'cut');
  });

  test('a TLS client that sends nothing after the handshake is cut, and by close() at once', bounded, async (t) => {
    const { port } = await start(t, SHORT.head);
    await said(await dial('https', port));
    const other = await start(t);
    // Under TLS 1.2 the server is done before its client is.
    const end = said(await dial('https', other.port, { maxVersion: 'TLSv1.2' }));
    await other.close(3_600_000);
    await end;
  });

  test('as it runs, silence, a stalled hello and a stalled head are each over within 10 s', () => {
    assert.ok(LIMITS.hello <= 10_000);
    assert.ok(LIMITS.head + LIMITS.check + LIMITS.linger <= 10_000);
  });

  test('a client that ends without a word is let go at once', bounded, async (t) => {
    const { port } = await start(t);
    const socket = await dial('http', port);
    socket.end();
    await said(socket);
  });

  test('a client that was refused and stays is let go in the end', bounded, async (t) => {
    const { port, close } = await start(t, { linger: 100 });
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    socket.write('nonsense\r\n\r\n');
    await once(socket.resume(), 'end');
    await close(3_600_000);
    socket.destroy();
  });

  test('sockets that are reset or half closed at any point harm nobody', bounded, async (t) => {
    const { port, lines } = await start(t);
    const hello = await clientHello();
    for (const sent of ['', 'G', GET.slice(0, 20), GET, hello.subarray(0, 1), hello.subarray(0, 20), hello]) {
      const reset = await dial('http', port);
      reset.write(sent);
      await pause(2);
      reset.resetAndDestroy();
      const half = await dial('http', port);
      half.end(sent);
      await said(half);
    }
    for (const kind of KINDS) {
      const socket = await dial(kind, port);
      socket.write(CLOSE);
      assert.match(await said(socket), /GET \/b/);
    }
    assert.deepEqual(
      lines.filter((line) => !line.includes('certificate')),
      [],
    );
  });

  test('the look leaves no listener behind on a socket', bounded, async (t) => {
    const counts: object[] = [];
    const { port } = await start(t, {}, (req, res) => {
      const count = (name: string) => req.socket.listenerCount(name);
      counts.push({ data: count('data'), end: count('end'), error: count('error'), timeout: count('timeout'), drain: count('drain') });
      res.end('[]');
    });
    const { createServer } = await import('node:http');
    const bare = createServer({}, (req, res) => {
      const count = (name: string) => req.socket.listenerCount(name);
      counts.push({ data: count('data'), end: count('end'), error: count('error'), timeout: count('timeout'), drain: count('drain') });
      res.end('[]');
    }).listen(0, '127.0.0.1');
    await once(bare, 'listening');
    t.after(() => bare.close());
    for (const to of [port, (bare.address() as { port: number }).port]) {
      const socket = await dial('http', to);
      socket.write(GET);
      await until(socket, '[]');
      socket.destroy();
    }
    assert.deepEqual(counts[0], counts[1]);
  });

  test('a port that is taken is told as the system tells it', bounded, async (t) => {
    const { port } = await start(t);
    const onClientError = () => ({ status: 400, type: '', text: '' });
    const again = listen({ host: '127.0.0.1', port, secure, onRequest: () => {}, onClientError, log: { warn() {} } });
    await assert.rejects(again, { code: 'EADDRINUSE' });
  });
});

/** Sends byte after byte for four seconds at the most, which is many times the limits of these tests. */
async function trickle(socket: Socket, bytes: Buffer): Promise<'cut' | 'kept'> {
  let over = false;
  const end = said(socket).then(() => {
    over = true;
  });
  for (let i = 0; i < 200 && !over; i++) {
    socket.write(bytes.subarray(i, i + 1));
    await Promise.race([pause(20), end]);
  }
  socket.destroy();
  return over ? 'cut' : 'kept';
}

async function refusesMore(port: number): Promise<void> {
  const [error] = await once(connect({ host: '127.0.0.1', port }), 'error');
  assert.equal(error.code, 'ECONNREFUSED');
}
