import type { Deciding, Need } from '#kit/deciding.ts';
import type { Answers, Write } from '#store/store.ts';

/** A head is asked for by a head (a group, its VPC, its quotas), seldom deeper. */
const MOST_TURNS = 4;

type Running = { readonly decision: Deciding<unknown>; readonly need: Need };

/**
 * Asks for what the decisions of a batch will ask for first, for all of them together, so that a batch needs a few ways to the database and not a few
 * for each request. Decisions are run for their needs only, and only past heads: what neighbours in the batch change shows when each is decided
 * in earnest. What this asked in vain costs time, and nothing else.
 */
export async function foresee(writes: readonly Write[], load: (needs: readonly Need[]) => Answers): Promise<void> {
  let running = writes.flatMap((write) => goOn(whole(write)));
  for (let turn = 0; turn < MOST_TURNS && running.length > 0; turn++) {
    const answers = await load(running.map(({ need }) => need));
    running = running.flatMap(({ decision, need }, i) => (need.need === 'root' ? goOn(decision, answers[i]) : []));
  }
}

function* whole({ admit, decide }: Write): Deciding<unknown> {
  if (admit) yield* admit();
  return yield* decide();
}

/** To the next need; nowhere where the decision is over, whatever its end. */
function goOn(decision: Deciding<unknown>, answer?: unknown): Running[] {
  try {
    const step = decision.next(answer);
    if (step.done || step.value.need === 'changes' || step.value.need === 'cursor' || step.value.need === 'each') return [];
    return [{ decision, need: step.value }];
  } catch {
    return [];
  }
}
