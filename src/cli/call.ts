import { dispatch, prepare } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';

const call: Command = async (words) => {
  const { status, body } = await dispatch(prepare(words, process.env));
  const text = JSON.stringify(body, null, 2);
  if (status < 400) console.log(text);
  else console.error(text);
  return status < 400 ? 0 : 1;
};
export default call;
