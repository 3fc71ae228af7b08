import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { test } from 'node:test';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { dial, SHORT, said, secure, start } from './sockets.ts';

const bounded = { timeout: 20_000 };
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const withOpenssl = { ...bounded, skip: hasOpenssl ? false : 'openssl is not installed' };

/** What a client that does not know our CA does; resolves with its error when its socket is closed. */
async function reject(port: number, options: ConnectionOptions & { localAddress?: string } = {}): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, ...options });
  let code = '';
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? '';
  });
  await new Promise((done) => socket.once('close', done));
  return code;
}

const get = async (socket: TLSSocket | Awaited<ReturnType<typeof dial>>) => {
  socket.write('GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
  return said(socket);
};

for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
  test(`${version}: a client that knows the CA is answered, by name and by both addresses, and nothing is logged`, bounded, async (t) => {
    const { port, lines } = await start(t);
    for (const servername of ['localhost', '']) {
      const socket = await dial('https', port, { servername, minVersion: version, maxVersion: version });
      assert.equal((socket as TLSSocket).getProtocol(), version);
      assert.match(await get(socket), /^HTTP\/1\.1 200 /);
    }
    assert.deepEqual(lines, []);
  });

  test(`${version}: Node's client, which goes without an alert, is told of in the log with the lines that mend it`, bounded, async (t) => {
    const { port, line } = await start(t);
    assert.equal(await reject(port, { minVersion: version, maxVersion: version }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const text = await line;
    assert.match(text, /127\.0\.0\.1 .* may not trust the certificate/);
    assert.ok(text.includes(`export SSL_CERT_FILE=${secure.bundleFile} `), text);
    assert.ok(text.includes(`export REQUESTS_CA_BUNDLE=${secure.bundleFile} `), text);
    assert.ok(text.includes(`export NODE_EXTRA_CA_CERTS=${secure.caFile} `), text);
    assert.ok(!text.includes('--tls-names'), text);
  });

  test(`${version}: a client that says why it goes is told of with its reason`, withOpenssl, async (t) => {
    const { port, line } = await start(t);
    const flag = version === 'TLSv1.2' ? '-tls1_2' : '-tls1_3';
    const client = execFile('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error', flag]);
    t.after(() => client.kill());
    const text = await line;
    assert.match(text, /127\.0\.0\.1 does not trust the certificate of this server \(unknown ca\)/);
    assert.ok(text.includes(`export SSL_CERT_FILE=${secure.bundleFile} `), text);
  });

  test(`${version}: a name that the certificate is not for is named, with the flag that adds it`, bounded, async (t) => {
    const { port, line } = await start(t);
    const ca = readFileSync(secure.caFile ?? '');
    const code = await reject(port, { ca, servername: 'other.example', minVersion: version, maxVersion: version });
    assert.equal(code, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.match(await line, /not for other\.example: .* --tls-names other\.example\./);
  });
}

for (const servername of ['x; rm -rf .', '$(id).example', "a'b", 'a b', '*.example', 'ünïcode', 'a\nb']) {
  test(
    `what a client says it dials is not written into the log where it is no host name: ${JSON.stringify(servername)}`,
    bounded,
    async (t) => {
      const { port, line } = await start(t);
      await reject(port, { servername });
      const text = await line;
      assert.match(text, /may not trust/);
      assert.ok(!text.includes(servername) && !text.includes('--tls-names'), text);
    },
  );
}

test('an address of ours that the certificate is not for is named where the client names no host', bounded, async (t) => {
  const { port, line } = await start(t, {}, undefined, { host: '127.0.0.2' });
  assert.equal(await reject(port, { host: '127.0.0.2' }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  assert.match(await line, /not for 127\.0\.0\.2: .* --tls-names 127\.0\.0\.2\./);
});

test('with a certificate that was given, the advice is not of files or flags that are not there', bounded, async (t) => {
  const { port, line } = await start(t, {}, undefined, { secure: { key: secure.key, cert: secure.cert } });
  await reject(port, { servername: 'other.example' });
  assert.match(await line, /SSL_CERT_FILE=FILE_WITH_THE_CA_OF_--tls-cert .* it takes another --tls-cert\./);
});

const ALERTS = [
  'TLSV1_ALERT_UNKNOWN_CA',
  'SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  'SSLV3_ALERT_BAD_CERTIFICATE',
  'SSL/TLS_ALERT_BAD_CERTIFICATE',
];
for (const alert of ALERTS) {
  test(`an alert on an established socket is told of: ${alert}`, bounded, async (t) => {
    const { port, line } = await start(t, {}, (req) => req.socket.destroy(Object.assign(new Error(), { code: `ERR_SSL_${alert}` })));
    assert.equal(await get(await dial('https', port)), '');
    assert.match(await line, /does not trust the certificate of this server \((unknown ca|certificate unknown|bad certificate)\)/);
  });
}

test('an address is spoken of once in its quiet time, and every address by itself', bounded, async (t) => {
  const { port, lines } = await start(t);
  for (const localAddress of ['127.0.0.1', '127.0.0.1', '127.0.0.3', '127.0.0.1', '127.0.0.3']) await reject(port, { localAddress });
  // The last one is logged, if it is, before a socket that comes later is answered.
  await get(await dial('https', port));
  assert.deepEqual(
    lines.map((line) => /127\.0\.0\.\d/.exec(line)?.[0]),
    ['127.0.0.1', '127.0.0.3'],
  );
});

test('after its quiet time an address is spoken of again', bounded, async (t) => {
  const { port, lines } = await start(t, { quiet: 0 });
  for (let i = 0; i < 3; i++) await reject(port);
  await get(await dial('https', port));
  assert.equal(lines.length, 3);
});

test('sockets that end by our own doing, or before they saw the certificate, accuse nobody', bounded, async (t) => {
  const asked = Promise.withResolvers<void>();
  const { port, lines, close } = await start(t, SHORT.head, () => asked.resolve());
  await said(await dial('https', port)); // cut by the time-out for heads
  for (const sent of ['', '\x16', '\x16\x03\x01']) await said(connectTcp({ host: '127.0.0.1', port }).end(sent, 'latin1'));
  const old = connect({ host: '127.0.0.1', port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
  await said(old);
  const wire = connectTcp({ host: '127.0.0.1', port });
  const asking = connect({ socket: wire, rejectUnauthorized: false }).on('error', () => {});
  asking.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  await asked.promise;
  wire.resetAndDestroy();
  // Under TLS 1.2 the server is done before its client is, under TLS 1.3 after it.
  const versions = ['TLSv1.2', 'TLSv1.3'] as const;
  const waiting = await Promise.all(versions.map((maxVersion) => dial('https', port, { maxVersion })));
  const ends = waiting.map(said);
  await close(0);
  await Promise.all(ends);
  assert.deepEqual(lines, []);
});

test('TLS 1.1 is refused', bounded, async (t) => {
  const { port } = await start(t);
  const options: ConnectionOptions = {
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  };
  assert.match(await reject(port, options), /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
});

test('a client that offers HTTP/2 and HTTP/1.1 is given HTTP/1.1', bounded, async (t) => {
  const { port } = await start(t);
  const socket = await dial('https', port, { ALPNProtocols: ['h2', 'http/1.1'] });
  assert.equal((socket as TLSSocket).alpnProtocol, 'http/1.1');
  assert.match(await get(socket), /^HTTP\/1\.1 200 /);
});
