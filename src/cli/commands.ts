import type { Command } from '#cli/command.ts';
import { accountOptions, clientOptions, type OptionTable } from '#cli/options.ts';
import { serveOptions } from '#cli/serve-options.ts';

type Entry = {
  /** How it is typed, without its flags. */
  readonly usage: string;
  readonly summary: string;
  readonly options: OptionTable;
  load(): Promise<{ default: Command }>;
};

/** Every command; its file is loaded only when it is asked for, so that `serve` starts fast. */
export const commands: { readonly [name: string]: Entry } = {
  serve: { usage: 'serve', summary: 'runs the service', options: serveOptions, load: () => import('#cli/serve.ts') },
  call: {
    usage: 'call ACTION [--Param value …]',
    summary: 'signs and sends one request',
    options: clientOptions,
    load: () => import('#cli/call.ts'),
  },
  sign: {
    usage: 'sign ACTION [--Param value …]',
    summary: 'prints one signed request as a curl line',
    options: clientOptions,
    load: () => import('#cli/sign.ts'),
  },
  account: {
    usage: 'account create | list',
    summary: 'creates and lists accounts on a running server',
    options: accountOptions,
    load: () => import('#cli/account.ts'),
  },
};
