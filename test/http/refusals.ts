import assert from 'node:assert/strict';
import type { ErrorRow, ErrorTable } from '#kit/error-row.ts';
import type { Answer, Params } from '../server.ts';
import { rulesOf, type Sent, sentTo, type Who, type World } from './world.ts';

/** Requests that are refused, and what must be seen of it: status, code and message of the row, and no rule of any group has changed. */
export type Refusals = {
  /** For A, C or F of the account where the request names no group; fails where that group has changed. */
  send(action: string, sent: Sent, as?: Who): Promise<Answer>;
  changedNothing(): Promise<void>;
};

const groupsOf = (w: World): { readonly [A in Who]: readonly string[] } => ({
  own: [w.A, w.B, w.B2, w.X, w.E, w.E2, w.EX, w.M],
  classic: [w.C, w.C2, w.V],
  foreign: [w.F, w.F2, w.F3],
});

/** Remembers the rules of every group of the world as they are now. */
export async function makeRefusals(w: World): Promise<Refusals> {
  const owners = new Map(Object.entries(groupsOf(w)).flatMap(([who, groups]) => groups.map((group) => [group, who as Who] as const)));
  const rules = (group: string) => rulesOf(w.clients[owners.get(group) ?? 'own'], group);
  const everyGroup = async () => {
    const all = new Map<string, unknown>();
    for (const group of owners.keys()) all.set(group, await rules(group));
    return all;
  };
  const start = await everyGroup();
  return {
    async send(action, sent, as = 'own') {
      const own = { own: w.A, classic: w.C, foreign: w.F }[as];
      const params: Params = { SecurityGroupId: own, ...(await sentTo(w, sent)) };
      const answer = await w.clients[as](action, params);
      const group = start.has(params.SecurityGroupId ?? '') ? params.SecurityGroupId! : own;
      assert.deepEqual(await rules(group), start.get(group), 'nothing has changed');
      return answer;
    },
    async changedNothing() {
      assert.deepEqual(await everyGroup(), start);
    },
  };
}

/** Status, code and message are those of the row, whose key may have a `#variant`; `hole` is what `%s` stands for. */
export function assertRow(errors: ErrorTable, key: string, { status, body }: Answer, hole?: string): void {
  const row: ErrorRow | undefined = errors[key];
  assert.ok(row, `${key} is in the table`);
  assert.ok(!row.message.includes('%s') || hole !== undefined, 'what the hole of the message holds is known');
  const message = row.message.replace('%s', () => hole ?? '');
  assert.deepEqual([status, body.Code, body.Message], [row.http, key.replace(/#.*/, ''), message]);
}

/** Every row of the table was reached. */
export function assertAllReached(errors: ErrorTable, reached: ReadonlySet<string>): void {
  assert.deepEqual(
    Object.keys(errors).filter((key) => !reached.has(key)),
    [],
  );
}
