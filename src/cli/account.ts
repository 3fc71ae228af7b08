import { type ClientOptions, ready } from '#cli/client.ts';
import { columns } from '#cli/columns.ts';
import type { Command } from '#cli/command.ts';
import { type Answer, dispatch, problemText } from '#cli/dispatch.ts';
import { accountOptions, readOptions, UsageProblem } from '#cli/options.ts';

type Row = Readonly<Record<string, unknown>>;

/** `account create` and `account list`, by the operator's key. A secret is shown once, here. */
const account: Command = async (words) => {
  const { values, words: verbs } = readOptions(accountOptions, words, process.env);
  const verb = verbs.length === 1 ? verbs[0] : undefined;
  if (verb !== 'create' && verb !== 'list') throw new UsageProblem('It is either account create or account list.');
  const given = { AccountId: values.id, AccountName: values.name, NetworkType: values.network, MissingRule: values['missing-rule'] };
  const params = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (verb === 'list' && params.length > 0) throw new UsageProblem('account list takes none of --id, --name, --network, --missing-rule.');
  const isText = values.output === 'text';
  if (verb === 'create') {
    const { RequestId: _, ...made } = await ask('CreateAccount', new Map(params), values);
    console.log(isText ? table([made]) : JSON.stringify(made));
    return 0;
  }
  const rows = await everyAccount(values);
  console.log(isText ? table(rows) : JSON.stringify(rows));
  return 0;
};
export default account;

async function everyAccount(options: ClientOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let token: string | undefined; token !== ''; ) {
    const params = new Map([['MaxResults', '100'], ...(token ? ([['NextToken', token]] as const) : [])] as const);
    const { Accounts, NextToken } = (await ask('ListAccounts', params, options)) as { Accounts: { Account: Row[] }; NextToken: string };
    rows.push(...Accounts.Account);
    token = NextToken;
  }
  return rows;
}

async function ask(action: string, params: ReadonlyMap<string, string>, options: ClientOptions): Promise<Answer['body']> {
  const answer = await dispatch(ready(action, params, options));
  if (answer.status >= 400) throw new UsageProblem(problemText(answer));
  return answer.body;
}

/** One line a row under the names of its fields; lists are left to json. */
function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {}).filter((name) => typeof rows[0]?.[name] !== 'object');
  return columns([names, ...rows.map((row) => names.map((name) => String(row[name]) || '-'))]);
}
