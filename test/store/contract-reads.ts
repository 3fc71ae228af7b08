import assert from 'node:assert/strict';
import { all, page, root, some } from '#domain/finding.ts';
import { identityOf } from '#domain/rule.ts';
import { type Deciding, Refusal } from '#kit/deciding.ts';
import { alsoAfterRestart, type Case } from './bench.ts';
import {
  change,
  deciding,
  drop,
  dumpOf,
  entry,
  groupHead,
  groupKey,
  headAt,
  here,
  idsAt,
  listHead,
  listKey,
  part,
  partsAt,
  put,
  refsAt,
  rule,
  vpcHead,
  vpcKey,
  withoutPart,
  writeOf,
} from './samples.ts';

const sg = groupKey('sg-1');
const peerGroup = (id: string, owner = '') => rule({ peer: { kind: 'group', id, owner }, ports: `${id.length}/${id.length}` });

/** Roots and parts as they are asked for. */
export const reads: readonly Case[] = [
  [
    'what is not there is undefined or empty',
    async ({ store }) => {
      assert.equal(await headAt(store, sg), undefined);
      assert.deepEqual(await store.read(() => some(sg, ['sgr-1', 'sgr-2'])), [undefined, undefined]);
      assert.deepEqual(await idsAt(store, sg), []);
      assert.deepEqual(await refsAt(store, sg), []);
      assert.deepEqual(await store.read(() => page(here, 'group', { limit: 9, total: true })), { rows: [], total: 0 });
      await change(store, put(sg, groupHead()), part(sg, 'sgr-1', rule()));
      assert.deepEqual(await headAt(store, sg), groupHead());
      assert.deepEqual(await idsAt(store, sg), ['sgr-1']);
    },
  ],
  [
    'a read throws what its decision throws',
    async ({ store }) => {
      const refused = function* (): Deciding<void> {
        yield* root(sg);
        throw new Refusal('NotFound', ['sg-1']);
      };
      await assert.rejects(store.read(refused), (cause: unknown) => cause instanceof Refusal && cause.code === 'NotFound');
    },
  ],
  [
    'parts are added, replaced and removed one by one',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()), part(sg, 'sgr-1', rule({ ports: '1/1' })), part(sg, 'sgr-2', rule({ ports: '2/2' })));
      await change(bench.store, part(sg, 'sgr-3', rule({ ports: '3/3' })));
      await change(bench.store, part(sg, 'sgr-2', rule({ ports: '2/9' })));
      await change(bench.store, withoutPart(sg, 'sgr-1'));
      for await (const store of alsoAfterRestart(bench)) {
        assert.deepEqual(await partsAt(store, sg), [
          ['sgr-2', rule({ ports: '2/9' })],
          ['sgr-3', rule({ ports: '3/3' })],
        ]);
        assert.deepEqual(await store.read(() => some(sg, ['sgr-3', 'sgr-1', 'sgr-2'])), [
          rule({ ports: '3/3' }),
          undefined,
          rule({ ports: '2/9' }),
        ]);
        assert.equal(await store.read(() => all(sg)).then((p) => p.size), 2);
        assert.deepEqual(await headAt(store, sg), groupHead());
      }
    },
  ],
  [
    'parts come in order of id, also one that is put late with an early id',
    async (bench) => {
      await change(bench.store, put(sg, groupHead()), part(sg, 'sgr-5', rule({ ports: '5/5' })), part(sg, 'sgr-7', rule({ ports: '7/7' })));
      await idsAt(bench.store, sg);
      await change(
        bench.store,
        part(sg, 'sgr-9', rule({ ports: '9/9' })),
        part(sg, 'sgr-6', rule({ ports: '6/6' })),
        part(sg, 'sgr-1', rule({ ports: '1/1' })),
      );
      assert.deepEqual(await idsAt(bench.store, sg), ['sgr-1', 'sgr-5', 'sgr-6', 'sgr-7', 'sgr-9']);
      assert.deepEqual(await idsAt(await bench.reopen(), sg), ['sgr-1', 'sgr-5', 'sgr-6', 'sgr-7', 'sgr-9']);
    },
  ],
  [
    'a part is found by its identity, which follows it',
    async (bench) => {
      const [web, dns] = [rule({ ports: '80/80' }), rule({ ports: '53/53', protocol: 'udp' })];
      await change(bench.store, put(sg, groupHead()), part(sg, 'sgr-1', web), part(sg, 'sgr-2', dns));
      const idOf = async (r = web) => (await bench.store.read(() => all(sg))).idOf(identityOf(r));
      assert.deepEqual([await idOf(web), await idOf(dns)], ['sgr-1', 'sgr-2']);
      await change(bench.store, part(sg, 'sgr-1', { ...web, description: 'the web' }));
      assert.equal(await idOf(web), 'sgr-1');
      await change(bench.store, part(sg, 'sgr-1', { ...web, priority: 5 }));
      assert.deepEqual([await idOf(web), await idOf({ ...web, priority: 5 })], [undefined, 'sgr-1']);
      // Two parts change places, and one takes the place of another that goes: in either order of the effects.
      await change(bench.store, part(sg, 'sgr-1', dns), part(sg, 'sgr-2', web));
      assert.deepEqual([await idOf(web), await idOf(dns)], ['sgr-2', 'sgr-1']);
      await change(bench.store, part(sg, 'sgr-1', web), withoutPart(sg, 'sgr-2'));
      assert.deepEqual([await idOf(web), await idOf(dns)], ['sgr-1', undefined]);
      await bench.reopen();
      assert.deepEqual([await idOf(web), await idOf(dns)], ['sgr-1', undefined]);
      const list = listKey('pl-1');
      await change(bench.store, put(list, listHead()), part(list, 'e1', entry('10.0.0.0/8', 'ten')));
      assert.equal((await bench.store.read(() => all(list))).idOf('10.0.0.0/8'), 'e1');
    },
  ],
  [
    'a dropped root takes its parts, facets and references, and comes back empty',
    async (bench) => {
      for (const restart of [false, true]) {
        await change(
          bench.store,
          put(sg, groupHead({ name: 'web' })),
          part(sg, 'sgr-1', rule({ peer: { kind: 'list', id: 'pl-1' } })),
          part(sg, 'sgr-2', rule({ ports: '2/2' })),
        );
        if (restart) await bench.reopen();
        await change(bench.store, drop(sg));
        const gone = async () => [
          await headAt(bench.store, sg),
          await idsAt(bench.store, sg),
          await bench.store.read(() => some(sg, ['sgr-1'])),
          await refsAt(bench.store, listKey('pl-1')),
          await refsAt(bench.store, vpcKey('vpc-1')),
          (await bench.store.read(() => page(here, 'group', { where: [['name', 'web']], limit: 9, total: true }))).total,
        ];
        assert.deepEqual(await gone(), [undefined, [], [undefined], [], [], 0]);
        await bench.reopen();
        assert.deepEqual(await gone(), [undefined, [], [undefined], [], [], 0]);
        await change(bench.store, put(sg, groupHead({ name: 'again' })));
        assert.deepEqual([await idsAt(bench.store, sg), await headAt(bench.store, sg)], [[], groupHead({ name: 'again' })]);
        await change(bench.store, drop(sg));
      }
    },
  ],
  [
    'the version of a root rises with each change of it or of its parts, wherever it is read from',
    async (bench) => {
      const versionOf = () => bench.store.read(() => root(sg)).then((found) => found?.version ?? -1);
      await change(bench.store, put(sg, groupHead()));
      let last = await versionOf();
      const steps = [() => part(sg, 'sgr-1', rule()), () => put(sg, groupHead({ name: 'b' })), () => withoutPart(sg, 'sgr-1')];
      for (const restart of [false, true]) {
        for (const step of steps) {
          if (restart) await bench.reopen();
          await change(bench.store, step());
          const now = await versionOf();
          assert.ok(now > last, `${now} after ${last}`);
          last = now;
        }
      }
    },
  ],
  [
    'rows of any content come back as they were',
    async (bench) => {
      const odd = [
        '',
        ' ',
        "it's",
        '"quoted"',
        '安全组 🛡',
        'a\nb\tc',
        '\u0000nul',
        '</script>',
        '%_*',
        'é',
        'e\u0301',
        '\\',
        'x'.repeat(5000),
      ];
      await change(
        bench.store,
        ...odd.flatMap((text, n) => [
          put(groupKey(`sg-${n}`), groupHead({ name: text, description: text, tags: { [text || 'empty']: text } })),
          part(groupKey(`sg-${n}`), 'sgr-1', rule({ description: text })),
        ]),
      );
      const before = await dumpOf(bench.store);
      assert.deepEqual(await dumpOf(await bench.reopen()), before);
      for (const text of odd) {
        const found = await bench.store.read(() => page(here, 'group', { where: [['name', text]], limit: 9 }));
        assert.deepEqual(
          found.rows.map((r) => r.head.description),
          [text],
        );
      }
    },
  ],
  [
    'the same reads after a restart, from disk, equal those before, from memory',
    async (bench) => {
      await change(
        bench.store,
        put(vpcKey('vpc-1'), vpcHead({ tags: { a: 'b' } })),
        put(listKey('pl-1'), listHead()),
        part(listKey('pl-1'), 'e2', entry('10.0.0.0/8')),
        part(listKey('pl-1'), 'e1', entry('::/0')),
      );
      for (let g = 0; g < 5; g++) {
        const key = groupKey(`sg-${g}`);
        await change(bench.store, put(key, groupHead({ name: `g${g}` })));
        await idsAt(bench.store, key);
        for (let r = 0; r < 40; r++)
          await bench.store.write(writeOf(deciding([part(key, `sgr-${(r * 7) % 40}`, rule({ ports: `${r}/${r}` }))])));
        await change(
          bench.store,
          withoutPart(key, 'sgr-3'),
          part(key, 'sgr-4', rule({ ports: '9/9', peer: { kind: 'list', id: 'pl-1' } })),
          part(key, 'sgr-5', peerGroup('sg-1')),
        );
      }
      await change(bench.store, drop(groupKey('sg-2')));
      const before = await dumpOf(bench.store);
      assert.deepEqual(await dumpOf(bench.store), before);
      assert.deepEqual(await dumpOf(await bench.reopen()), before);
    },
  ],
];
