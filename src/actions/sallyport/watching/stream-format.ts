import { enumParam } from '#actions/params.ts';

/** How the events of a stream are written. */
export const streamFormat = enumParam(
  ['sse', 'jsonl'],
  'How the stream is written: server-sent events, or one JSON object a line. Default: `sse`. (`Format` says how replies and errors are written.)',
  '数据流的格式：服务器发送事件（SSE），或每行一个 JSON 对象。默认值为 `sse`。（`Format` 表示普通响应和错误的格式。）',
  { example: 'jsonl' },
);
