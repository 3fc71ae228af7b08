/**
 * What `--database-url` says of where PostgreSQL is, as libpq has it:
 *   postgres://user:password@one:5432,two:5432/name?target_session_attrs=read-write -> a URL for each host, which `pg` understands
 * A host may be a name, an address, [an IPv6 address] or the folder of a Unix socket (%2Frun%2Fpostgresql, or ?host=/run/postgresql).
 */
export type Host = {
  /** For people: nothing secret. */
  readonly name: string;
  readonly url: string;
};
export type Hosts = {
  readonly hosts: readonly Host[];
  /** Whether only a host that takes writes is used. Several hosts mean that: a standby would answer with what it has not yet heard of. */
  readonly writableOnly: boolean;
};

const DEFAULT_PORT = '5432';
const tlsModes = ['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** Throws an Error in words for the person who wrote the URL; it holds no password. */
export function hostsOf(url: string): Hosts {
  const [, scheme, authority, path, query] = /^(postgres(?:ql)?:\/\/)([^/?#]*)([^?#]*)\??([^#]*)/.exec(url) ?? [];
  if (scheme === undefined) throw new Error('it does not begin with postgres://');
  // To the last @, since a password may hold some.
  const at = authority!.lastIndexOf('@') + 1;
  const params = new URLSearchParams(query);
  const named = (params.get('host') ?? authority!.slice(at)).split(',').map((text) => placeOf(text, params.has('host')));
  const ports = portsOf(params.get('port'), named.length);
  const target = params.get('target_session_attrs');
  if (target !== null && target !== 'read-write' && target !== 'primary' && (target !== 'any' || named.length > 1))
    throw new Error(`target_session_attrs=${target} is not offered: a server works on the primary alone (read-write)`);
  const mode = params.get('sslmode');
  if (mode !== null && !tlsModes.includes(mode)) throw new Error(`sslmode=${mode} is not offered: say ${tlsModes.join(', ')}`);
  // What the modes mean is what they mean to libpq; 'no-verify', which it does not have, is its 'require' without a root certificate.
  if (mode !== null && mode !== 'no-verify') params.set('uselibpqcompat', 'true');
  params.delete('target_session_attrs');
  return {
    hosts: named.map(({ host, port }, i) => {
      const own = new URLSearchParams(params);
      const number = port || ports[i] || DEFAULT_PORT;
      if (!/^\d{1,5}$/.test(number)) throw new Error('a port is a number');
      own.set('port', number);
      if (host) own.set('host', host);
      else own.delete('host');
      return { name: nameOf(host, number), url: `${scheme}${authority!.slice(0, at)}${host ? 'host' : ''}${path}?${own}` };
    }),
    writableOnly: named.length > 1 || (target !== null && target !== 'any'),
  };
}

/** In the parameter an address of IPv6 stands without brackets, and ports in a parameter of their own. */
function placeOf(text: string, isParameter: boolean): { readonly host: string; readonly port: string } {
  if (isParameter) return { host: text, port: '' };
  const [, address, name, port] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/.exec(text) ?? [];
  if (address === undefined && name === undefined) throw new Error('a host is a name, an address or an IPv6 address in brackets');
  return { host: decodeURIComponent(address ?? name!), port: port ?? '' };
}

/** One for all, or one for each. */
function portsOf(text: string | null, count: number): readonly string[] {
  const ports = text === null ? [] : text.split(',');
  if (ports.length > 1 && ports.length !== count) throw new Error(`${ports.length} ports are given for ${count} hosts`);
  return ports.length === 1 ? Array.from({ length: count }, () => ports[0]!) : ports;
}

const nameOf = (host: string, port: string): string =>
  host.startsWith('/') ? host : `${host.includes(':') ? `[${host}]` : host || 'localhost'}:${port}`;
