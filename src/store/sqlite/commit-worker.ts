import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Failure, Order } from '#store/sqlite/commit-thread.ts';
import { openDatabase } from '#store/sqlite/open.ts';
import { Writer } from '#store/sqlite/writer.ts';
import { Undecided } from '#store/store.ts';

/** Writes what was decided elsewhere: one order, one answer, the first answer once it is ready. */
const db = openDatabase(workerData as string);
let at = 0;
// Nobody pages through rows here, so no count is kept.
const writer = new Writer(db, () => at, Number.POSITIVE_INFINITY);
const port = parentPort!;
const answer = (given: Answer) => port.postMessage(given);
answer({ done: undefined });

port.on('message', (order: Order) => {
  if (order.order === 'end') {
    db.close();
    port.close();
  } else {
    try {
      answer({ done: carriedOut(order) });
    } catch (cause) {
      answer({ failed: failureOf(cause) });
    }
  }
});

function carriedOut(order: Exclude<Order, { readonly order: 'end' }>): unknown {
  if (order.order === 'copy') return db.exec('PRAGMA wal_checkpoint(PASSIVE)');
  if (order.order === 'probe') return writer.probe();
  if (order.order === 'purge') return writer.purge(order.now, order.keep);
  if (order.order !== 'commit') throw new Error(`no such order: ${order.order}`);
  const { changes, settling, nonces } = order.batch;
  at = order.batch.at;
  try {
    writer.begin();
    writer.apply(changes);
    return writer.commit(settling, nonces);
  } catch (cause) {
    rolledBack();
    throw cause;
  }
}

function rolledBack(): void {
  try {
    writer.rollback();
  } catch {
    // What the commit failed on is what to tell.
  }
}

function failureOf(thrown: unknown): Failure {
  const isUndecided = thrown instanceof Undecided;
  const cause = (isUndecided ? thrown.cause : thrown) as { readonly message?: string; readonly errcode?: number };
  return { message: cause.message ?? String(cause), errcode: cause.errcode, isUndecided };
}
