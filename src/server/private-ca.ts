import { createHash, createPublicKey, type KeyObject, randomBytes, type X509Certificate } from 'node:crypto';

/**
 * The certificates of the private CA, as PEM. What a name, a date or a file means is settled by the caller.
 *   CA key -> issueCa -> ca.pem -> issueLeaf(server key, names) -> server.pem
 */
export type Subjects = { readonly dns: readonly string[]; readonly ips: readonly string[] };

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
export const DAY = 86_400_000;
const CA_LIFE = 3650 * DAY;
/** Apple's clients refuse a certificate that is valid for more than 825 days. */
const LEAF_LIFE = 730 * DAY;
/** How far the clock of a client may be behind ours. */
const SKEW = DAY / 24;

/**
 * Gives a CA certificate for this key. Name and key identifier follow from the key alone, so that any two certificates of one key are as
 * good as each other: a server certificate signed under one is trusted under the other.
 */
export async function issueCa(caKey: KeyObject, now: number): Promise<string> {
  const x509 = await loadX509();
  const publicKey = spkiOf(caKey);
  const name = `CN=Sallyport private CA ${createHash('sha256').update(publicKey).digest('hex').slice(0, 8)}`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: name,
    issuer: name,
    notBefore: new Date(now - SKEW),
    notAfter: new Date(now + CA_LIFE),
    signingAlgorithm: P256,
    publicKey,
    signingKey: signerOf(caKey),
    // Python 3.13 verifies with VERIFY_X509_STRICT, which wants every one of these with this criticality.
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(publicKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** Gives a server certificate for the names. It ends with its CA at the latest. */
export async function issueLeaf(
  ca: X509Certificate,
  caKey: KeyObject,
  key: KeyObject,
  { dns, ips }: Subjects,
  now: number,
): Promise<string> {
  const x509 = await loadX509();
  const publicKey = spkiOf(key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: 'CN=Sallyport',
    issuer: new x509.X509Certificate(new Uint8Array(ca.raw)).subjectName,
    notBefore: new Date(now - SKEW),
    notAfter: new Date(Math.min(now + LEAF_LIFE, ca.validToDate.getTime())),
    signingAlgorithm: P256,
    publicKey,
    signingKey: signerOf(caKey),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']), // serverAuth
      new x509.SubjectAlternativeNameExtension([
        ...dns.map((value) => ({ type: 'dns' as const, value })),
        ...ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(spkiOf(caKey)),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** 126 random bits under 01: positive, and always of full length. */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** The library's types mean the browser's CryptoKey, which lists fewer usages. */
const signerOf = (key: KeyObject) => key.toCryptoKey(P256, false, ['sign']) as CryptoKey;
const spkiOf = (key: KeyObject) => new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }));

/**
 * Loaded on need alone: it takes 100 ms, and a start that finds its certificates needs none of it. Its injector asks for Reflect metadata
 * of classes that have none, and only while it loads; the answer "none" is lent to it for that long, so that nothing global stays changed.
 */
async function loadX509() {
  if ('getMetadata' in Reflect) return import('@peculiar/x509');
  const none = { getMetadata: () => undefined, getOwnMetadata: () => undefined, defineMetadata: () => undefined };
  Object.assign(Reflect, none);
  try {
    return await import('@peculiar/x509');
  } finally {
    for (const name of Object.keys(none)) Reflect.deleteProperty(Reflect, name);
  }
}
