import { stringParam } from '#actions/params.ts';

/** A free name within the account; what a host is called in ARNs. */
export const hostId = stringParam(
  'The host that reads the stream: a name of your own, unique within the account.',
  '订阅数据流的主机：账号内唯一的自定义名称。',
  {
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
    example: 'host-1',
  },
);
