import { action } from '#actions/action.ts';
import { interfaceId, interfaceRegion } from '#actions/ecs/interfaces/interface-params.ts';
import { invalidParameter, malformedInterfaceId, missingParameter, noSuchInterface } from '#actions/ecs/interfaces/interface-rows.ts';
import { attributeFields, attributesOf, bothSample } from '#actions/ecs/interfaces/interface-view.ts';
import { asInferred } from '#actions/error-rows.ts';
import { find } from '#actions/find.ts';
import { enumParam } from '#actions/params.ts';
import { ramRow, required } from '#actions/ram-resources.ts';
import { invalidRegion, ownerParams, requestIdField, tagRows } from '#actions/vocabulary.ts';

const tracking = 'connectionTrackingConfiguration';

/** Inferred: InvalidRegionId.NotFound. The public table is that of all actions on interfaces; the rows of the others cannot happen here. */
export default action({
  product: 'Ecs',
  name: 'DescribeNetworkInterfaceAttribute',
  summary: { en: 'Shows one elastic network interface.', zh: '查询一张弹性网卡的详细信息。' },
  mode: 'read',
  params: {
    RegionId: interfaceRegion,
    NetworkInterfaceId: interfaceId,
    Attribute: enumParam(
      ['attachment', tracking],
      'What to show besides: `connectionTrackingConfiguration`. `attachment` is always shown.',
      '额外返回的属性：`connectionTrackingConfiguration`。`attachment` 总是返回。',
      { wrong: 'InvalidParameter', example: tracking },
    ),
    Tag: { ...tagRows, doc: { en: 'Accepted and ignored.', zh: '接受但忽略。' } },
    ...ownerParams,
  },
  returns: { ...requestIdField, ...attributeFields },
  errors: {
    MissingParameter: missingParameter,
    'InvalidRegionId.NotFound': asInferred(invalidRegion),
    InvalidParameter: invalidParameter('Attribute=colour'),
    'InvalidParams.EniId': malformedInterfaceId,
    'InvalidEniId.NotFound': noSuchInterface,
  },
  ram: ramRow('ecs:DescribeNetworkInterfaceAttribute', 'get', [
    required('NetworkInterface', 'acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}'),
  ]),
  example: {
    request: { RegionId: 'cn-hangzhou', NetworkInterfaceId: 'eni-bp14v2sdd3v8htln0000' },
    reply: { RequestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E', ...bothSample },
  },
  *handle(p, ctx) {
    const found = yield* find(ctx, 'interface', p.NetworkInterfaceId, 'look', 'InvalidEniId.NotFound', p.NetworkInterfaceId);
    return { reply: attributesOf(found, p.Attribute === tracking), effects: [] };
  },
});
