import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupHead, ListEntry } from '#domain/kinds.ts';
import type { Peer, Rule } from '#domain/rule.ts';
import { type Key, keyText } from '#kit/deciding.ts';
import { indexRowsOf } from '#store/index-rows.ts';

const group: Key = { account: '1', region: 'r', kind: 'group', id: 'sg-1' };
const list: Key = { account: '1', region: 'r', kind: 'prefixList', id: 'pl-1' };
const head = (over: Partial<GroupHead> = {}): GroupHead => ({
  name: 'a',
  description: '',
  type: 'normal',
  vpc: 'v1',
  resourceGroup: '',
  innerAccess: 'Accept',
  tags: {},
  service: '',
  created: 0,
  ...over,
});
const rule = (peer: Peer, over: Partial<Rule> = {}): Rule => ({
  direction: 'egress',
  protocol: 'tcp',
  ports: '1/1',
  portList: '',
  sourcePorts: '',
  peer,
  nic: 'intranet',
  policy: 'accept',
  priority: 1,
  description: '',
  created: 0,
  ...over,
});
const anywhere: Peer = { kind: 'v4', text: '0.0.0.0/0', net: '0.0.0.0/0' };
const byList = (id: string): Peer => ({ kind: 'list', id });
const byGroup = (id: string, owner = ''): Peer => ({ kind: 'group', id, owner });
const entry: ListEntry = { value: '10.0.0.0/8', description: '' };

type Rows = { readonly out?: string; readonly in?: string };
/** Facets as name=value, references as keys, each list in order. */
const cases: readonly (readonly [
  title: string,
  key: Key,
  part: string | undefined,
  before: unknown,
  after: unknown,
  facets: Rows,
  refs: Rows,
])[] = [
  [
    'a new head brings all of its own',
    group,
    undefined,
    null,
    head(),
    { in: 'name=a vpc=v1 type=normal network=vpc managed=false' },
    { in: '1/r/vpc/v1' },
  ],
  [
    'a dropped head takes all of its own',
    group,
    undefined,
    head(),
    null,
    { out: 'name=a vpc=v1 type=normal network=vpc managed=false' },
    { out: '1/r/vpc/v1' },
  ],
  ['a head put again as it is changes nothing', group, undefined, head(), head(), {}, {}],
  ['what no facet is made of changes nothing', group, undefined, head(), head({ description: 'x', innerAccess: 'Drop' }), {}, {}],
  ['a new name', group, undefined, head(), head({ name: 'b' }), { out: 'name=a', in: 'name=b' }, {}],
  ['a group of no VPC', group, undefined, null, head({ vpc: '' }), { in: 'name=a vpc= type=normal network=classic managed=false' }, {}],
  ['another VPC', group, undefined, head(), head({ vpc: 'v2' }), { out: 'vpc=v1', in: 'vpc=v2' }, { out: '1/r/vpc/v1', in: '1/r/vpc/v2' }],
  ['a tag more', group, undefined, head({ tags: { a: '1' } }), head({ tags: { a: '1', b: '2' } }), { in: 'tag:b=2 tag=b' }, {}],
  [
    'a tag of another value',
    group,
    undefined,
    head({ tags: { a: '1' } }),
    head({ tags: { a: '2' } }),
    { out: 'tag:a=1', in: 'tag:a=2' },
    {},
  ],
  ['a tag less', group, undefined, head({ tags: { a: '1' } }), head(), { out: 'tag:a=1 tag=a' }, {}],
  [
    'tags that look alike when run together are two',
    group,
    undefined,
    head({ tags: { 'a\nb': 'c' } }),
    head({ tags: { a: 'b\nc' } }),
    { out: 'tag:a\nb=c tag=a\nb', in: 'tag:a=b\nc tag=a' },
    {},
  ],
  ['a rule to an address names nobody', group, 'r1', null, rule(anywhere), {}, {}],
  ['a rule to a list', group, 'r1', null, rule(byList('pl-1')), {}, { in: '1/r/prefixList/pl-1' }],
  [
    'a rule to a list, by a port list',
    group,
    'r1',
    null,
    rule(byList('pl-1'), { ports: '', portList: 'prl-1' }),
    {},
    { in: '1/r/portRangeList/prl-1 1/r/prefixList/pl-1' },
  ],
  [
    'a rule that now names another list',
    group,
    'r1',
    rule(byList('pl-1')),
    rule(byList('pl-2')),
    {},
    { out: '1/r/prefixList/pl-1', in: '1/r/prefixList/pl-2' },
  ],
  ['a rule described anew', group, 'r1', rule(byList('pl-1')), rule(byList('pl-1'), { description: 'x' }), {}, {}],
  ['a rule to a group of the same account', group, 'r1', null, rule(byGroup('sg-2')), {}, { in: '1/r/group/sg-2' }],
  ['the same with its owner written', group, 'r1', rule(byGroup('sg-2')), rule(byGroup('sg-2', '1')), {}, {}],
  [
    'a rule to a group of another account marks both',
    group,
    'r1',
    null,
    rule(byGroup('sg-2', '2')),
    {},
    { in: '2/r/group/sg-2 1/r/foreignGroup/sg-2 2/r/foreignGroup/sg-1' },
  ],
  [
    'and takes the marks with it',
    group,
    'r1',
    rule(byGroup('sg-2', '2')),
    null,
    {},
    { out: '2/r/group/sg-2 1/r/foreignGroup/sg-2 2/r/foreignGroup/sg-1' },
  ],
  ['an entry of a list has no index', list, 'e1', null, entry, {}, {}],
];
for (const [title, key, part, before, after, facets, refs] of cases) {
  test(`index rows: ${title}`, () => {
    const rows = indexRowsOf({ key, ...(part !== undefined && { part }), before, after });
    const facetsText = (these: readonly (readonly [string, string])[]) => these.map(([f, v]) => `${f}=${v}`).join(' ');
    const keysText = (these: readonly Key[]) => these.map(keyText).join(' ');
    assert.deepEqual([facetsText(rows.facetsOut), facetsText(rows.facetsIn)], [facets.out ?? '', facets.in ?? '']);
    assert.deepEqual([keysText(rows.refsOut), keysText(rows.refsIn)], [refs.out ?? '', refs.in ?? '']);
  });
}
