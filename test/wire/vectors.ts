import { readFileSync } from 'node:fs';

/** A request as an official SDK signed it; `wire` is the raw HTTP, absent where only the signing function was run. */
export type Vector = {
  readonly description: string;
  readonly scheme: 'RPC-v1' | 'ACS3-HMAC-SHA256';
  readonly method: string;
  readonly accessKeySecret: string;
  readonly wire?: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string };
  readonly params?: Readonly<Record<string, string>>;
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
  readonly authorization?: string;
  readonly signature: string;
};

/** Each names the SDK that it came from (`producedBy`). */
export const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as readonly Vector[];
