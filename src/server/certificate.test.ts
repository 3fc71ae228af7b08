import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import fs, { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { type Certificate, loadCertificate } from '#server/certificate.ts';

const DAY = 86_400_000;
const root = mkdtempSync(join(tmpdir(), 'sallyport-certificate-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const folder = () => join(root, String(folders++));

/** Made once and copied, since making one takes a tenth of a second. */
const NAMES = ['sally.example', '10.0.0.7'];
const NOW = Date.now();
const made = folder();
await loadCertificate({ dataDir: made, names: NAMES, now: NOW });
function copy(): string {
  const dataDir = folder();
  cpSync(made, dataDir, { recursive: true });
  return dataDir;
}

const read = (dataDir: string, name: string) => readFileSync(join(dataDir, 'tls', name), 'utf8');
const write = (dataDir: string, name: string, text: string) => writeFileSync(join(dataDir, 'tls', name), text);
const lose = (dataDir: string, name: string) => rmSync(join(dataDir, 'tls', name));
const files = (dataDir: string) => Object.fromEntries(readdirSync(join(dataDir, 'tls')).map((name) => [name, read(dataDir, name)]));
const otherKey = () =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

function assertTrusted({ key, cert }: Certificate, caPem: string): X509Certificate {
  const leaf = new X509Certificate(cert);
  const ca = new X509Certificate(caPem);
  assert.ok(leaf.checkIssued(ca) && leaf.verify(ca.publicKey), 'signed by the CA');
  assert.ok(leaf.checkPrivateKey(createPrivateKey(key)), 'key and certificate are a pair');
  return leaf;
}

test('a first start makes the CA, the bundle and a certificate for localhost, both loopback addresses and the names', async () => {
  const dataDir = folder();
  const certificate = await loadCertificate({
    dataDir,
    names: ['Sally.Example', '10.0.0.7', 'fd00:0::7', '*.dev.example', 'bücher.example'],
  });
  const leaf = assertTrusted(certificate, read(dataDir, 'ca.pem'));
  for (const host of ['localhost', 'sally.example', 'a.dev.example', 'xn--bcher-kva.example'])
    assert.equal(leaf.checkHost(host) !== undefined, true, host);
  for (const ip of ['127.0.0.1', '::1', '10.0.0.7', 'fd00::7']) assert.equal(leaf.checkIP(ip), ip);
  assert.equal(leaf.checkHost('other.example'), undefined);
  assert.equal(certificate.caFile, join(dataDir, 'tls', 'ca.pem'));
  assert.equal(certificate.bundleFile, join(dataDir, 'tls', 'bundle.pem'));
  assert.deepEqual([new X509Certificate(read(dataDir, 'ca.pem')).ca, leaf.ca], [true, false]);
});

for (const umask of [0o077, 0]) {
  test(`private keys are for the owner alone and what clients need may be read, under umask ${umask.toString(8)}`, async () => {
    const dataDir = folder();
    const old = process.umask(umask);
    await loadCertificate({ dataDir, names: [] }).finally(() => process.umask(old));
    const modes = Object.fromEntries(
      ['.', ...readdirSync(join(dataDir, 'tls'))].map((name) => [name, (statSync(join(dataDir, 'tls', name)).mode & 0o777).toString(8)]),
    );
    const expected = {
      '.': '700',
      'bundle.pem': '644',
      'ca-key.pem': '600',
      'ca.pem': '644',
      'server-key.pem': '600',
      'server.pem': '600',
    };
    assert.deepEqual(modes, expected);
  });
}

test('the bundle is the roots of the system and ours, since it replaces them', () => {
  const bundle = read(made, 'bundle.pem');
  assert.ok(bundle.endsWith(read(made, 'ca.pem')));
  assert.ok(bundle.split('-----BEGIN CERTIFICATE-----').length > 50);
});

const strict = { skip: spawnSync('openssl', ['version']).status === 0 ? false : 'openssl is not installed' };
for (const trust of ['ca.pem', 'bundle.pem']) {
  test(`openssl verifies the certificate strictly with ${trust}`, strict, () => {
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-verify_ip', '10.0.0.7', '-CAfile', trust, 'server.pem'];
    const { stdout, stderr } = spawnSync('openssl', args, { cwd: join(made, 'tls'), encoding: 'utf8' });
    assert.equal(stdout, 'server.pem: OK\n', stderr);
  });
}

const LOAD = `
  import { registerHooks } from 'node:module';
  registerHooks({ resolve(name, context, next) {
    if (process.argv[2] === 'bare' && name.includes('x509')) throw new Error('loads ' + name);
    return next(name, context);
  } });
  const { loadCertificate } = await import('#server/certificate.ts');
  while (Date.now() < Number(process.argv[3]));
  console.log(JSON.stringify(await loadCertificate({ dataDir: process.argv[1], names: ${JSON.stringify(NAMES)} })));
`;
const inProcess = (dataDir: string, how = '', at = 0) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', LOAD, dataDir, how, String(at)], {
    cwd: join(import.meta.dirname, '../..'),
  });

test('a second start changes nothing and needs no library to make certificates', async () => {
  const dataDir = copy();
  const before = files(dataDir);
  await inProcess(dataDir, 'bare');
  assert.deepEqual(files(dataDir), before);
  await assert.rejects(inProcess(folder(), 'bare'), /loads/);
});

test('starts at the same time agree on one CA', async () => {
  const dataDir = folder();
  const at = Date.now() + 500;
  const all = await Promise.all([1, 2, 3, 4].map(() => inProcess(dataDir, '', at)));
  for (const { stdout } of all) assertTrusted(JSON.parse(stdout), read(dataDir, 'ca.pem'));
  assert.deepEqual(Object.keys(files(dataDir)), Object.keys(files(made)));
  const later = await loadCertificate({ dataDir, names: NAMES });
  assertTrusted(later, read(dataDir, 'ca.pem'));
});

test('a start that another one overtakes takes the keys of that one', async () => {
  const dataDir = folder();
  const theirs: Record<string, string> = {};
  const { existsSync } = fs;
  fs.existsSync = (file) => {
    const was = existsSync(file);
    const name = basename(String(file));
    if (was || !name.endsWith('-key.pem')) return was;
    theirs[name] = otherKey();
    write(dataDir, name, theirs[name]);
    return false;
  };
  syncBuiltinESMExports();
  const loading = loadCertificate({ dataDir, names: NAMES });
  const certificate = await loading.finally(() => {
    fs.existsSync = existsSync;
    syncBuiltinESMExports();
  });
  assertTrusted(certificate, read(dataDir, 'ca.pem'));
  for (const name of ['ca-key.pem', 'server-key.pem']) assert.equal(read(dataDir, name), theirs[name]);
  assert.deepEqual(Object.keys(files(dataDir)), Object.keys(files(made)));
});

const changed: [title: string, names: string[], days: number, ca: boolean, leaf: boolean][] = [
  ['the same names in another order and case change nothing', ['10.0.0.7', 'SALLY.example', '127.0.0.1'], 0, false, false],
  ['a name more is a new certificate from the same CA', [...NAMES, 'b.example'], 0, false, true],
  ['a name less is a new certificate from the same CA', ['sally.example'], 0, false, true],
  ['31 days before its end a certificate stays', NAMES, 730 - 31, false, false],
  ['29 days before its end a certificate is renewed from the same CA', NAMES, 730 - 29, false, true],
  ['29 days before its end the CA is renewed too', NAMES, 3650 - 29, true, true],
  ['what was made by a clock that is ahead is made anew', NAMES, -2, true, true],
];
for (const [title, names, days, newCa, newLeaf] of changed) {
  test(title, async () => {
    const dataDir = copy();
    const before = files(dataDir);
    const now = NOW + days * DAY;
    const certificate = await loadCertificate({ dataDir, names, now });
    const after = files(dataDir);
    assert.deepEqual([after['ca.pem'] !== before['ca.pem'], after['server.pem'] !== before['server.pem']], [newCa, newLeaf]);
    assert.deepEqual([after['ca-key.pem'], after['server-key.pem']], [before['ca-key.pem'], before['server-key.pem']]);
    assert.ok(after['bundle.pem']!.endsWith(after['ca.pem']!));
    // Clients that were given the first CA go on trusting what the next one signs.
    assertTrusted(certificate, before['ca.pem']!);
    const leaf = assertTrusted(certificate, after['ca.pem']!);
    assert.ok(leaf.validToDate.getTime() > now + 30 * DAY && leaf.validFromDate.getTime() <= now);
  });
}

test('a certificate does not outlive its CA', async () => {
  const dataDir = copy();
  const { cert } = await loadCertificate({ dataDir, names: NAMES, now: NOW + 3600 * DAY });
  assert.equal(new X509Certificate(cert).validTo, new X509Certificate(read(dataDir, 'ca.pem')).validTo);
});

const damaged: [title: string, damage: (dataDir: string) => unknown, names: readonly string[], expected: RegExp | 'served'][] = [
  ['a lost certificate is made again', (d) => lose(d, 'server.pem'), NAMES, 'served'],
  ['a certificate that is none is made again', (d) => write(d, 'server.pem', 'x'), NAMES, 'served'],
  ['a lost key is made again with its certificate', (d) => lose(d, 'server-key.pem'), NAMES, 'served'],
  ['a key of another pair gets its certificate', (d) => write(d, 'server-key.pem', otherKey()), NAMES, 'served'],
  ['a lost bundle is made again', (d) => lose(d, 'bundle.pem'), NAMES, 'served'],
  ['a stale bundle is made again', (d) => write(d, 'bundle.pem', 'x'), NAMES, 'served'],
  ['a lost ca.pem is made again', (d) => lose(d, 'ca.pem'), NAMES, 'served'],
  ['a lost CA is made anew, with all that hangs on it', (d) => ['ca.pem', 'ca-key.pem'].map((name) => lose(d, name)), NAMES, 'served'],
  ['the key of the CA is not needed while nothing has to be made', (d) => lose(d, 'ca-key.pem'), NAMES, 'served'],
  [
    'a lost key of the CA is said when it is needed',
    (d) => lose(d, 'ca-key.pem'),
    [],
    /ca-key\.pem is missing and a certificate has to be made/,
  ],
  ['a key of another CA is said when it is needed', (d) => write(d, 'ca-key.pem', otherKey()), [], /ca-key\.pem is not the key of ca\.pem/],
  ['a CA that is no certificate is said', (d) => write(d, 'ca.pem', 'x'), NAMES, /ca\.pem is no PEM certificate/],
  ['a key that is none is said', (d) => write(d, 'server-key.pem', 'x'), NAMES, /server-key\.pem is no PEM private key/],
];
for (const [title, damage, names, expected] of damaged) {
  test(title, async () => {
    const dataDir = copy();
    damage(dataDir);
    const loading = loadCertificate({ dataDir, names });
    if (expected !== 'served') return assert.rejects(loading, expected);
    assertTrusted(await loading, read(dataDir, 'ca.pem'));
    assert.ok(read(dataDir, 'bundle.pem').endsWith(read(dataDir, 'ca.pem')));
    // What was mended stays mended.
    const before = files(dataDir);
    await loadCertificate({ dataDir, names });
    assert.deepEqual(files(dataDir), before);
  });
}

for (const name of [
  '',
  'a b',
  'https://a.example',
  'a.example:8580',
  '10.0.0',
  '300.1.1.1',
  '10.0.0.0/8',
  '[::1]',
  'fe80::1%eth0',
  'a..b',
  '-',
  'a*.example',
]) {
  test(`"${name}" is no name for a certificate`, async () => {
    await assert.rejects(
      loadCertificate({ dataDir: folder(), names: [name] }),
      /^Error: --tls-names: ".*" is neither a host name nor an IP address$/,
    );
  });
}

const cert = join(made, 'tls', 'server.pem');
const key = join(made, 'tls', 'server-key.pem');
const none = join(root, 'none.pem');
const text = join(root, 'text.pem');
writeFileSync(text, 'x');
const encrypted = join(root, 'encrypted.pem');
writeFileSync(
  encrypted,
  createPrivateKey(readFileSync(key)).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
);

const given: [title: string, cert: string | undefined, key: string | undefined, expected: RegExp][] = [
  ['a certificate without key', cert, undefined, /--tls-cert and --tls-key go together/],
  ['a key without certificate', undefined, key, /--tls-cert and --tls-key go together/],
  ['a certificate that is not there', none, key, /--tls-cert: cannot read .*none\.pem \(ENOENT\)/],
  ['a key that is not there', cert, none, /--tls-key: cannot read .*none\.pem \(ENOENT\)/],
  ['a certificate that is none', text, key, /--tls-cert: .*text\.pem is no PEM certificate/],
  ['a key that is none', cert, text, /--tls-key: .*text\.pem is no PEM private key/],
  ['a key that is encrypted', cert, encrypted, /--tls-key: .*encrypted\.pem is no PEM private key, or it is encrypted/],
  [
    'the key of another certificate',
    join(made, 'tls', 'ca.pem'),
    key,
    /--tls-key: .*server-key\.pem is not the key of the first certificate in .*ca\.pem/,
  ],
];
for (const [title, certFile, keyFile, expected] of given) {
  test(`${title} is said with its flag`, async () => {
    await assert.rejects(loadCertificate({ dataDir: folder(), cert: certFile, key: keyFile, names: [] }), expected);
  });
}

test('a pair that is given is served as it is, and no CA is made', async () => {
  const dataDir = folder();
  const certificate = await loadCertificate({ dataDir, cert, key, names: [] });
  assert.deepEqual(certificate, { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') });
  assert.throws(() => readdirSync(dataDir), { code: 'ENOENT' });
});

test('with a passphrase the key of the CA is encrypted, also one that was written in the clear; another passphrase does not open it', async () => {
  const dataDir = folder();
  const first = await loadCertificate({ dataDir, names: NAMES, now: NOW, passphrase: 'one' });
  assert.match(read(dataDir, 'ca-key.pem'), /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  lose(dataDir, 'server.pem');
  assertTrusted(await loadCertificate({ dataDir, names: NAMES, now: NOW, passphrase: 'one' }), readFileSync(first.caFile!, 'utf8'));
  lose(dataDir, 'server.pem');
  await assert.rejects(
    loadCertificate({ dataDir, names: NAMES, now: NOW, passphrase: 'two' }),
    /ca-key.pem is encrypted under another master key/,
  );

  const old = copy();
  assert.match(read(old, 'ca-key.pem'), /^-----BEGIN PRIVATE KEY-----/);
  const { caFile } = await loadCertificate({ dataDir: old, names: NAMES, now: NOW, passphrase: 'one' });
  assert.match(read(old, 'ca-key.pem'), /^-----BEGIN ENCRYPTED/);
  lose(old, 'server.pem');
  assertTrusted(await loadCertificate({ dataDir: old, names: NAMES, now: NOW, passphrase: 'one' }), readFileSync(caFile!, 'utf8'));
});
