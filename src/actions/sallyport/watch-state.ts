import { action } from '#actions/action.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { malformedInterfaceId, missingParameter } from '#actions/ecs/interfaces/interface-rows.ts';
import { asInferred } from '#actions/error-rows.ts';
import { text } from '#actions/fields.ts';
import { stringsParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { hostId } from '#actions/sallyport/watching/host-params.ts';
import { placeErrors } from '#actions/sallyport/watching/places.ts';
import { streamFormat } from '#actions/sallyport/watching/stream-format.ts';
import { invalidRegion, requestIdField } from '#actions/vocabulary.ts';
import { type Cursor, cursorText } from '#kit/cursor.ts';

export default action({
  product: 'Sallyport',
  name: 'WatchState',
  summary: {
    en: 'Streams to a host all that it needs to enforce the rules of its interfaces, and then what changes of it: called under `/feed`. Called under `/` it answers at once with the newest cursor.',
    zh: '以数据流向主机推送其弹性网卡执行规则所需的全部状态及后续变更：请求路径为 `/feed`。请求路径为 `/` 时立即返回最新游标。',
  },
  mode: 'read',
  stream: 'state',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: stringsParam(
      500,
      'The interfaces. One that does not exist (yet) is told as such.',
      '弹性网卡 ID。尚不存在的弹性网卡会如实标明。',
      {
        required: true,
        missing: 'MissingParameter',
        pattern: interfaceId.pattern,
        wrong: 'InvalidParams.EniId',
        example: '["eni-bp14v2sdd3v8htln0000"]',
      },
    ),
    HostId: {
      ...hostId,
      doc: {
        en: 'The host that reads the stream: a name of your own, unique within the account. With it the host is asked questions too (`request` events), which it answers by AnswerRequest.',
        zh: '订阅数据流的主机：账号内唯一的自定义名称。指定后，主机还会收到提问（`request` 事件），并通过 AnswerRequest 作答。',
      },
    },
    StreamFormat: streamFormat,
  },
  returns: { Cursor: text('The newest change.', '最新变更的游标。'), ...requestIdField },
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    'InvalidParams.EniId': malformedInterfaceId,
    ...placeErrors,
  },
  ram: ramRow('sallyport:WatchState', 'get', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
    required('Host', 'acs:sallyport:*:{account}:host/{HostId|*}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', 'NetworkInterfaceId.1': 'eni-bp14v2sdd3v8htln0000', HostId: 'host-1' },
    reply: { Cursor: '3f1c9a52-6f0d-4a37-8a38-1a1b64e1a0cd:1042', RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E' },
  },
  *handle(_, _ctx) {
    return { reply: { Cursor: cursorText((yield { need: 'cursor' }) as Cursor) }, effects: [] };
  },
});
