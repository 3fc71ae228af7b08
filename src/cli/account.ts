import { dispatch, ready } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';
import { clientOptions, readOptions, UsageProblem } from '#cli/options.ts';

const accountOptions = {
  ...clientOptions,
  id: { doc: 'create: 16 digits' },
  name: { doc: 'create: such as Test@aliyun.com' },
  network: { doc: 'create: network type of new groups', values: ['vpc', 'classic'] },
  'missing-rule': { doc: 'create: overrides the server', values: ['error', 'documented', 'ignore'] },
} as const;

/** `account create` and `account list`, by the operator's key. A secret is shown once, here. */
const account: Command = async (words) => {
  const {
    values,
    words: [verb],
  } = readOptions(accountOptions, words, process.env);
  if (verb !== 'create' && verb !== 'list') throw new UsageProblem('account create | account list');
  const params = new Map<string, string>();
  if (verb === 'create') {
    for (const [name, value] of [
      ['AccountId', values.id],
      ['AccountName', values.name],
      ['NetworkType', values.network],
      ['MissingRule', values['missing-rule']],
    ] as const) {
      if (value) params.set(name, value);
    }
  }
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (;;) {
    const { status, body } = await dispatch(ready(verb === 'create' ? 'CreateAccount' : 'ListAccounts', params, values));
    if (status >= 400) throw new UsageProblem(`${(body as { Code: string }).Code}: ${(body as { Message: string }).Message}`);
    const { Accounts, NextToken } = body as { Accounts?: { Account: Readonly<Record<string, unknown>>[] }; NextToken?: string };
    rows.push(...(Accounts ? Accounts.Account : [body as Readonly<Record<string, unknown>>]));
    if (!NextToken) break;
    params.set('NextToken', NextToken);
  }
  console.log(values.output === 'json' ? JSON.stringify(rows, null, 2) : rows.map(lineOf).join('\n'));
  return 0;
};
export default account;

const lineOf = (row: Readonly<Record<string, unknown>>): string =>
  Object.entries(row)
    .filter(([name, value]) => name !== 'RequestId' && value !== '' && typeof value !== 'object')
    .map(([name, value]) => `${name}=${value}`)
    .join('  ');
