/** Which requests a batch takes. */
const MOST = 256;
/** So many have to wait for a batch to begin beside another: fewer gain more by sharing one commit. */
export const COMPANY = 64;
const MOST_TURNS = 8;

/**
 * Everything that arrives in this turn of the event loop shares the commit; where there is company, so does what comes in the next turns, as long
 * as something does: others were answered by the commit before and are about to ask again. Somebody alone never waits. Each batch waits for a turn
 * of its own, or somebody who writes again as soon as he is answered would keep the loop from turning.
 */
export async function gather(waiting: () => number): Promise<void> {
  let before = 0;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = waiting();
    if (now === 1 || now === before || now >= MOST) return;
    before = now;
  }
}

/**
 * How many of those that wait a batch takes. Beside another, half of all, so that two batches of one size take turns: one at the database, one at
 * this server.
 */
export const sizeOf = (waiting: number, ahead: number, hasTurns: boolean): number =>
  hasTurns ? Math.min(MOST, Math.max(COMPANY, Math.ceil((waiting + ahead) / 2))) : MOST;
