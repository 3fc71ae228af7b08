import { action, versionOf } from '#actions/action.ts';
import { inferred, observed } from '#actions/error-rows.ts';
import { flag, text, wrapped } from '#actions/fields.ts';
import { stringParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { regionId, requestIdField } from '#actions/vocabulary.ts';

const served = Object.keys(versionOf)
  .filter((product) => product !== 'Sallyport')
  .map((product) => product.toLowerCase());

/**
 * `InvalidRegionId` is what official clients know (aliyun-python-sdk-core, location_service_endpoint_resolver); `Illegal Parameter` is inferred.
 * `SerivceCode` is how the public service spells it. No page documents the action.
 */
export default action({
  product: 'Location',
  name: 'DescribeEndpoints',
  summary: {
    en: 'Says where a product is served in a region: always at this server, as the client wrote its address.',
    zh: '查询云产品在某地域的接入地址，始终为客户端访问本服务所用的地址。',
  },
  mode: 'read',
  params: {
    Id: { ...regionId, wrong: 'InvalidRegionId', doc: { en: 'The region.', zh: '地域 ID。' } },
    ServiceCode: stringParam('The product, such as `ecs`, in any case.', '云产品代码，例如 `ecs`，不区分大小写。', {
      required: true,
      example: 'ecs',
    }),
    Type: stringParam(
      '`openAPI`, the default. There are no endpoints of other types here.',
      '接入地址类型，默认为 `openAPI`。此处没有其他类型的接入地址。',
      { example: 'openAPI' },
    ),
  },
  returns: {
    ...requestIdField,
    Success: flag('Always true.', '固定为 true。'),
    Endpoints: wrapped(
      'Endpoint',
      {
        Endpoint: text('Host and port.', '主机名和端口。'),
        Id: text('The region.', '地域 ID。'),
        Namespace: text('Always empty.', '始终为空。'),
        Protocols: wrapped('Protocols', 'string', 'Protocols.', '支持的协议。'),
        SerivceCode: text('The product.', '云产品代码。'),
        Type: text('The type of the endpoint.', '接入地址类型。'),
      },
      'The endpoints.',
      '接入地址列表。',
    ),
  },
  errors: {
    InvalidRegionId: observed(
      404,
      'The specified region does not exist.',
      'Id is not the name of a region.',
      'Id 不是有效的地域名称。',
      'Id=Nowhere!',
    ),
    'Illegal Parameter': inferred(
      400,
      'Please check the parameters',
      'No product of that code is served here.',
      '本服务不提供该代码对应的云产品。',
      'ServiceCode=rds',
    ),
  },
  ram: ramRow('location:DescribeEndpoints', 'get', [required('All Resources', '*')]),
  example: {
    request: { Id: 'cn-hangzhou', ServiceCode: 'ecs', Type: 'openAPI' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      Success: true,
      Endpoints: {
        Endpoint: [
          {
            Endpoint: '127.0.0.1:8580',
            Id: 'cn-hangzhou',
            Namespace: '',
            Protocols: { Protocols: ['HTTP', 'HTTPS'] },
            SerivceCode: 'ecs',
            Type: 'openAPI',
          },
        ],
      },
    },
  },
  // biome-ignore lint/correctness/useYield: what it says needs nothing from the store
  *handle(p, ctx) {
    const code = p.ServiceCode.toLowerCase();
    if (!served.includes(code)) return ctx.fail('Illegal Parameter');
    const Protocols = { Protocols: ['HTTP', 'HTTPS'] };
    const one = { Endpoint: ctx.host, Id: p.Id, Namespace: '', Protocols, SerivceCode: code, Type: 'openAPI' };
    return { reply: { Success: true, Endpoints: { Endpoint: (p.Type ?? one.Type) === one.Type ? [one] : [] } }, effects: [] };
  },
});
