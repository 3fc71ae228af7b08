import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { clientOptions, type OptionValues, readOptions, UsageProblem } from '#cli/options.ts';
import { makeRequestSigner, type Signed } from '#wire/sign-request.ts';

/** One request made ready: where it goes, and what is sent. */
export type Ready = { readonly origin: string; readonly signed: Signed; readonly output: string };

/** `ACTION --Param value …` with the client options mixed in, signed. Throws UsageProblem. */
export function prepare(words: readonly string[], env: NodeJS.ProcessEnv): Ready {
  const [name, ...rest] = words;
  if (!name || name.startsWith('-')) throw new UsageProblem('Name an action first, such as DescribeSecurityGroups.');
  const { own, params } = split(rest);
  return ready(name, params, readOptions(clientOptions, own, env).values);
}

export function ready(name: string, params: ReadonlyMap<string, string>, options: OptionValues<typeof clientOptions>): Ready {
  const action = actions.find((a) => a.name === name) ?? actions.find((a) => a.name.toLowerCase() === name.toLowerCase());
  if (!action) throw new UsageProblem(`There is no action ${name} here.`);
  const origin = originOf(options.endpoint ?? '127.0.0.1:8580');
  const query = new Map(params);
  if (!query.has('RegionId')) query.set('RegionId', options.region);
  const signer = makeRequestSigner(credentialsOf(options));
  const request = {
    method: 'POST',
    host: new URL(origin).host,
    action: action.name,
    version: versionOf[action.product],
    query,
    nonce: randomUUID(),
    now: Date.now(),
  } as const;
  return { origin, signed: options.scheme === 'v1' ? signer.v1(request) : signer.v3(request), output: options.output };
}

/** `--Name value` begins with a capital for a parameter of the action, with a small letter for an option of ours. */
function split(words: readonly string[]): { own: string[]; params: Map<string, string> } {
  const own: string[] = [];
  const params = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const flag = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word);
    if (!flag) throw new UsageProblem(`${word}: parameters are written --Name value.`);
    const [, name, joined] = flag as unknown as [string, string, string | undefined];
    const value = joined ?? words[++i];
    if (value === undefined) throw new UsageProblem(`${word} lacks a value.`);
    if (/^[A-Z]/.test(name)) params.set(name, value);
    else own.push(`--${name}`, value);
  }
  return { own, params };
}

function originOf(endpoint: string): string {
  try {
    return new URL(endpoint.includes('://') ? endpoint : `http://${endpoint}`).origin;
  } catch {
    throw new UsageProblem(`--endpoint ${endpoint} is not host:port or a URL.`);
  }
}

function credentialsOf(options: OptionValues<typeof clientOptions>) {
  const { 'access-key-id': accessKeyId, 'access-key-secret': accessKeySecret, data } = options;
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret };
  const file = join(data, 'credentials.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { accessKeyId: string; accessKeySecret: string };
  } catch {
    throw new UsageProblem(
      `No access key: give --access-key-id and SALLYPORT_ACCESS_KEY_SECRET, or --data with the folder of the server (${file} cannot be read).`,
    );
  }
}

/** Sends it; gives status and body. HTTPS needs NODE_EXTRA_CA_CERTS with the server's CA. */
export async function dispatch({ origin, signed }: Ready): Promise<{ readonly status: number; readonly body: unknown }> {
  const { host: _, ...headers } = signed.headers;
  let response: Response;
  try {
    response = await fetch(origin + signed.url, {
      method: signed.method,
      headers: { accept: 'application/json', ...headers },
      ...(signed.body && { body: signed.body }),
    });
  } catch (cause) {
    const why = (cause as { cause?: Error }).cause ?? (cause as Error);
    throw new UsageProblem(`${origin} does not answer: ${why.message}`);
  }
  return { status: response.status, body: await response.json() };
}
