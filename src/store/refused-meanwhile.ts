import { type Deciding, Refusal } from '#kit/deciding.ts';
import type { Answering } from '#store/run.ts';
import type { Settled, Write } from '#store/store.ts';

/**
 * The refusal of a write by the state before the commit that is under way: nobody was told of that commit yet, so the write may as well have come
 * first. Undefined where it has to wait for its turn: it would be done, has a token whose outcome is to be kept, or met anything else.
 */
export function refusedMeanwhile(
  { token, admit, decide }: Write,
  committed: Answering,
  unavailable: (cause: unknown) => unknown,
): Settled | undefined {
  if (token) return undefined;
  let isAdmitted = !admit;
  try {
    if (admit) isAdmitted = isEnded(admit(), committed);
    if (isAdmitted) isEnded(decide(), committed);
  } catch (cause) {
    if (unavailable(cause)) return undefined;
    if (!isAdmitted) return { is: 'notAdmitted', cause };
    if (cause instanceof Refusal) return { is: 'done', outcome: { ok: false, code: cause.code, holes: cause.holes }, replayed: false };
  }
  return undefined;
}

/** Runs a decision, and tells whether it came to its end with all that it needed answered at once. */
function isEnded(decision: Deciding<unknown>, view: Answering): boolean {
  let step = decision.next();
  while (!step.done) {
    if (step.value.need === 'changes' || step.value.need === 'each') return false;
    step = decision.next(view.answer(step.value));
  }
  return true;
}
