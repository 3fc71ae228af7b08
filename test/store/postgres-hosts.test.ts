import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { loadCertificate } from '#server/certificate.ts';
import { Connections, type Lost } from '#store/postgres/connect.ts';
import { openPostgresStore } from '#store/postgres/open-store.ts';
import { asUser, PostgresServer } from '../postgres-server.ts';
import { Replicated } from '../replicated.ts';
import { change, groupHead, groupKey, headAt, put } from './samples.ts';

/** Several hosts in one URL: the primary is used and nobody else, whatever the order and whoever comes back. */
const both = await Replicated.start();
after(() => both.remove());
const urlOf = (...servers: readonly { readonly place: string }[]) =>
  `postgres://sallyport:secret@/postgres?host=${encodeURIComponent(servers.map(({ place }) => place).join(','))}`;
const nowhere = { place: '/nowhere' };
const sg = groupKey('sg-1');

/** Opens and closes; a store that cannot be opened throws. */
async function using<T>(url: string, use: (store: Awaited<ReturnType<typeof openPostgresStore>>) => Promise<T>): Promise<T> {
  const store = await openPostgresStore(url);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

test('a standby and a host that is not there are passed over', () =>
  using(urlOf(nowhere, both.standby, both.primary), async (store) => {
    await change(store, put(sg, groupHead()));
    assert.deepEqual(await headAt(store, sg), groupHead());
    assert.equal((await store.health()).writable, true);
  }));

test('where no host takes writes, the error names each with its reason and no password', () =>
  assert.rejects(openPostgresStore(urlOf(nowhere, both.standby)), ({ message }: Error) => {
    assert.match(message, /\/nowhere: connect ENOENT/);
    assert.match(message, new RegExp(`${both.standby.place}: it takes no writes`));
    assert.doesNotMatch(message, /secret/);
    return true;
  }));

test('a standby that was asked for alone is refused where writes are wanted', () =>
  assert.rejects(openPostgresStore(`${urlOf(both.standby)}&target_session_attrs=read-write`), /it takes no writes/));

test('a store goes over to the promoted standby, and nobody goes back to the old primary', async () => {
  const places = [both.primary, both.standby] as const;
  await using(urlOf(...places), async (store) => {
    await change(store, put(groupKey('sg-2'), groupHead()));
    const old = both.primary;
    await old.kill();
    await both.promote();
    await change(store, put(groupKey('sg-3'), groupHead()));
    await old.start();
    // Its own word is not what tells it from the new one.
    assert.deepEqual(await old.ask('SELECT pg_is_in_recovery()'), [[false]]);
    await change(store, put(groupKey('sg-4'), groupHead()));
    for (const order of [places, places.toReversed()])
      await using(urlOf(...order), async (another) => assert.deepEqual(await headAt(another, groupKey('sg-4')), groupHead()));
    const [[rows]] = (await old.ask(`SELECT count(*)::int FROM root WHERE id IN ('sg-3', 'sg-4')`)) as [[number]];
    assert.equal(rows, 0);
  });
});

/** With a certificate for localhost and 127.0.0.1; gives its port, its CA and another CA. */
async function startWithTls(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-tls-'));
  chmodSync(folder, 0o755);
  const [own, other] = await Promise.all(['own', 'other'].map((name) => loadCertificate({ dataDir: join(folder, name), names: [] })));
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    if (asUser.uid !== undefined) chownSync(file, asUser.uid, asUser.gid);
    return file;
  };
  const port = await freePort();
  const server = new PostgresServer({
    port: String(port),
    listen_addresses: '127.0.0.1',
    ssl: 'on',
    ssl_cert_file: write('cert.pem', own!.cert),
    ssl_key_file: write('key.pem', own!.key),
  });
  t.after(async () => {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  server.init();
  await server.start();
  return { port, ca: own!.caFile!, otherCa: other!.caFile! };
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  return port;
}

test('TLS: the certificate is judged as sslmode says', async (t) => {
  const { port, ca, otherCa } = await startWithTls(t);
  const isEncrypted = async (host: string, params: string) => {
    const connections = new Connections(`postgres://sallyport@${host}:${port}/postgres?${params}`);
    try {
      const text = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
      const [row] = await connections.with('read', (connection) => connection.query({ text }));
      return row![0];
    } catch (cause) {
      return ((cause as Lost).cause as Error).message;
    } finally {
      await connections.close();
    }
  };
  // The name is one of the same machine that the certificate does not have.
  const rows: readonly (readonly [host: string, params: string, what: unknown])[] = [
    ['localhost', '', false],
    ['localhost', 'sslmode=disable', false],
    ['localhost', 'sslmode=require', true],
    ['127.0.0.1', 'sslmode=no-verify', true],
    ['localhost', `sslmode=verify-full&sslrootcert=${ca}`, true],
    ['127.0.0.1', `sslmode=verify-full&sslrootcert=${ca}`, true],
    ['ip6-nowhere,localhost', `sslmode=verify-full&sslrootcert=${ca}&target_session_attrs=read-write`, true],
    ['localhost', `sslmode=verify-full&sslrootcert=${otherCa}`, /certificate|verif/],
    ['localhost', 'sslmode=verify-full', /certificate|verif/],
    ['localhost', `sslmode=verify-ca&sslrootcert=${otherCa}`, /certificate|verif/],
    ['127.0.0.2', `sslmode=verify-full&sslrootcert=${ca}`, /ECONNREFUSED|not in the cert/],
    ['localhost', 'sslmode=verify-ca', /sslrootcert/],
    ['localhost', 'sslmode=require&sslrootcert=/none/ca.pem', /ENOENT/],
  ];
  for (const [host, params, what] of rows) {
    const found = await isEncrypted(host, params);
    if (what instanceof RegExp) assert.match(String(found), what, `${host} ${params}`);
    else assert.equal(found, what, `${host} ${params}`);
  }
});
