import { disclose, type Told } from '#domain/disclose.ts';
import { cursorText } from '#kit/cursor.ts';

/** A committed change as the store keeps it. `product` is absent in records of servers that did not note it. */
export type Journaled = Told & {
  readonly seq: number;
  readonly requestId: string;
  readonly product?: string;
  readonly action: string;
  /** ARN of the caller. */
  readonly by: string;
  /** Milliseconds since the epoch, UTC. */
  readonly at: number;
};

/** One changed row: a resource, or a part of it (a rule of a group) where `part` is there. `null` = not there. */
export type ChangedRow = {
  /** '' for what lies in the directory of accounts. */
  readonly account: string;
  /** '' for what an account has in no region. */
  readonly region: string;
  readonly kind: string;
  readonly id: string;
  readonly part?: string;
  readonly before: unknown;
  readonly after: unknown;
};

/** One change as feed and activity log tell it: plain JSON. `from` and `keyId` are '' where the account may not see them. */
export type ChangeEvent = {
  /** The place after this change: who has seen it goes on from here. */
  readonly cursor: string;
  /** UTC, with milliseconds. */
  readonly time: string;
  readonly requestId: string;
  readonly product: string;
  readonly action: string;
  readonly by: string;
  readonly from: string;
  readonly keyId: string;
  /** Of the caller. */
  readonly account: string;
  readonly changes: readonly ChangedRow[];
};

/** What an account, or its root, may see of a change (`undefined` is the operator, who sees all); undefined where it may see nothing of it. */
export function changeView(record: Journaled, epoch: string, account: string | undefined, asRoot = false): ChangeEvent | undefined {
  const told = disclose(record, account, asRoot);
  if (!told) return undefined;
  return {
    cursor: cursorText({ epoch, seq: told.seq }),
    time: new Date(told.at).toISOString(),
    requestId: told.requestId,
    product: told.product ?? '',
    action: told.action,
    by: told.by,
    from: told.from,
    keyId: told.keyId,
    account: told.account,
    changes: told.changes.map(({ key, part, before, after }) => ({ ...rowKey(key), ...(part !== undefined && { part }), before, after })),
  };
}

const rowKey = ({ account, region, kind, id }: Told['changes'][number]['key']) => ({ account, region, kind, id });
