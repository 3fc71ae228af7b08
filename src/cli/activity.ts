import { actionTrailEvent } from '#cli/action-trail.ts';
import { activityOptions, limitOf, startTimeOf } from '#cli/activity-options.ts';
import { changeTable } from '#cli/change-lines.ts';
import { type ClientOptions, ready } from '#cli/client.ts';
import type { Command } from '#cli/command.ts';
import { dispatch, problemText } from '#cli/dispatch.ts';
import { readOptions, UsageProblem } from '#cli/options.ts';
import { plainChange, type ToldChange } from '#cli/told-changes.ts';

/** The most that DescribeChanges gives on a page. */
const PAGE = 100;

/** The activity log of the account, newest first. Lines of JSON are printed as they come; a table waits for its widths. */
const activity: Command = async (words) => {
  const { values, words: stray } = readOptions(activityOptions, words, process.env);
  if (stray.length > 0) throw new UsageProblem(`activity takes no ${stray[0]}; sallyport help activity lists its flags.`);
  const limit = limitOf(values.limit);
  const { group, since, by, action } = values;
  const given = {
    SecurityGroupId: group,
    StartTime: since && startTimeOf(since, Date.now()),
    Principal: by,
    EventName: action,
  };
  const filters = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const pages = pagesOf(filters, limit, values);
  if (values.output === 'text') {
    console.log(changeTable((await Array.fromAsync(pages)).flatMap(({ changes }) => changes)));
    return 0;
  }
  for await (const { changes, source } of pages)
    for (const change of changes)
      console.log(JSON.stringify(values.output === 'json' ? plainChange(change) : actionTrailEvent(change, source)));
  return 0;
};
export default activity;

type Page = { readonly changes: readonly ToldChange[]; readonly source: string };

/** Pages until there are `limit` changes; a page may be empty with more after it. */
async function* pagesOf(filters: readonly (readonly [string, string])[], limit: number, options: ClientOptions): AsyncGenerator<Page> {
  for (let left = limit, token: string | undefined; left > 0 && token !== ''; ) {
    const paging = [['MaxResults', String(Math.min(PAGE, left))], ...(token ? [['NextToken', token]] : [])] as [string, string][];
    const request = ready('DescribeChanges', new Map([...filters, ...paging]), options);
    const answer = await dispatch(request);
    if (answer.status >= 400) throw new UsageProblem(problemText(answer));
    const { Changes, NextToken } = answer.body as { Changes: { Change: readonly ToldChange[] }; NextToken: string };
    yield { changes: Changes.Change, source: new URL(request.origin).host };
    left -= Changes.Change.length;
    token = NextToken;
  }
}
