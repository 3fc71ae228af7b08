/**
 * Judges a trace of a server's system calls (strace -f -ttt -y): whether what a reply says was on disk when the reply left.
 *   read of a request -> writes to the WAL -> fsync of the WAL -> write of the 200 reply
 * Every request to the traced server has to be a change that succeeds. The server is taken to commit one batch at a time: writes of a later
 * batch that are not synced yet count against the replies of the one before.
 */
export type Verdict = {
  readonly replies: number;
  /** WAL syncs from the first request to the last reply. */
  readonly syncs: number;
  /** Each a sentence; none where all is well. */
  readonly wrong: readonly string[];
};

/** The start of a call, the rest of one that was interrupted by another thread, or a whole one. */
const line = /^(\d+) +([\d.]+) (?:<\.\.\. (\w+) resumed>(?:"([^"]*))?|(\w+)\(\d+<([^>]*)>(?:, "([^"]*))?)(.*)$/;
const isSync = (call: string) => call === 'fsync' || call === 'fdatasync';
const isRead = (call: string) => call === 'read' || call.startsWith('recv');
const isRequest = (bytes: string) => /^(POST|GET) \//.test(bytes);
const isWrite = (call: string) => call.startsWith('write') || call.startsWith('pwrite') || call.startsWith('send');

export function judgeTrace(trace: string): Verdict {
  const wrong: string[] = [];
  /** By socket: where in the trace the request was read that is not answered yet. */
  const asked = new Map<string, number>();
  /** By thread: the file of a sync, or the socket of a read, that another thread's calls came between. */
  const syncing = new Map<string, string>();
  const reading = new Map<string, string>();
  let [written, synced, replies, syncs, pending] = [-1, -1, 0, 0, 0];
  for (const [at, text] of trace.split('\n').entries()) {
    const [, thread = '', time, resumed, came = '', call = '', path = '', bytes = '', rest = ''] = line.exec(text) ?? [];
    const done = resumed && isSync(resumed) ? syncing.get(thread) : isSync(call) && !rest.includes('<unfinished') ? path : undefined;
    if (isSync(call) && done === undefined) syncing.set(thread, path);
    // A sync covers what was written before it began, and this server's own thread writes nothing meanwhile.
    if (done?.endsWith('-wal') && rest.endsWith('= 0')) {
      synced = at;
      if (replies > 0 || asked.size > 0) pending++;
    }
    if (isWrite(call) && path.endsWith('-wal')) written = at;
    if (isRead(call) && rest.includes('<unfinished')) reading.set(thread, path);
    if (resumed && isRead(resumed) && isRequest(came)) asked.set(reading.get(thread)!, at);
    if (!path.startsWith('socket:') && !path.startsWith('TCP')) continue;
    if (isRequest(bytes)) asked.set(path, at);
    if (!isWrite(call) || !bytes.startsWith('HTTP/1.1 ')) continue;
    const since = asked.get(path);
    asked.delete(path);
    if (!bytes.startsWith('HTTP/1.1 200')) wrong.push(`${time}: a reply that is no success`);
    else if (since === undefined) wrong.push(`${time}: a reply without a request`);
    else if (written < since) wrong.push(`${time}: a reply before anything was written for it`);
    else if (synced < written) wrong.push(`${time}: a reply before what was written was synced`);
    replies++;
    syncs += pending;
    pending = 0;
  }
  return { replies, syncs, wrong };
}
