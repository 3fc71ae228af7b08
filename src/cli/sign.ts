import { prepare } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A curl line that can be run once, within 15 minutes: its nonce is used up by the first request. */
const sign: Command = async (words) => {
  const { origin, signed } = prepare(words, process.env);
  const headers = Object.entries({ accept: 'application/json', ...signed.headers }).flatMap(([name, value]) =>
    name === 'host' ? [] : ['-H', quote(`${name}: ${value}`)],
  );
  const body = signed.body ? ['--data-raw', quote(signed.body)] : [];
  console.log(['curl', '-sS', '-X', signed.method, ...headers, ...body, quote(origin + signed.url)].join(' '));
  return 0;
};
export default sign;
