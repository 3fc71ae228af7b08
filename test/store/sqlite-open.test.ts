import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { StoreProblem } from '#store/problem.ts';
import { openStore } from '#store/sqlite/open-store.ts';
import { change, deciding, dumpOf, groupHead, groupKey, headAt, idsAt, part, put, rule, wordOf, writeOf } from './samples.ts';
import { childSaying, closing, folderFor, tmpfsFor, withConnection } from './sqlite-places.ts';

/** Folders that can be used, and folders that cannot. */
const sg = groupKey('sg-1');
const problemAt = (folder: string, words: RegExp) =>
  assert.throws(
    () => openStore(folder),
    (cause: unknown) => {
      assert.ok(cause instanceof StoreProblem, String(cause));
      assert.ok(cause.message.includes(folder), `names the folder: ${cause.message}`);
      assert.match(cause.message, words);
      return true;
    },
  );
const digestOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('sallyport.db'))
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]);

/** Opens a store and says so; then writes one group a time until it is killed, and says which were answered. */
const holding = `
  import { openStore } from '#store/sqlite/open-store.ts';
  import { change, groupHead, groupKey, put } from './samples.ts';
  const store = openStore(process.argv[1]);
  console.log('open');
  for (let n = 0; n < 100000; n++) {
    await change(store, put(groupKey('sg-' + n), groupHead({ name: String(n) })));
    console.log('done ' + n);
  }`;

test('a folder in use is refused to another open in the same process, and the first goes on', async (t) => {
  const folder = folderFor(t);
  const store = closing(t, openStore(folder));
  await change(store, put(sg, groupHead()));
  for (let n = 0; n < 3; n++) problemAt(folder, /Another Sallyport server is using/);
  await change(store, part(sg, 'sgr-1', rule()));
  await store.close();
  const again = closing(t, openStore(folder));
  assert.deepEqual(await idsAt(again, sg), ['sgr-1']);
});

test('a folder in use is refused to another process, and free at once when its process is killed, with all that was answered', async (t) => {
  const folder = folderFor(t);
  const { child, ended, said } = await childSaying(t, 'done 20\n', holding, folder);
  problemAt(folder, /Another Sallyport server is using/);
  child.kill('SIGKILL');
  await ended;
  const answered = [...said().matchAll(/done (\d+)\n/g)].map(([, n]) => n!);
  assert.ok(answered.length > 20, 'the refused open did not stop it');
  const store = closing(t, openStore(folder));
  for (const n of answered) assert.deepEqual(await headAt(store, groupKey(`sg-${n}`)), groupHead({ name: n }));
});

test('another process is refused while a folder is in use here', async (t) => {
  const folder = folderFor(t);
  const store = closing(t, openStore(folder));
  const script = `
    import { openStore } from '#store/sqlite/open-store.ts';
    try { openStore(process.argv[1]); } catch (cause) { console.log(cause.constructor.name, cause.message, 'end'); }`;
  const { said } = await childSaying(t, 'end\n', script, folder);
  assert.match(said(), /^StoreProblem Another Sallyport server is using the data folder /);
  assert.ok(said().includes(folder));
  await change(store, put(sg, groupHead()));
});

test('commits are synchronous and full, over a WAL that only the store itself copies', async (t) => {
  const { made, connection } = withConnection(() => openStore(folderFor(t)));
  closing(t, made);
  const pragma = (name: string) => Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  assert.deepEqual([pragma('synchronous'), pragma('journal_mode'), pragma('wal_autocheckpoint'), pragma('page_size')], [2, 'wal', 0, 4096]);
});

/** A closed store of some pages. */
async function filled(t: TestContext, folder = folderFor(t)) {
  const store = openStore(folder);
  for (let g = 0; g < 12; g++) {
    const key = groupKey(`sg-${g}`);
    await change(
      store,
      put(key, groupHead({ name: `group ${g}` })),
      ...Array.from({ length: 12 }, (_, r) => part(key, `sgr-${r}`, rule({ ports: `${r}/${r}` }))),
    );
  }
  const dump = await dumpOf(store);
  await store.close();
  return { folder, file: join(folder, 'sallyport.db'), dump };
}

const damaged: readonly (readonly [title: string, damage: (bytes: Buffer) => void])[] = [
  ['a file that is no database', (bytes) => bytes.fill('this is my holiday diary\n')],
  ['a garbled header', (bytes) => bytes.fill(0xa5, 0, 100)],
  ['a header whose page size is none', (bytes) => bytes.writeUInt16BE(1234, 16)],
  ['a first page of zeros', (bytes) => bytes.fill(0, 0, 4096)],
  ['a garbled schema', (bytes) => bytes.fill(0x5a, 100, 4096)],
];
for (const [title, damage] of damaged) {
  test(`${title} is refused in clear words and left as it is`, async (t) => {
    const { folder, file } = await filled(t);
    const bytes = readFileSync(file);
    damage(bytes);
    writeFileSync(file, bytes);
    const before = digestOf(folder);
    for (let n = 0; n < 2; n++) problemAt(folder, /damaged or not a Sallyport database; it was left as it is/);
    assert.deepEqual(digestOf(folder), before);
  });
}

test('whichever page is garbled, the store does not open, says corrupt, or answers right', async (t) => {
  const { folder, file, dump } = await filled(t);
  const good = readFileSync(file);
  const pages = good.length / 4096;
  assert.ok(pages > 15, `${pages} pages`);
  const ends = { refused: 0, corrupt: 0, right: 0 };
  for (let page = 0; page < pages; page++) {
    const bytes = Buffer.from(good);
    for (let n = page * 4096; n < (page + 1) * 4096; n++) bytes[n] = (bytes[n]! ^ 0x5a) & 0xff;
    writeFileSync(file, bytes);
    const before = digestOf(folder);
    let store: ReturnType<typeof openStore>;
    try {
      store = openStore(folder);
    } catch (cause) {
      assert.ok(cause instanceof StoreProblem, String(cause));
      assert.deepEqual(digestOf(folder), before);
      ends.refused += 1;
      continue;
    }
    try {
      assert.deepEqual(await dumpOf(store), dump);
      ends.right += 1;
    } catch (cause) {
      assert.equal(store.unavailable(cause), 'corrupt', String(cause));
      ends.corrupt += 1;
    }
    await store.close();
  }
  assert.ok(ends.refused > 0 && ends.corrupt > 10, JSON.stringify(ends));
});

test('a write that meets a garbled page is unavailable as corrupt, and others go on', async (t) => {
  const { folder, file } = await filled(t);
  const db = new DatabaseSync(file);
  const [leaf] = db.prepare(`SELECT pageno FROM dbstat WHERE name = 'part' AND pagetype = 'leaf'`).all() as { pageno: number }[];
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xee, (leaf!.pageno - 1) * 4096, leaf!.pageno * 4096);
  writeFileSync(file, bytes);
  const store = closing(t, openStore(folder));
  const words = [];
  for (let g = 0; g < 12; g++) words.push(wordOf(await store.write(writeOf(deciding([part(groupKey(`sg-${g}`), 'sgr-1', null)])))));
  assert.deepEqual([...new Set(words)].sort(), ['corrupt', 'ok']);
});

test('a database of a newer version is refused and left as it is', async (t) => {
  const { folder, file } = await filled(t);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version = 999');
  db.close();
  const before = digestOf(folder);
  problemAt(folder, /written by a newer version of Sallyport/);
  assert.deepEqual(digestOf(folder), before);
});

test('a folder that is a file is refused', (t) => {
  const file = join(folderFor(t), 'data');
  writeFileSync(file, '');
  problemAt(file, /cannot be made/);
});

test('a folder is made where there is none, for its owner alone', (t) => {
  const folder = join(folderFor(t), 'a', 'b');
  closing(t, openStore(folder));
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('what is kept is for its owner alone in a folder that is open to all, too', async (t) => {
  const folder = folderFor(t);
  chmodSync(folder, 0o755);
  const store = closing(t, openStore(folder));
  await change(store, put(sg, groupHead()));
  for (const name of ['', '-wal', '-shm']) assert.equal(statSync(join(folder, `sallyport.db${name}`)).mode & 0o777, 0o600, name);
});

/** As somebody who is not root, since root may write anywhere. */
function asNobody(run: () => void): void {
  const me = process.geteuid!();
  if (me === 0) process.seteuid!(65534);
  try {
    run();
  } finally {
    if (me === 0) process.seteuid!(me);
  }
}
const readOnly = /may not be written \(check its owner and whether the disk is mounted read-only\)/;

test('a folder that may not be written is refused in clear words', async (t) => {
  const empty = folderFor(t);
  chmodSync(empty, 0o555);
  asNobody(() => problemAt(empty, readOnly));
  asNobody(() => problemAt(join(empty, 'data'), /cannot be made/));
  const { folder } = await filled(t);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  const before = digestOf(folder);
  asNobody(() => problemAt(folder, readOnly));
  assert.deepEqual(digestOf(folder), before);
});

test('a folder on a disk that is mounted read-only is refused in clear words, used before or not', async (t) => {
  const disk = tmpfsFor(t, 8);
  if (!disk) return;
  const { folder } = await filled(t, join(disk.folder, 'used'));
  mkdirSync(join(disk.folder, 'unused'));
  const before = digestOf(folder);
  disk.remount('ro');
  problemAt(folder, readOnly);
  problemAt(join(disk.folder, 'unused'), readOnly);
  problemAt(join(disk.folder, 'none'), /cannot be made/);
  assert.deepEqual(digestOf(folder), before);
  disk.remount('rw');
  closing(t, openStore(folder));
});
