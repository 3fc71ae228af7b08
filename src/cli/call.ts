import { prepare } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';
import { dispatch, problemText } from '#cli/dispatch.ts';

/** Prints the reply: as text indented and an error in words, as json the body in one line. Exit code 1 for an error, which goes to standard error. */
const call: Command = async (words) => {
  const ready = prepare(words, process.env);
  const answer = await dispatch(ready);
  const isText = ready.options.output === 'text';
  if (answer.status < 400) {
    console.log(JSON.stringify(answer.body, null, isText ? 2 : 0));
    return 0;
  }
  console.error(isText ? problemText(answer) : JSON.stringify(answer.body));
  return 1;
};
export default call;
