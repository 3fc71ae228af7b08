import { action } from '#actions/action.ts';
import { interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { invalidParameter, missingParameter } from '#actions/ecs/interfaces/interface-rows.ts';
import { bothSample, listedFields, listedOf } from '#actions/ecs/interfaces/interface-view.ts';
import { idsWithAddress } from '#actions/ecs/interfaces/with-address.ts';
import { asInferred } from '#actions/error-rows.ts';
import { wrapped } from '#actions/fields.ts';
import { whereOf } from '#actions/filters.ts';
import { listPage, nextTokenField, pageFields } from '#actions/pages.ts';
import { booleanParam, enumParam, integerParam, stringParam, stringsParam } from '#actions/params.ts';
import { optional, ramRow } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField, tagRows } from '#actions/vocabulary.ts';
import type { InterfaceHead } from '#domain/interface-head.ts';

const [least, most, usual] = [10, 500, 10];

/**
 * Inferred: InvalidRegionId.NotFound. Rows of the public table that no request here gets: those about accounts, RAM users and regions, those of
 * other actions on interfaces, whose table this one shares, InvalidVpc.Empty, and InvalidRegionId.MalFormed (docs/decisions/0001 16).
 */
export default action({
  product: 'Ecs',
  name: 'DescribeNetworkInterfaces',
  summary: {
    en: 'Lists elastic network interfaces in order of creation. All filters must hold; what is not found is left out without an error.',
    zh: '查询弹性网卡列表，按创建顺序返回。需同时满足所有过滤条件；不存在的弹性网卡不会报错。',
  },
  mode: 'read',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: stringsParam(100, 'Any of these interfaces.', '弹性网卡 ID，匹配其中任意一个。'),
    NetworkInterfaceName: stringParam('The exact name.', '弹性网卡名称，精确匹配。', { example: 'my-eni-name' }),
    Type: enumParam(['Primary', 'Secondary'], '`Primary` or `Secondary`.', '弹性网卡类型：`Primary` 或 `Secondary`。', {
      wrong: 'InvalidParameter',
      example: 'Secondary',
    }),
    Status: enumParam(
      ['Available', 'Attaching', 'InUse', 'Detaching', 'Deleting'],
      '`Available` or `InUse`; nothing is ever in the states between.',
      '状态：`Available` 或 `InUse`；不会出现其他中间状态。',
      { wrong: 'InvalidParameter', example: 'Available' },
    ),
    VpcId: stringParam('Interfaces of this VPC.', '所属的专有网络 VPC。', { example: 'vpc-bp1opxu1zkhn00gzv0000' }),
    VSwitchId: stringParam('Interfaces of this VSwitch.', '所属的交换机。', { example: 'vsw-bp1nhbnpv2blyz8dl0000' }),
    SecurityGroupId: stringParam('Members of this security group, primary interfaces included.', '所属的安全组，包括主网卡。', {
      example: 'sg-bp67acfmxazb4p0000',
    }),
    InstanceId: stringParam('Interfaces of this instance.', '绑定的实例。', { example: 'i-bp67acfmxazb4p000000' }),
    PrimaryIpAddress: stringParam('The primary private IPv4 address.', '主私网 IP 地址。', { example: '172.16.0.1' }),
    PrivateIpAddress: stringsParam(100, 'Any of these private IPv4 addresses, primary ones included.', '私网 IP 地址，匹配其中任意一个。'),
    Ipv6Address: stringsParam(100, 'Any of these IPv6 addresses.', 'IPv6 地址，匹配其中任意一个。'),
    ResourceGroupId: stringParam('Interfaces of this resource group.', '所属的资源组。', { example: 'rg-bp67acfmxazb4p000' }),
    ServiceManaged: booleanParam(
      'Only those that a cloud product manages, or only others.',
      '仅返回云产品托管的弹性网卡，或仅返回其他弹性网卡。',
    ),
    Tag: {
      ...tagRows,
      doc: { en: 'Tags that an interface must have: a key, or a key with a value.', zh: '弹性网卡须具有的标签：仅标签键，或标签键和值。' },
    },
    PageNumber: integerParam('Page number, 1 by default.', '页码，默认为 1。', {
      min: 1,
      max: 2147483647,
      wrong: 'InvalidParameter',
      deprecated: true,
      example: '1',
    }),
    PageSize: integerParam(`Rows on a page, up to ${most}; ${usual} by default.`, `每页条数，最大 ${most}，默认为 ${usual}。`, {
      min: 1,
      max: most,
      wrong: 'InvalidParameter',
      deprecated: true,
      example: '10',
    }),
    MaxResults: integerParam(
      `Pages by token: rows on a page, ${usual} by default. Less than ${least} is ${least}, more than ${most} is ${most}.`,
      `使用凭证分页时每页的最大条数，默认为 ${usual}；小于 ${least} 时取 ${least}，大于 ${most} 时取 ${most}。`,
      { wrong: 'InvalidParameter', example: '50' },
    ),
    NextToken: stringParam('The NextToken of the page before.', '上一页返回的 NextToken。'),
    ...ownerParams,
  },
  returns: {
    ...requestIdField,
    NetworkInterfaceSets: wrapped('NetworkInterfaceSet', listedFields, 'The interfaces.', '弹性网卡列表。'),
    ...pageFields,
    ...nextTokenField,
  },
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('Type=Third'),
    'InvalidParameter#token': {
      ...invalidParameter('NextToken=***'),
      message: 'The specified parameter "NextToken" is not valid.',
      meaning: { en: 'No page has given that NextToken.', zh: 'NextToken 不是任何一页返回的凭证。' },
    },
  },
  ram: ramRow('ecs:DescribeNetworkInterfaces', 'get', [
    optional('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId|*}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', 'NetworkInterfaceId.1': 'eni-bp14v2sdd3v8htln0000' },
    reply: {
      RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
      NetworkInterfaceSets: { NetworkInterfaceSet: [bothSample] },
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 1,
      NextToken: '',
    },
  },
  *handle(p, ctx) {
    const exact = {
      name: p.NetworkInterfaceName,
      type: p.Type,
      status: p.Status,
      vpc: p.VpcId,
      vswitch: p.VSwitchId,
      group: p.SecurityGroupId,
      instance: p.InstanceId,
      primaryAddress: p.PrimaryIpAddress,
      resourceGroup: p.ResourceGroupId,
    };
    const ids = yield* idsWithAddress(ctx, p.NetworkInterfaceId, [p.PrivateIpAddress, p.Ipv6Address]);
    const managed = p.ServiceManaged;
    const keep = managed === undefined ? undefined : (head: InterfaceHead) => (head.service !== '') === managed;
    const asked = { ...p, MaxResults: p.MaxResults === undefined ? undefined : Math.min(Math.max(p.MaxResults, least), most) };
    const { rows, paging } = yield* listPage(ctx, 'interface', { where: whereOf(exact, p.Tag), ids, keep }, asked, {
      by: 'either',
      size: usual,
      badToken: 'InvalidParameter#token',
    });
    return { reply: { NetworkInterfaceSets: { NetworkInterfaceSet: rows.map(listedOf) }, ...paging }, effects: [] };
  },
});
