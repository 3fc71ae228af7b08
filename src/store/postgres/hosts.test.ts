import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { hostsOf } from '#store/postgres/hosts.ts';

/** What `pg` makes of the URL of each host. */
const read = (url: string) => {
  const { hosts, writableOnly } = hostsOf(url);
  const clients = hosts.map((host) => new pg.Client({ connectionString: host.url }));
  return {
    names: hosts.map(({ name }) => name),
    places: clients.map(({ host, port, user, password, database }) => [host, port, user, password ?? '', database].join(' ')),
    ssl: clients[0]!.ssl,
    writableOnly,
  };
};

const places: readonly (readonly [url: string, places: readonly string[], writableOnly: boolean, names?: readonly string[]])[] = [
  ['postgres://u:p@db/name', ['db 5432 u p name'], false, ['db:5432']],
  ['postgresql://u:p@db:6543/name', ['db 6543 u p name'], false, ['db:6543']],
  ['postgres://u:p@db/name?target_session_attrs=read-write', ['db 5432 u p name'], true],
  ['postgres://u:p@db/name?target_session_attrs=any', ['db 5432 u p name'], false],
  ['postgres://u:p@a:1,b:2,c/name', ['a 1 u p name', 'b 2 u p name', 'c 5432 u p name'], true, ['a:1', 'b:2', 'c:5432']],
  ['postgres://u:p@a,b/name?target_session_attrs=primary', ['a 5432 u p name', 'b 5432 u p name'], true],
  ['postgres://u:p@a,b/name?port=7000', ['a 7000 u p name', 'b 7000 u p name'], true],
  ['postgres://u:p@a,b/name?port=7000,7001', ['a 7000 u p name', 'b 7001 u p name'], true],
  [
    'postgres://u:p%40,q@r@[::1]:5433,[2001:db8::2]/n',
    ['::1 5433 u p@,q@r n', '2001:db8::2 5432 u p@,q@r n'],
    true,
    ['[::1]:5433', '[2001:db8::2]:5432'],
  ],
  ['postgres://u@/n?host=%2Frun%2Fa', ['/run/a 5432 u  n'], false, ['/run/a']],
  ['postgres://u@/n?host=/run/a,/run/b&port=1,2', ['/run/a 1 u  n', '/run/b 2 u  n'], true, ['/run/a', '/run/b']],
  ['postgres://u@%2Frun%2Fa,b/n', ['/run/a 5432 u  n', 'b 5432 u  n'], true, ['/run/a', 'b:5432']],
  ['postgres://u@/n?host=::1,db', ['::1 5432 u  n', 'db 5432 u  n'], true, ['[::1]:5432', 'db:5432']],
  ['postgres://u@ignored/n?host=db', ['db 5432 u  n'], false],
];
for (const [url, expected, writableOnly, names] of places)
  test(`the hosts of ${url}`, () => {
    const found = read(url);
    assert.deepEqual(found.places, expected);
    assert.equal(found.writableOnly, writableOnly);
    if (names) assert.deepEqual(found.names, names);
  });

test('a database without a host is where PGHOST or the default says', () => {
  assert.deepEqual(read('postgres://u:p@/n').places, [`${process.env.PGHOST ?? 'localhost'} 5432 u p n`]);
});

test('what else the URL says holds for each host', () => {
  const { hosts } = hostsOf('postgres://u@a,b/n?options=-c%20search_path%3Dx&application_name=mine');
  for (const { url } of hosts) {
    const { connectionParameters } = new pg.Client({ connectionString: url }) as unknown as {
      connectionParameters: Record<string, unknown>;
    };
    assert.equal(connectionParameters.options, '-c search_path=x');
    assert.equal(connectionParameters.application_name, 'mine');
  }
});

const refused: readonly (readonly [url: string, why: RegExp])[] = [
  ['mysql://u:secret@a/n', /begin with postgres/],
  ['postgres://u:secret@a,b/n?target_session_attrs=any', /target_session_attrs=any is not offered/],
  ['postgres://u:secret@a/n?target_session_attrs=standby', /target_session_attrs=standby is not offered/],
  ['postgres://u:secret@a,b,c/n?port=1,2', /2 ports are given for 3 hosts/],
  ['postgres://u:secret@a:port/n', /a port is a number/],
  ['postgres://u:secret@::1/n', /IPv6 address in brackets/],
  ['postgres://u:secret@a/n?sslmode=prefer', /sslmode=prefer is not offered/],
  ['postgres://u:secret@a/n?sslmode=verify_full', /sslmode=verify_full is not offered/],
];
for (const [url, why] of refused)
  test(`refused: ${url}`, () =>
    assert.throws(
      () => hostsOf(url),
      (cause: Error) => why.test(cause.message) && !cause.message.includes('secret'),
    ));

for (const [mode, ssl] of [
  ['', false],
  ['disable', false],
  ['require', { rejectUnauthorized: false }],
  ['no-verify', { rejectUnauthorized: false }],
  ['verify-full', {}],
] as const)
  test(`sslmode=${mode || '(none)'} as libpq has it`, () =>
    assert.deepEqual({ ...Object(read(`postgres://u@a/n${mode && `?sslmode=${mode}`}`).ssl) }, { ...Object(ssl) }));
