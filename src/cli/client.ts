import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Action, versionOf } from '#actions/action.ts';
import { actions } from '#actions/index.ts';
import { clientOptions, type OptionValues, readOptions, UsageProblem } from '#cli/options.ts';
import { feedPath } from '#feed/stream.ts';
import { type Credentials, makeRequestSigner, type Signed } from '#wire/sign-request.ts';

export type ClientOptions = OptionValues<typeof clientOptions>;

/** One request made ready: where it goes, and what is sent. */
export type Ready = { readonly origin: string; readonly signed: Signed; readonly options: ClientOptions };

/** `ACTION --Param value …` with the client options mixed in, signed. Throws UsageProblem. */
export function prepare(words: readonly string[], env: NodeJS.ProcessEnv, path?: PathOf): Ready {
  const [name, ...rest] = words;
  if (!name || name.startsWith('-')) throw new UsageProblem('Name an action first, such as DescribeSecurityGroups.');
  const { own, params } = split(rest);
  return ready(name, params, readOptions(clientOptions, own, env).values, path);
}

/** Under which path an action is called. */
type PathOf = (action: Action, options: ClientOptions) => string;
/** A stream as one; V1 signs the path / only. */
export const streamPath: PathOf = ({ stream }, { scheme }) => (stream && scheme === 'v3' ? feedPath : '/');

const namesOf = ({ product, name }: Action): readonly string[] => [name, `${product}.${name}`];

/**
 * The action of that name, in any case; undefined where this server has none. A name that several products have is the action of the first of
 * them, and those of the others are written after their product: `Vpc.TagResources`.
 */
export const findAction = (name: string): Action | undefined =>
  actions.find((a) => namesOf(a).includes(name)) ?? actions.find((a) => namesOf(a).some((one) => one.toLowerCase() === name.toLowerCase()));

/** The request for the action, signed for once and the next 15 minutes. Throws UsageProblem, also for a parameter that the action does not have. */
export function ready(name: string, params: ReadonlyMap<string, string>, options: ClientOptions, path: PathOf = () => '/'): Ready {
  const action = findAction(name);
  if (!action) throw new UsageProblem(`There is no action ${name} here; sallyport help actions lists them.`);
  const stray = [...params.keys()].find((param) => !(param.split('.', 1)[0]! in action.params));
  if (stray) throw new UsageProblem(`${action.name} has no parameter ${stray}; it has ${Object.keys(action.params).join(', ')}.`);
  const origin = originOf(options.endpoint);
  const query = new Map(params);
  if ('RegionId' in action.params && !query.has('RegionId')) query.set('RegionId', options.region);
  const signed = makeRequestSigner(credentialsOf(options))[options.scheme as 'v1' | 'v3']({
    method: 'POST',
    host: new URL(origin).host,
    path: path(action, options),
    action: action.name,
    version: versionOf[action.product],
    query,
    nonce: randomUUID(),
    now: Date.now(),
  });
  return { origin, signed, options };
}

/** `--Name value`: a parameter of the action begins with a capital, an option of ours with a small letter. */
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
    // In one word, so that a value may begin with a dash.
    else own.push(`--${name}=${value}`);
  }
  return { own, params };
}

function originOf(endpoint: string): string {
  const url = URL.parse(endpoint.includes('://') ? endpoint : `http://${endpoint}`);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new UsageProblem(`--endpoint ${endpoint} is not host:port or an http or https URL.`);
}

function credentialsOf(options: ClientOptions): Credentials {
  const { 'access-key-id': accessKeyId, 'access-key-secret': accessKeySecret, 'security-token': securityToken, data } = options;
  if (accessKeyId && accessKeySecret) return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  if (accessKeyId || accessKeySecret) throw new UsageProblem('--access-key-id and --access-key-secret are given together or not at all.');
  if (securityToken) throw new UsageProblem('--security-token belongs to a key: give --access-key-id and --access-key-secret with it.');
  const file = join(data, 'credentials.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Credentials;
  } catch {
    throw new UsageProblem(
      `No access key: ${file} cannot be read. Give --data with the folder of the server, or SALLYPORT_ACCESS_KEY_ID and SALLYPORT_ACCESS_KEY_SECRET.`,
    );
  }
}
