import { versionOf } from '#actions/action.ts';
import { parsed, principalOf, type ToldChange } from '#cli/told-changes.ts';

/**
 * A change as an event of ActionTrail, so that what reads those reads these. Fields and values as in Alibaba Cloud's "Management event structure"
 * and its sample events (help/en/actiontrail, doc-detail 28819, 28821, 286997); parallel lists in resourceType and resourceName are separated by
 * `;`, as the published audit queries of Log Service split them.
 * What Sallyport does not keep is left out and not made up: requestParameters, responseElements, userAgent, the id of a RAM user.
 */
const resourceTypes: Readonly<Record<string, string>> = {
  group: 'ACS::ECS::SecurityGroup',
  instance: 'ACS::ECS::Instance',
  interface: 'ACS::ECS::NetworkInterface',
  keyPair: 'ACS::ECS::KeyPair',
  prefixList: 'ACS::ECS::PrefixList',
  vpc: 'ACS::VPC::VPC',
  vswitch: 'ACS::VPC::VSwitch',
  ramUser: 'ACS::RAM::User',
  ramGroup: 'ACS::RAM::Group',
  ramRole: 'ACS::RAM::Role',
  ramPolicy: 'ACS::RAM::Policy',
  accessKey: 'ACS::RAM::AccessKey',
};
/** ARN of what the server does by itself, such as making its first account. */
const itself = 'acs:sallyport:';
const userTypes = { root: 'root-account', user: 'ram-user', role: 'assumed-role' } as const;

/** Whoever did it; a role with its session is `role:session` there. */
function identityOf({ Principal, AccountId, AccessKeyId }: ToldChange) {
  const { type, name } = principalOf(Principal);
  return {
    ...(type !== '' && { type: userTypes[type] }),
    ...(type === 'root' && { principalId: AccountId }),
    accountId: AccountId,
    ...(AccessKeyId !== '' && { accessKeyId: AccessKeyId }),
    ...(name !== '' && { userName: type === 'role' ? name.replace('/', ':') : name }),
  };
}

/** Ids by type, each once, in the order in which they changed. */
function resourcesOf({ Rows }: ToldChange): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { Kind, ResourceId } of Rows.Row) {
    const type = resourceTypes[Kind];
    if (type === undefined) continue;
    found[type] ??= [];
    if (!found[type].includes(ResourceId)) found[type].push(ResourceId);
  }
  return found;
}

/** `source` is the host of the server that tells the change. What was there before and after is in additionalEventData. */
export function actionTrailEvent(change: ToldChange, source: string) {
  const { Product, SourceIpAddress, Rows, RowCount } = change;
  const region = Rows.Row.find(({ RegionId }) => RegionId !== '')?.RegionId;
  const resources = resourcesOf(change);
  const types = Object.keys(resources);
  return {
    eventId: change.ChangeId,
    eventVersion: '1',
    eventCategory: 'Management',
    eventType: change.Principal.startsWith(itself) ? 'AliyunServiceEvent' : 'ApiCall',
    eventRW: 'Write',
    eventName: change.EventName,
    eventTime: change.EventTime,
    eventSource: source,
    ...(Product !== '' && { serviceName: Product }),
    ...(Object.hasOwn(versionOf, Product) && { apiVersion: versionOf[Product as keyof typeof versionOf] }),
    ...(region !== undefined && { acsRegion: region }),
    requestId: change.RequestId,
    ...(SourceIpAddress !== '' && { sourceIpAddress: SourceIpAddress }),
    userIdentity: identityOf(change),
    ...(types.length > 0 && {
      resourceType: types.join(';'),
      resourceName: types.map((type) => resources[type]!.join(',')).join(';'),
      referencedResources: resources,
    }),
    additionalEventData: {
      rowCount: RowCount,
      changes: Rows.Row.map(({ Kind, ResourceId, PartId, Before, After }) => ({
        kind: Kind,
        id: ResourceId,
        ...(PartId !== '' && { part: PartId }),
        before: parsed(Before),
        after: parsed(After),
      })),
    },
  };
}
