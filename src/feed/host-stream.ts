import type { Mailbox } from '#feed/mailbox.ts';
import type { Rendered } from '#feed/state-mirror.ts';
import { type ResourceKey, STATE_VERSION } from '#feed/state-resource.ts';
import type { StateGroup, StateSink, StateStream } from '#feed/state-stream.ts';
import { eventText, type Opening, type Outlet, type StreamFormat, type StreamKind } from '#feed/stream.ts';
import { type Cursor, cursorText } from '#kit/cursor.ts';

/**
 * The stream of a host: the state of its interfaces, and what it is asked.
 *   resource … dropped … synced (a whole: to be applied there) · request
 */
export const hostStream =
  (states: StateStream, mailbox: Mailbox): StreamKind =>
  async (opening, outlet) => {
    const { scope, by, params } = opening;
    const writer = new HostWriter(opening, outlet);
    const interfaces = (params.NetworkInterfaceId as readonly string[]).map((id): ResourceKey => ({ ...scope, kind: 'interface', id }));
    const joined = await states.subscribe(interfaces, opening.account, writer);
    if (typeof joined === 'string') return joined === 'closed' ? 'stopping' : joined;
    const { account } = scope;
    const host = params.HostId as string | undefined;
    const disconnect = host && mailbox.connect({ account, host, by }, (letter) => writer.ask(letter));
    return {
      cursor: () => writer.cursor,
      close() {
        joined.close();
        if (disconnect) disconnect();
      },
    };
  };

/** What hosts get of one rendering is made bytes once for all of them. */
const made = new WeakMap<Rendered, Partial<Record<StreamFormat, Uint8Array>>>();
function bytesOf(rendered: Rendered, format: StreamFormat): Uint8Array {
  const known = made.get(rendered) ?? {};
  made.set(rendered, known);
  known[format] ??= Buffer.from(lineOf(format, 'resource', rendered.json));
  return known[format];
}

/** An event without a cursor: who has seen it has not seen all that belongs to it. */
const lineOf = (format: StreamFormat, event: string, json: string): string =>
  format === 'jsonl' ? `{"event":"${event}",${json.slice(1)}\n` : `event: ${event}\ndata: ${json}\n\n`;

class HostWriter implements StateSink {
  readonly #outlet: Outlet;
  readonly #end: Opening['end'];
  cursor: Cursor;
  #queue: (() => Promise<void> | undefined)[] = [];
  #writing: Promise<void> | undefined;

  constructor({ cursor, end }: Opening, outlet: Outlet) {
    this.cursor = cursor;
    this.#outlet = outlet;
    this.#end = end;
  }

  take({ cursor, changed, dropped }: StateGroup): Promise<void> | undefined {
    const { format } = this.#outlet;
    for (const rendered of changed) this.#queue.push(() => this.#outlet.write(bytesOf(rendered, format), 1));
    for (const { kind, account, region, id } of dropped)
      this.#say(lineOf(format, 'dropped', JSON.stringify({ v: STATE_VERSION, kind, account, region, id })));
    this.#queue.push(() => {
      this.cursor = cursor;
      return this.#outlet.write(Buffer.from(eventText(format, 'synced', { cursor: cursorText(cursor) })), 1);
    });
    return this.#write();
  }

  ask({ id, question, expires }: { readonly id: string; readonly question: string; readonly expires: number }): void {
    const body = { v: STATE_VERSION, questionId: id, question, expires: new Date(expires).toISOString() };
    this.#say(lineOf(this.#outlet.format, 'request', JSON.stringify(body)));
    void this.#write();
  }

  end(why: 'closed' | 'unavailable'): void {
    this.#end(why === 'closed' ? 'stopping' : why);
  }

  #say(text: string): void {
    this.#queue.push(() => this.#outlet.write(Buffer.from(text), 1));
  }

  /** In order, each only when there is room; what is asked meanwhile comes after the marker of what is on its way. */
  #write(): Promise<void> | undefined {
    if (this.#writing) return this.#writing;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const wait = next();
      if (!wait) continue;
      this.#writing = wait.then(() => {
        this.#writing = undefined;
        return this.#write();
      });
      return this.#writing;
    }
    return undefined;
  }
}
