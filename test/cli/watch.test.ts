import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from '../feed/feed-client.ts';
import { bounded, makeFolder, startServe } from './sallyport.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const data = `${makeFolder()}/data`;
const running = new Set<ReturnType<typeof spawn>>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A port that a server can take again after its restart. */
const port = await new Promise<string>((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => done(String(port)));
  });
});
const start = () => startServe(['--port', port], { data });

function watch(...words: string[]) {
  const env = { PATH: process.env.PATH ?? '', SALLYPORT_ENDPOINT: `127.0.0.1:${port}`, SALLYPORT_DATA: data };
  const child = spawn(process.execPath, [main, 'watch', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  return {
    get changes() {
      return texts.out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    },
    get problems() {
      return texts.err;
    },
    ended: new Promise<number | null>((done) => child.once('close', done)),
  };
}

test('watch prints each change once in a line, also over a restart of the server', bounded, async () => {
  const first = await start();
  const make = async (server: typeof first) => {
    const { stdout } = await server.run('call', 'CreateVpc', '--output', 'json');
    return JSON.parse(stdout).RequestId as string;
  };
  await make(first);
  const { stdout } = await first.run('call', 'WatchChanges', '--output', 'json');
  const seen = watch('--cursor', JSON.parse(stdout).Cursor);
  const made = [await make(first), await make(first)];
  await until(() => seen.changes.length === 2, 'two changes', 20_000);
  assert.equal((await first.stop()).code, 0, 'a stop in time, with a stream open');
  const second = await start();
  made.push(await make(second));
  await until(() => seen.changes.length === 3, 'the change after the restart', 20_000);
  assert.deepEqual(
    seen.changes.map(({ requestId }) => requestId),
    made,
  );
  const wrong = watch('--cursor', 'other:1');
  assert.equal(await wrong.ended, 1);
  assert.match(wrong.problems, /^InvalidCursor\.Epoch: .*begin without a cursor/);
  const { stdout: line } = await second.run('sign', 'WatchChanges', '--StreamFormat', 'jsonl');
  assert.match(line, /^curl -sS -N -X POST .*\/feed\?StreamFormat=jsonl'\n$/);
  await second.stop();
});
