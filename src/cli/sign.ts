import { prepare, type Ready, streamPath } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';
import { caFileOf } from '#cli/dispatch.ts';
import { feedPath } from '#feed/stream.ts';

/** Prints the request as a curl line, or as json for other senders. It can be sent once, within 15 minutes: its nonce is used up by the first request. */
const sign: Command = async (words) => {
  const ready = prepare(words, process.env, streamPath);
  const { origin, signed, options } = ready;
  const headers = { accept: 'application/json', ...signed.headers };
  console.log(options.output === 'text' ? curlLine(ready, headers) : JSON.stringify({ ...signed, url: origin + signed.url, headers }));
  return 0;
};
export default sign;

function curlLine({ origin, signed, options }: Ready, { host: _, ...headers }: Readonly<Record<string, string>>): string {
  const ca = origin.startsWith('https:') ? caFileOf(options) : undefined;
  const words = [
    ...(ca ? ['--cacert', ca] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    ...(signed.body ? ['--data-raw', signed.body] : []),
    origin + signed.url,
  ];
  // The body ends without a line break, and the prompt of a shell would stand right behind it.
  // A stream is shown as it comes.
  const shown = signed.url.startsWith(feedPath) ? '-N' : "-w '\\n'";
  return `curl -sS ${shown} -X ${signed.method} ${words.map((word) => (word.startsWith('-') ? word : quote(word))).join(' ')}`;
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
