import type { Command } from '#cli/command.ts';

type Entry = { readonly summary: string; load(): Promise<{ default: Command }> };

/** Every command; its file is loaded only when it is asked for, so that `serve` starts fast. */
export const commands: { readonly [name: string]: Entry } = {
  serve: { summary: 'runs the service', load: () => import('#cli/serve.ts') },
  call: { summary: 'signs and sends one request: call ACTION --Param value …', load: () => import('#cli/call.ts') },
  sign: { summary: 'prints one signed request as a curl line: sign ACTION --Param value …', load: () => import('#cli/sign.ts') },
  account: { summary: 'account create | list, on a running server', load: () => import('#cli/account.ts') },
};
