import type { Ctx } from '#actions/action.ts';
import { ownRow } from '#actions/error-rows.ts';
import { stringParam } from '#actions/params.ts';
import { type Cursor, readCursor, wrongCursor } from '#kit/cursor.ts';
import type { Deciding } from '#kit/deciding.ts';
import type { ErrorTable } from '#kit/error-row.ts';

/** Where a reader of the feed begins. */
export const cursorParam = stringParam(
  'Where to begin: the `id` (or `cursor`) of the last event that was seen, `EPOCH:SEQ`. Under `/feed` the header `Last-Event-ID` has the same meaning, and wins. Default: after the newest change.',
  '起始位置：已处理的最后一个事件的 `id`（或 `cursor`），格式为 `EPOCH:SEQ`。请求 `/feed` 时，请求头 `Last-Event-ID` 含义相同且优先。默认从最新变更之后开始。',
);

export const cursorErrors = {
  'InvalidCursor.Malformed': ownRow(
    400,
    'The cursor is not of the form EPOCH:SEQ. Send the id of an event as it came, or none to begin with the newest change.',
    'Cursor (or Last-Event-ID) is no cursor that a server gave.',
    'Cursor（或 Last-Event-ID）不是服务端返回的游标。',
    'Cursor=abc',
  ),
  'InvalidCursor.Epoch': ownRow(
    400,
    'The cursor is of another epoch: this store was restored from a backup since, and its numbers mean other changes. List what there is anew, and begin without a cursor; the epoch is now %s.',
    'Cursor was given by another store, or before a restore.',
    'Cursor 来自其他存储，或在恢复备份之前获取。',
    'Cursor=00000000-0000-0000-0000-000000000000:1',
  ),
  'InvalidCursor.Ahead': ownRow(
    400,
    'The cursor is ahead of the newest change, %s. Send the id of an event as it came, or none to begin with the newest change.',
    'Cursor names a change that was not made yet.',
    'Cursor 指向尚未发生的变更。',
    { en: 'Cursor=EPOCH:999999999 with the epoch of the store', zh: 'Cursor=EPOCH:999999999，其中 EPOCH 为该存储的 epoch' },
  ),
} as const satisfies ErrorTable;

/** The cursor that was sent, if it can be read from; else the newest one. */
export function* startAt(sent: string | undefined, ctx: Ctx<keyof typeof cursorErrors>): Deciding<Cursor> {
  const head = (yield { need: 'cursor' }) as Cursor;
  if (sent === undefined) return head;
  const cursor = readCursor(sent);
  if (!cursor) return ctx.fail('InvalidCursor.Malformed');
  const wrong = wrongCursor(cursor, head.epoch, head.seq);
  if (wrong === 'epoch') return ctx.fail('InvalidCursor.Epoch', head.epoch);
  if (wrong === 'ahead') return ctx.fail('InvalidCursor.Ahead', String(head.seq));
  return cursor;
}
