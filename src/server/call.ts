import { type Action, versionOf } from '#actions/action.ts';
import { actionOf } from '#actions/index.ts';
import { knownActions } from '#actions/known-actions.ts';
import { refuse } from '#server/fault.ts';
import { isFormType } from '#wire/form.ts';
import { type Incoming, MOST_BODY } from '#wire/http.ts';
import { type Params, parseParams } from '#wire/params.ts';
import type { Format } from '#wire/render.ts';

/** A request read as far as its form goes: nothing is verified yet. */
export type Call = {
  readonly incoming: Incoming;
  readonly params: Params;
  readonly queryCount: number;
  /** Of the ACS3 family by its Authorization header; all else is taken for RPC signature V1. */
  readonly scheme: 'v1' | 'v3';
  readonly version: string;
  readonly name: string;
};

export function readCall(incoming: Incoming): Call {
  if (incoming.method !== 'GET' && incoming.method !== 'POST') refuse('UnsupportedHTTPMethod');
  if (incoming.unread === 'inPieces') refuse('InvalidRequest');
  if (incoming.unread || incoming.query.length > MOST_BODY) refuse('RequestEntityTooLarge', String(MOST_BODY));
  const form = isForm(incoming) ? incoming.body.toString('utf8') : '';
  const read = parseParams(incoming.query, form);
  if ('wrong' in read) {
    const codes = {
      conflict: 'InvalidParameter#differs',
      tooMany: 'InvalidParameter#count',
      tooDeep: 'InvalidParameter#depth',
      encoding: 'InvalidParameter#encoding',
    } as const;
    refuse(codes[read.wrong], read.wrong === 'tooMany' ? '5000' : read.name);
  }
  // Not by x-acs-action: senders of V1 send that header too, unsigned; there the parameter is what counts.
  const scheme = incoming.header('authorization')?.startsWith('ACS') ? 'v3' : 'v1';
  const { params, queryCount } = read;
  const version = (scheme === 'v3' ? signedHeader(incoming, 'x-acs-version') : params.get('Version')) ?? '';
  const name = (scheme === 'v3' ? signedHeader(incoming, 'x-acs-action') : params.get('Action')) ?? '';
  return { incoming, params, queryCount, scheme, version, name };
}

/** As Format says; without it ACS3 answers what the client accepts, JSON first, and V1 answers XML as documented. Throws on another Format. */
export function formatOf({ incoming, params, scheme }: Call): Format {
  const asked = params.get('Format');
  if (!asked) return scheme === 'v3' ? formatGuess(incoming) : accepts(incoming, 'json') ? 'JSON' : 'XML';
  const format = asked.toUpperCase();
  return format === 'JSON' || format === 'XML' ? format : refuse('InvalidParameter.Format');
}

/** For a request that could not be read so far: what its headers say, else JSON, which more clients can parse. */
export const formatGuess = (incoming: Incoming): Format => (accepts(incoming, 'xml') && !accepts(incoming, 'json') ? 'XML' : 'JSON');

/** The action that (Version, Action) selects; 400, not 404, for one that only the real service has (docs/decisions/0001 22). */
export function resolveAction({ version, name }: Call): Action {
  if (version === '') refuse('Missing{Name}', 'Version');
  if (name === '') refuse('Missing{Name}', 'Action');
  const action = actionOf(version, name);
  if (action) return action;
  const product = knownActions.get(version);
  if (product?.names.has(name)) return refuse('Sallyport.NotImplemented', name, product.product, version);
  return product || Object.values<string>(versionOf).includes(version) ? refuse('InvalidAction.NotFound') : refuse('InvalidVersion');
}

/** A header that ACS3 signs: duplicates count as one text, as they are signed. */
export const signedHeader = (incoming: Incoming, name: string): string | undefined => {
  const value = incoming.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const accepts = (incoming: Incoming, what: string) => incoming.header('accept')?.includes(what) ?? false;
/** A body that says it is something else is covered by the hash of ACS3, but holds no parameters. */
const isForm = (incoming: Incoming) => incoming.body.length > 0 && isFormType(incoming.header('content-type'));
