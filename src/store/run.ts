import type { ChangesNeed, CursorNeed, Deciding, EachNeed, Need } from '#kit/deciding.ts';
import type { Soon } from '#store/store.ts';

/** What answers the needs of a decision. */
export type Answering = { answer(need: Need | ChangesNeed | CursorNeed): Soon<unknown> };

/** Runs a decision on what a view answers; goes on in the same tick as long as the view answers at once. */
export function run<T>(decision: Deciding<T>, view: Answering): Soon<T> {
  let step = decision.next();
  while (!step.done) {
    const answer = answerTo(step.value, view);
    if (answer instanceof Promise) return answer.then((a) => resume(decision, view, a));
    step = decision.next(answer);
  }
  return step.value;
}
function answerTo(need: Need | ChangesNeed | CursorNeed | EachNeed, view: Answering): Soon<unknown> {
  if (need.need !== 'each') return view.answer(need);
  const answers = need.needs.map((one) => view.answer(one));
  return answers.some((answer) => answer instanceof Promise) ? Promise.all(answers) : answers;
}
async function resume<T>(decision: Deciding<T>, view: Answering, answer: unknown): Promise<T> {
  let step = decision.next(answer);
  while (!step.done) step = decision.next(await answerTo(step.value, view));
  return step.value;
}
