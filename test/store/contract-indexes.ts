import assert from 'node:assert/strict';
import { type KeyOf, page, refs } from '#domain/finding.ts';
import type { Key, Where } from '#kit/deciding.ts';
import { alsoAfterRestart, type Case } from './bench.ts';
import {
  change,
  drop,
  elsewhere,
  foreignKey,
  groupHead,
  groupKey,
  here,
  listKey,
  nameOf,
  part,
  portListKey,
  put,
  refsAt,
  rule,
  theirs,
  vpcHead,
  vpcKey,
  withoutPart,
} from './samples.ts';

const sg = groupKey('sg-1');
const peerGroup = (id: string, owner = '') => rule({ peer: { kind: 'group', id, owner }, ports: `${id.length}/${id.length}` });

/** What is found by facets, and who names whom. */
export const indexes: readonly Case[] = [
  [
    'pages are in order of id, start after an id or so many on, end at the limit, and count all',
    async (bench) => {
      const ids = ['sg-c', 'sg-a', 'sg-e', 'sg-b', 'sg-d'];
      await change(
        bench.store,
        ...ids.map((id) => put(groupKey(id), groupHead({ name: id }))),
        put(groupKey('sg-x', elsewhere), groupHead()),
        put(groupKey('sg-y', theirs), groupHead()),
      );
      await change(bench.store, put(vpcKey('vpc-1'), vpcHead()));
      const of = async (at: { after?: string; skip?: number; limit: number; total?: boolean }) => {
        const { rows, total } = await bench.store.read(() => page(here, 'group', at));
        for (const { key, head } of rows) assert.equal(head.name, key.id);
        return [rows.map((r) => r.key.id.slice(3)).join(''), total];
      };
      assert.deepEqual(await of({ limit: 9 }), ['abcde', undefined]);
      assert.deepEqual(await of({ limit: 2, total: true }), ['ab', 5]);
      assert.deepEqual(await of({ after: 'sg-b', limit: 2, total: true }), ['cd', 5]);
      assert.deepEqual(await of({ after: 'sg-bb', limit: 9 }), ['cde', undefined]);
      assert.deepEqual(await of({ after: 'sg-e', limit: 9, total: true }), ['', 5]);
      assert.deepEqual(await of({ skip: 3, limit: 9, total: true }), ['de', 5]);
      assert.deepEqual(await of({ skip: 1, limit: 2 }), ['bc', undefined]);
      assert.deepEqual(await of({ skip: 9, limit: 2, total: true }), ['', 5]);
    },
  ],
  [
    'pages are searched by one or several facets, all of which must hold',
    async (bench) => {
      const groups = {
        a: groupHead({ name: 'web', vpc: 'vpc-1', tags: { env: 'prod', team: 'x' } }),
        b: groupHead({ name: 'web', vpc: 'vpc-2', tags: { env: 'prod' } }),
        c: groupHead({ name: 'Web', vpc: 'vpc-1', tags: { env: 'test' }, type: 'enterprise' }),
        d: groupHead({ name: 'db', vpc: '', resourceGroup: 'rg-1' }),
        e: groupHead({ name: 'web', vpc: 'vpc-1', tags: { team: 'prod' } }),
      };
      await change(bench.store, ...Object.entries(groups).map(([id, head]) => put(groupKey(id), head)));
      await change(bench.store, put(groupKey('z', theirs), groups.a));
      const cases: readonly (readonly [Where, string])[] = [
        [[['name', 'web']], 'abe'],
        [[['name', 'we']], ''],
        [[['vpc', 'vpc-1']], 'ace'],
        [[['vpc', '']], 'd'],
        [[['network', 'classic']], 'd'],
        [[['type', 'enterprise']], 'c'],
        [[['resourceGroup', 'rg-1']], 'd'],
        [[['tag:env', 'prod']], 'ab'],
        [[['tag', 'team']], 'ae'],
        [
          [
            ['name', 'web'],
            ['vpc', 'vpc-1'],
          ],
          'ae',
        ],
        [
          [
            ['vpc', 'vpc-1'],
            ['name', 'web'],
            ['tag:env', 'prod'],
          ],
          'a',
        ],
        [
          [
            ['name', 'web'],
            ['name', 'db'],
          ],
          '',
        ],
        [
          [
            ['tag:env', 'prod'],
            ['tag', 'team'],
          ],
          'a',
        ],
      ];
      for await (const store of alsoAfterRestart(bench)) {
        for (const [where, expected] of cases) {
          const found = await store.read(() => page(here, 'group', { where, limit: 9, total: true }));
          assert.deepEqual([found.rows.map((r) => r.key.id).join(''), found.total], [expected, expected.length], JSON.stringify(where));
        }
        const rest = await store.read(() =>
          page(here, 'group', {
            where: [
              ['name', 'web'],
              ['vpc', 'vpc-1'],
            ],
            after: 'a',
            limit: 1,
            total: true,
          }),
        );
        assert.deepEqual([rest.rows.map((r) => r.key.id), rest.total], [['e'], 2]);
        const skipped = await store.read(() => page(here, 'group', { where: [['name', 'web']], skip: 1, limit: 1, total: true }));
        assert.deepEqual([skipped.rows.map((r) => r.key.id), skipped.total], [['b'], 3]);
      }
    },
  ],
  [
    'facets follow the head, and go with it',
    async ({ store }) => {
      const found = async (...where: Where) => (await store.read(() => page(here, 'group', { where, limit: 9, total: true }))).total;
      await change(store, put(sg, groupHead({ name: 'a', tags: { env: 'x', old: '1' } })));
      await change(store, put(sg, groupHead({ name: 'b', tags: { env: 'y', new: '1' } })));
      assert.deepEqual(
        [await found(['name', 'a']), await found(['name', 'b']), await found(['tag', 'old']), await found(['tag', 'new'])],
        [0, 1, 0, 1],
      );
      assert.deepEqual([await found(['tag:env', 'x']), await found(['tag:env', 'y']), await found(['tag', 'env'])], [0, 1, 1]);
      await change(store, drop(sg));
      assert.deepEqual(
        [await found(['name', 'b']), await found(['tag', 'new']), await found(['vpc', 'vpc-1']), await found()],
        [0, 0, 0, 0],
      );
    },
  ],
  [
    'who names a root is told once each, whether by a head or by parts',
    async (bench) => {
      const two = groupKey('sg-2');
      await change(
        bench.store,
        put(vpcKey('vpc-1'), vpcHead()),
        put(sg, groupHead()),
        put(two, groupHead()),
        put(groupKey('sg-3'), groupHead({ vpc: 'vpc-2' })),
      );
      const byList = rule({ ports: '1/1', peer: { kind: 'list', id: 'pl-1' }, portList: '' });
      const byPorts = rule({ ports: '', portList: 'prl-1', peer: { kind: 'list', id: 'pl-1' } });
      await change(
        bench.store,
        part(sg, 'sgr-1', byList),
        part(sg, 'sgr-2', byPorts),
        part(two, 'sgr-3', byList),
        part(two, 'sgr-4', peerGroup('sg-1')),
      );
      for await (const store of alsoAfterRestart(bench)) {
        assert.deepEqual(await refsAt(store, vpcKey('vpc-1')), [nameOf(sg), nameOf(two)]);
        assert.deepEqual(await refsAt(store, listKey('pl-1')), [nameOf(sg), nameOf(two)]);
        assert.equal((await refsAt(store, listKey('pl-1'), 1)).length, 1);
        assert.deepEqual(await refsAt(store, portListKey('prl-1')), [nameOf(sg)]);
        assert.deepEqual(await refsAt(store, sg), [nameOf(two)]);
        assert.deepEqual(await refsAt(store, two), []);
        assert.deepEqual(await refsAt(store, listKey('pl-1', elsewhere)), []);
      }
    },
  ],
  [
    'references come in order of account, region, kind and id, and those of a limit are the first of them',
    async (bench) => {
      const far = groupKey('sg-far', { account: '1000000000000000', region: here.region });
      const naming = (of: KeyOf<'group'>, n: number) => part(of, `sgr-${n}`, rule({ ports: `${n}/${n}`, peer: peerOf(of) }));
      const peerOf = ({ account }: Key) => ({ kind: 'group', id: 'sg-1', owner: account === here.account ? '' : here.account }) as const;
      // The last come first, and a kind that stands before others.
      const groups = [groupKey('sg-9', theirs), groupKey('sg-c'), groupKey('sg-10'), groupKey('sg-a'), far];
      await change(
        bench.store,
        ...groups.map((key) => put(key, groupHead())),
        ...groups.flatMap((key) => [naming(key, 1), naming(key, 2)]),
      );
      const [last, first] = ['member', 'client'].map((kind): Key => ({ ...here, kind, id: 'x' })) as [Key, Key];
      await change(bench.store, ...[last, first].map((key) => put(key, { ...groupHead(), groups: ['sg-1'] })));
      const expected = [far, first, groups[2]!, groups[3]!, groups[1]!, last, groups[0]!].map(nameOf);
      for await (const store of alsoAfterRestart(bench))
        for (const limit of [1, 2, 3, 4, 6, 7, 100])
          assert.deepEqual((await store.read(() => refs(sg, limit))).map(nameOf), expected.slice(0, limit), `${limit}`);
    },
  ],
  [
    'references follow the rows that make them',
    async ({ store }) => {
      await change(
        store,
        put(sg, groupHead()),
        part(sg, 'sgr-1', rule({ peer: { kind: 'list', id: 'pl-1' } })),
        part(sg, 'sgr-2', rule({ ports: '2/2', peer: { kind: 'list', id: 'pl-1' } })),
      );
      await change(store, withoutPart(sg, 'sgr-1'));
      assert.deepEqual(await refsAt(store, listKey('pl-1')), [nameOf(sg)]);
      await change(store, part(sg, 'sgr-2', rule({ ports: '2/2', peer: { kind: 'list', id: 'pl-2' } })));
      assert.deepEqual([await refsAt(store, listKey('pl-1')), await refsAt(store, listKey('pl-2'))], [[], [nameOf(sg)]]);
      await change(store, put(sg, groupHead({ vpc: 'vpc-2' })));
      assert.deepEqual([await refsAt(store, vpcKey('vpc-1')), await refsAt(store, vpcKey('vpc-2'))], [[], [nameOf(sg)]]);
      await change(store, part(sg, 'sgr-2', rule({ ports: '2/2', peer: { kind: 'list', id: 'pl-2' }, description: 'same peer' })));
      assert.deepEqual(await refsAt(store, listKey('pl-2')), [nameOf(sg)]);
    },
  ],
  [
    'a rule that names a group of another account marks both accounts, and takes the marks with it',
    async (bench) => {
      const two = groupKey('sg-2');
      await change(bench.store, put(sg, groupHead()), put(two, groupHead()));
      await change(
        bench.store,
        part(sg, 'sgr-1', peerGroup('sg-b', theirs.account)),
        part(two, 'sgr-2', peerGroup('sg-b', theirs.account)),
      );
      const marks = (store = bench.store) =>
        Promise.all([
          refsAt(store, groupKey('sg-b', theirs)),
          refsAt(store, foreignKey('sg-b')),
          refsAt(store, foreignKey('sg-1', theirs)),
          refsAt(store, foreignKey('sg-2', theirs)),
        ]);
      assert.deepEqual(await marks(), [[nameOf(sg), nameOf(two)], [nameOf(sg), nameOf(two)], [nameOf(sg)], [nameOf(two)]]);
      assert.deepEqual(await marks(await bench.reopen()), [
        [nameOf(sg), nameOf(two)],
        [nameOf(sg), nameOf(two)],
        [nameOf(sg)],
        [nameOf(two)],
      ]);
      await change(bench.store, withoutPart(sg, 'sgr-1'));
      assert.deepEqual(await marks(), [[nameOf(two)], [nameOf(two)], [], [nameOf(two)]]);
      await change(bench.store, drop(two));
      assert.deepEqual(await marks(), [[], [], [], []]);
      await change(bench.store, part(sg, 'sgr-1', peerGroup('sg-b', here.account)));
      assert.deepEqual([await refsAt(bench.store, groupKey('sg-b')), await refsAt(bench.store, foreignKey('sg-b'))], [[nameOf(sg)], []]);
    },
  ],
];
