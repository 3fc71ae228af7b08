import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Ready, ready, streamPath } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';
import { problemText, send } from '#cli/dispatch.ts';
import { readOptions, UsageProblem, watchOptions } from '#cli/options.ts';

/** Milliseconds: between two tries to connect, at first and at most. */
const PAUSE = 250;
const MOST_PAUSE = 10_000;

/**
 * Prints changes and snapshot markers, one JSON object a line, until it is stopped; connects again by itself, and goes on after the last line. Ends
 * where the server refuses: a wrong key, a cursor that leads nowhere.
 */
const watch: Command = async (words) => {
  const { values, words: stray } = readOptions(watchOptions, words, process.env);
  if (stray.length > 0) throw new UsageProblem(`watch takes flags only, not ${stray[0]}.`);
  const options = { ...values, scheme: 'v3', output: 'json' } as Ready['options'];
  let cursor = values.cursor;
  for (let wait = PAUSE; ; wait = Math.min(2 * wait, MOST_PAUSE)) {
    const params = new Map([['StreamFormat', 'jsonl'], ...(cursor ? [['Cursor', cursor] as const] : [])]);
    try {
      const reply = await send(ready('WatchChanges', params, options, streamPath));
      if (reply.statusCode !== 200) await refused(reply);
      for await (const line of linesOf(reply)) {
        const event = JSON.parse(line) as { event: string; cursor: string };
        wait = PAUSE;
        cursor = event.cursor;
        if (event.event === 'change' || event.event === 'snapshot') console.log(line);
      }
    } catch (cause) {
      if (cause instanceof UsageProblem) throw cause;
      console.error(`The stream is broken (${(cause as Error).message}); it goes on after ${cursor ?? 'the next connection'}.`);
    }
    await pause(wait);
  }
};
export default watch;

/** Whole ones; throws where the reply is torn. */
async function* linesOf(reply: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of reply.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
}

/** Throws where coming again would not help. */
async function refused(reply: IncomingMessage): Promise<void> {
  let text = '';
  for await (const chunk of reply.setEncoding('utf8')) text += chunk;
  if (reply.statusCode! >= 500) throw new Error(`HTTP ${reply.statusCode}`);
  throw new UsageProblem(problemText({ status: reply.statusCode!, body: JSON.parse(text) }));
}
