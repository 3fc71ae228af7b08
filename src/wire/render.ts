import { xmlOf } from '#wire/xml.ts';

export type Format = 'JSON' | 'XML';
export type Rendered = { readonly type: string; readonly text: string };

/** Strings all, or alibaba-cloud-sdk-go panics; AccessDeniedDetail must be an object. */
export type ErrorBody = {
  readonly RequestId: string;
  readonly HostId: string;
  readonly Code: string;
  readonly Message: string;
  readonly Recommend: string;
  readonly AccessDeniedDetail?: Readonly<Record<string, string>>;
};

/** Without a space: the TypeScript SDK compares the XML one to the letter. */
const types = { JSON: 'application/json;charset=utf-8', XML: 'text/xml;charset=utf-8' } as const;

/** The body of a success. At its top `Code` may only be 'Success' and `Success` only true: pop-core and Terraform take all else for an error. */
export function renderReply(format: Format, action: string, body: Readonly<Record<string, unknown>>): Rendered {
  return { type: types[format], text: format === 'JSON' ? JSON.stringify(body) : xmlOf(`${action}Response`, body) };
}

export function renderError(format: Format, body: ErrorBody): Rendered {
  return { type: types[format], text: format === 'JSON' ? JSON.stringify(body) : xmlOf('Error', body) };
}
