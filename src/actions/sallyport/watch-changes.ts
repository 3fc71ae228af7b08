import { action } from '#actions/action.ts';
import { text } from '#actions/fields.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { cursorErrors, cursorParam, startAt } from '#actions/sallyport/watching/cursor.ts';
import { placeErrors } from '#actions/sallyport/watching/places.ts';
import { streamFormat } from '#actions/sallyport/watching/stream-format.ts';
import { requestIdField } from '#actions/vocabulary.ts';
import { cursorText } from '#kit/cursor.ts';

export default action({
  product: 'Sallyport',
  name: 'WatchChanges',
  summary: {
    en: 'Streams every committed change of the account, in one order, from a cursor on: called under `/feed`. Called under `/` it answers at once with the cursor where the stream would begin: take it, list what there is, then stream from it.',
    zh: '从指定游标开始，按统一顺序以数据流推送账号的每一项已提交变更：请求路径为 `/feed`。请求路径为 `/` 时立即返回数据流的起始游标：先获取游标，再查询现有资源，然后从该游标开始订阅。',
  },
  mode: 'read',
  stream: 'changes',
  params: {
    Cursor: cursorParam,
    StreamFormat: streamFormat,
  },
  returns: {
    Cursor: text(
      'Where a stream begins that is opened with these parameters: Cursor as sent, or the newest change.',
      '使用相同参数订阅时的起始游标：即传入的 Cursor；未传入时为最新变更的游标。',
    ),
    ...requestIdField,
  },
  errors: { ...cursorErrors, ...placeErrors },
  ram: ramRow('sallyport:WatchChanges', 'get', [required('Feed', 'acs:sallyport:*:{account}:feed/*')]),
  example: {
    request: { StreamFormat: 'jsonl' },
    reply: { Cursor: '3f1c9a52-6f0d-4a37-8a38-1a1b64e1a0cd:1042', RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle({ Cursor }, ctx) {
    return { reply: { Cursor: cursorText(yield* startAt(Cursor, ctx)) }, effects: [] };
  },
});
