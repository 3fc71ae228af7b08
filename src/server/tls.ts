import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { type Certificate, isHostName } from '#server/certificate.ts';

/** The TLS half of the port: handshakes, and what the log says when a client does not like the certificate. */
export type Tls = {
  /** Takes a socket whose first bytes begin a handshake. The caller bounds its time. */
  greet(raw: Socket, first: Buffer): void;
  /** Says so if this error of an established socket is a client's rejection of the certificate. */
  heed(error: NodeJS.ErrnoException, socket: Socket): void;
  /** From now on a socket that closes is none of the client's doing. */
  stop(): void;
};

/** What pino and its like offer. */
export type Log = { warn(about: object, text: string): void };

export type TlsOptions = {
  readonly secure: Certificate;
  readonly log: Log;
  /** Milliseconds in which an address is spoken of once. */
  readonly quiet: number;
  readonly onSecure: (raw: Socket, socket: Socket) => void;
};

type Ends = { readonly there: string; readonly here: string };

/** A client that closes so many milliseconds after the handshake, and sent nothing, came for the certificate alone. */
const AT_ONCE = 2_000;

/**
 * Gives the handshakes; throws where key and certificate do not make a pair.
 * A tls.Server that never listens does them: it hands over sockets, and what enforces time-outs is the http.Server they are handed to.
 */
export function makeTls({ secure, log, quiet, onSecure }: TlsOptions): Tls {
  const server = createServer({ key: secure.key, cert: secure.cert, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] });
  const report = makeReport(secure, log, quiet);
  /** The addresses at both ends, asked for while the socket lives. */
  const ends = new WeakMap<Socket, Ends>();
  let stopped = false;

  server.on('secureConnection', (socket) => {
    const raw = rawOf(socket);
    const since = performance.now();
    socket.once('close', () => {
      const untouched = socket.bytesRead === 0 && socket.bytesWritten === 0;
      if (untouched && !stopped && performance.now() - since < AT_ONCE) report(ends.get(raw), socket, undefined);
    });
    onSecure(raw, socket);
  });

  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    const raw = rawOf(socket);
    const alert = alertIn(error);
    // Node's client verifies after the handshake and then just goes; under TLS 1.3 it goes before its last flight is out.
    if (alert !== undefined || (error.code === 'ECONNRESET' && raw.bytesWritten > 0 && !stopped)) report(ends.get(raw), socket, alert);
    raw.destroy();
  });

  return {
    greet(raw, first) {
      raw.pause();
      raw.unshift(first);
      ends.set(raw, { there: raw.remoteAddress ?? '', here: raw.localAddress ?? '' });
      // An http.Server lets sockets be half open; a handshake has no use for one whose client is gone.
      raw.allowHalfOpen = false;
      server.emit('connection', raw);
    },
    heed(error, socket) {
      const alert = alertIn(error);
      if (alert !== undefined) report(ends.get(rawOf(socket as TLSSocket)), socket as TLSSocket, alert);
    },
    stop() {
      stopped = true;
    },
  };
}

/** The socket under a TLS socket; it has no public name in node:tls. */
const rawOf = (socket: TLSSocket) => (socket as unknown as { readonly _parent: Socket })._parent;

/** OpenSSL's names for the alerts that speak of the certificate (RFC 8446, 6.2); what stands before ALERT differs between its versions. */
const REJECTION = /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|UNSUPPORTED_CERTIFICATE)$/;

const alertIn = (error: NodeJS.ErrnoException) =>
  REJECTION.exec(error.code ?? '')?.[1]
    ?.toLowerCase()
    .replaceAll('_', ' ');

/** Addresses that are remembered; with more of them inside one quiet time the log stays silent about the rest. */
const MOST = 256;

/** Gives what writes the one line; `alert` undefined where the client left without a word. */
function makeReport(secure: Certificate, log: Log, quiet: number) {
  const certificate = new X509Certificate(secure.cert);
  const trust = trustLine(secure);
  const said = new Map<string, number>();

  return ({ there: address, here } = { there: 'unknown', here: '' }, socket: TLSSocket, alert: string | undefined): void => {
    const now = performance.now();
    for (const [other, at] of said) if (now - at >= quiet) said.delete(other);
    if (said.has(address) || said.size >= MOST) return;
    said.set(address, now);

    const what =
      alert === undefined
        ? `The client at ${address} left right after the handshake, it may not trust the certificate of this server.`
        : `The client at ${address} does not trust the certificate of this server (${alert}).`;
    log.warn({ address, ...(alert === undefined ? {} : { alert }) }, `${what} ${trust}${nameLine(certificate, secure, socket, here)}`);
  };
}

function trustLine({ caFile, bundleFile }: Certificate): string {
  const ca = caFile === undefined ? 'FILE_WITH_THE_CA_OF_--tls-cert' : quoted(caFile);
  const bundle = bundleFile === undefined ? ca : quoted(bundleFile);
  return (
    `Where that client runs: export SSL_CERT_FILE=${bundle} (Go: aliyun CLI, Terraform), ` +
    `export REQUESTS_CA_BUNDLE=${bundle} (Python), export NODE_EXTRA_CA_CERTS=${ca} (Node).`
  );
}

/** A client names the host that it dials, but no address: there our own end of the connection is the best guess. */
function nameLine(certificate: X509Certificate, { caFile }: Certificate, { servername }: TLSSocket, here: string): string {
  // What the client names is anyone's text: only a host name may stand in a line that an operator copies into a shell.
  const host = typeof servername === 'string' && isHostName(servername.toLowerCase()) ? servername.toLowerCase() : '';
  const name = host || here.replace(/^::ffff:/, '');
  if (!host && (isIP(name) === 0 || name.includes('%'))) return '';
  if ((host ? certificate.checkHost(host) : certificate.checkIP(name)) !== undefined) return '';
  const mend = caFile === undefined ? 'it takes another --tls-cert' : `restart this server with --tls-names ${name}`;
  return ` The certificate is not for ${name}: if that is what the client dials, ${mend}.`;
}

/** As a shell takes it. */
const quoted = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
