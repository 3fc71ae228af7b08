import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isIP, SocketAddress } from 'node:net';
import { join, resolve } from 'node:path';
import { rootCertificates } from 'node:tls';
import { domainToASCII } from 'node:url';
import { DAY, issueCa, issueLeaf, type Subjects } from '#server/private-ca.ts';

/**
 * Where the server's certificate comes from.
 *   --tls-cert, --tls-key -> these files
 *   neither               -> <data>/tls: ca-key.pem -> ca.pem -> bundle.pem; server-key.pem -> server.pem, made or renewed where needed
 * Keys are written once and never replaced, certificates are replaced whole: two starts at once share the keys, and any certificate made
 * from them verifies against any other, so no order of the two mixes a pair that does not fit.
 */
export type Certificate = {
  /** PEM, both. */
  readonly key: string;
  readonly cert: string;
  /** Absolute paths, where the CA is our own: it alone, and it behind the system's roots. */
  readonly caFile?: string;
  readonly bundleFile?: string;
};

export type CertificateSource = {
  readonly dataDir: string;
  /** Paths; both or neither. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** Host names and addresses beside localhost, 127.0.0.1 and ::1; of no use with a certificate that is given. */
  readonly names: readonly string[];
  /** Encrypts the key of our own CA, which whoever has could pass for any server with; the server's own key is for this server only. */
  readonly passphrase?: string;
  /** Milliseconds since the epoch; the clock when not set. */
  readonly now?: number;
};

/** A certificate that ends sooner than this is made anew. */
const RENEW = 30 * DAY;

/** Gives the key and certificate to serve with; throws an Error whose message is for the operator when there is none to be had. */
export async function loadCertificate({
  dataDir,
  cert,
  key,
  names,
  passphrase,
  now = Date.now(),
}: CertificateSource): Promise<Certificate> {
  if (cert !== undefined || key !== undefined) return readGiven(cert, key);
  const subjects = subjectsOf(names);
  const dir = resolve(dataDir, 'tls');
  mkdirSync(dir, { recursive: true, mode: 0o700 });

  const ca = await keepCa(dir, passphrase, now);
  const bundleFile = join(dir, 'bundle.pem');
  const bundle = `${systemRoots().trimEnd()}\n${ca.pem}`;
  if (read(bundleFile) !== bundle) replace(bundleFile, bundle, 0o644);

  const file = join(dir, 'server.pem');
  const keyFile = join(dir, 'server-key.pem');
  let leaf = read(file);
  if (leaf === undefined || !existsSync(keyFile) || !isFit(leaf, privateKeyIn(keyFile), ca.certificate, subjects, now)) {
    leaf = await issueLeaf(ca.certificate, signingKey(dir, passphrase, ca.certificate), keepKey(keyFile), subjects, now);
    replace(file, leaf, 0o600);
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: leaf, caFile: join(dir, 'ca.pem'), bundleFile };
}

function readGiven(cert: string | undefined, key: string | undefined): Certificate {
  if (cert === undefined || key === undefined) throw new Error('--tls-cert and --tls-key go together: give both or neither');
  const certText = readFlag('--tls-cert', cert);
  const keyText = readFlag('--tls-key', key);
  const certificate = certificateIn(certText);
  if (certificate === undefined) throw new Error(`--tls-cert: ${cert} is no PEM certificate`);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(keyText);
  } catch {
    throw new Error(`--tls-key: ${key} is no PEM private key, or it is encrypted`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error(`--tls-key: ${key} is not the key of the first certificate in ${cert}`);
  }
  return { key: keyText, cert: certText };
}

function readFlag(flag: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (e) {
    throw new Error(`${flag}: cannot read ${file} (${(e as NodeJS.ErrnoException).code})`);
  }
}

/** A CA that runs out is made anew from its own key: who trusts the old one trusts what the new one signs. */
async function keepCa(
  dir: string,
  passphrase: string | undefined,
  now: number,
): Promise<{ readonly pem: string; readonly certificate: X509Certificate }> {
  const file = join(dir, 'ca.pem');
  encryptOld(join(dir, 'ca-key.pem'), passphrase);
  const found = read(file);
  const old = found === undefined ? undefined : certificateIn(found);
  if (found !== undefined && old === undefined) throw new Error(`${file} is no PEM certificate: ${MEND_CA}`);
  if (found !== undefined && old !== undefined && isCurrent(old, now)) return { pem: found, certificate: old };
  const key = old === undefined ? keepKey(join(dir, 'ca-key.pem'), passphrase) : signingKey(dir, passphrase, old);
  const pem = await issueCa(key, now);
  replace(file, pem, 0o644);
  return { pem, certificate: new X509Certificate(pem) };
}

const MEND_CA = 'put the file back, or delete ca.pem and ca-key.pem for a new CA, which every client then has to be given';

/** The key of a CA may be kept elsewhere until a certificate has to be made. */
function signingKey(dir: string, passphrase: string | undefined, ca: X509Certificate): KeyObject {
  const file = join(dir, 'ca-key.pem');
  if (!existsSync(file)) throw new Error(`${file} is missing and a certificate has to be made: ${MEND_CA}`);
  const key = privateKeyIn(file, passphrase);
  if (!ca.checkPrivateKey(key)) throw new Error(`${file} is not the key of ca.pem: ${MEND_CA}`);
  return key;
}

function isFit(pem: string, key: KeyObject, ca: X509Certificate, subjects: Subjects, now: number): boolean {
  const leaf = certificateIn(pem);
  if (leaf === undefined || !isCurrent(leaf, now) || !leaf.checkPrivateKey(key)) return false;
  return leaf.checkIssued(ca) && leaf.verify(ca.publicKey) && isFor(leaf, subjects);
}

/** Exactly these names: one that was taken out of --tls-names must not be served on. */
function isFor(leaf: X509Certificate, { dns, ips }: Subjects): boolean {
  const listed = leaf.subjectAltName?.split(', ') ?? [];
  if (listed.length !== dns.length + ips.length) return false;
  return dns.every((name) => listed.includes(`DNS:${name}`)) && ips.every((ip) => leaf.checkIP(ip) !== undefined);
}

const isCurrent = (certificate: X509Certificate, now: number) =>
  certificate.validFromDate.getTime() <= now && certificate.validToDate.getTime() > now + RENEW;

const HOST_NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*(?!\d+$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Whether this is a host name in lower case: letters, digits, hyphens and underscores, and no last label of digits, which reads as an address. */
export const isHostName = (name: string) => HOST_NAME.test(name);

function subjectsOf(names: readonly string[]): Subjects {
  const dns = new Set(['localhost']);
  const ips = new Set(['127.0.0.1', '::1']);
  for (const name of names) {
    const family = name.includes('%') ? 0 : isIP(name);
    const host = domainToASCII(name);
    if (family !== 0) ips.add(new SocketAddress({ address: name, family: family === 6 ? 'ipv6' : 'ipv4' }).address);
    else if (isHostName(host.replace(/^\*\./, ''))) dns.add(host);
    else throw new Error(`--tls-names: "${name}" is neither a host name nor an IP address`);
  }
  return { dns: [...dns], ips: [...ips] };
}

/** Where distributions keep their roots in one file (Go: crypto/x509/root_linux.go); Mozilla's list as Node carries it elsewhere. */
const ROOT_FILES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

// Do not look at SSL_CERT_FILE: where the operator follows our own advice it names bundle.pem, which would then swallow itself.
const systemRoots = () => read(ROOT_FILES.find((file) => existsSync(file)) ?? '') ?? rootCertificates.join('\n');

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw e;
  }
}

function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function privateKeyIn(file: string, passphrase?: string): KeyObject {
  const pem = readFileSync(file, 'utf8');
  try {
    return createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch {
    const why = isEncrypted(pem) ? 'is encrypted under another master key' : 'is no PEM private key';
    throw new Error(`${file} ${why}: put the right one back, or delete it`);
  }
}

/** The key in the file, made if there is none. The link fails where another start was first, and then that one's key is the key. */
function keepKey(file: string, passphrase?: string): KeyObject {
  if (existsSync(file)) return privateKeyIn(file, passphrase);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const part = writePart(file, pemOf(privateKey, passphrase), 0o600);
  try {
    linkSync(part, file);
  } catch (e) {
    if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
  } finally {
    rmSync(part);
  }
  return privateKeyIn(file, passphrase);
}

const isEncrypted = (pem: string): boolean => pem.startsWith('-----BEGIN ENCRYPTED');
const pemOf = (key: KeyObject, passphrase: string | undefined): string =>
  key.export({ type: 'pkcs8', format: 'pem', ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }) }) as string;

/** A key that an earlier version wrote in the clear. */
function encryptOld(file: string, passphrase: string | undefined): void {
  const pem = passphrase === undefined ? undefined : read(file);
  if (pem === undefined || isEncrypted(pem)) return;
  try {
    replace(file, pemOf(createPrivateKey(pem), passphrase), 0o600);
  } catch {
    // It is no key: whoever needs it says so.
  }
}

const caKeyOf = (dataDir: string) => resolve(dataDir, 'tls/ca-key.pem');

/** The first half of another passphrase for the CA's key: the key under it, in a file beside. Nothing where there is no CA here. Throws an Error with words. */
export function prepareCaKey(dataDir: string, passphrase: string, next: string): void {
  const file = caKeyOf(dataDir);
  if (existsSync(file)) replace(`${file}.new`, pemOf(privateKeyIn(file, passphrase), next), 0o600);
}

/** The second half: the file beside takes the place of the key where the passphrase opens it, and goes otherwise. */
export function settleCaKey(dataDir: string, passphrase: string): void {
  const file = caKeyOf(dataDir);
  const pem = read(`${file}.new`);
  if (pem === undefined) return;
  try {
    createPrivateKey({ key: pem, passphrase });
  } catch {
    rmSync(`${file}.new`);
    return;
  }
  renameSync(`${file}.new`, file);
}

function replace(file: string, text: string, mode: number): void {
  renameSync(writePart(file, text, mode), file);
}

/** Gives the path of a file beside the one that is meant, on disk in full, with this mode whatever the umask. */
function writePart(file: string, text: string, mode: number): string {
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(part, text, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(part, mode);
  return part;
}
