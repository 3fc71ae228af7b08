import type { Action, Ctx } from '#actions/action.ts';
import { root } from '#domain/finding.ts';
import type { Kind } from '#domain/kinds.ts';
import type { Deciding } from '#kit/deciding.ts';
import { resourcesOf } from '#ram/arns.ts';
import { type Denied, type Grants, judge, looksAtTags } from '#ram/judge.ts';
import type { RamRequest, RamResource, Tags } from '#ram/request.ts';
import type { Call } from '#server/call.ts';
import { Denial } from '#server/denial.ts';
import type { Decoded } from '#wire/decode.ts';

/**
 * Ends a decision with a Denial where policies do not let the caller do this to each resource that the request names. It runs before anything is
 * told of a resource, its existence included. A resource that does not exist has no tags, so that conditions on tags deny.
 */
export function* permit(action: Action, call: Call, decoded: Decoded, ctx: Ctx, grants: Grants): Deciding<void> {
  // What needs no resource is open to everybody who can sign: GetCallerIdentity.
  if (action.ram.resources.length === 0) return;
  const values = 'value' in decoded ? (decoded.value as Values) : asSent(action, call);
  const all = yield* requestOf(action, values, ctx, looksAtTags(grants, action.ram.action));
  for (const brought of action.brings?.(values, all.keys) ?? [{}]) {
    const request = { ...all, keys: { ...all.keys, ...brought } };
    const verdict = judge(grants, request, 'first');
    if (verdict.decision !== 'allow') throw denialOf(action, ctx, request, verdict);
  }
}

type Values = Readonly<Record<string, unknown>>;
type Asked = RamRequest & { readonly keys: Ctx['conditions'] };

function* requestOf(action: Action, values: Values, ctx: Ctx, needsTags: boolean): Deciding<Asked> {
  const holes = { ...values, ...(values.UserName === undefined && ownName(ctx)), region: ctx.region, account: ctx.account };
  const resources: RamResource[] = [];
  for (const resource of resourcesOf(action.ram.resources, holes)) {
    const tags = needsTags ? yield* tagsOf(resource.arn, ctx) : undefined;
    resources.push(tags ? { ...resource, tags } : resource);
  }
  const tags = tagsIn(values);
  return { action: action.ram.action, resources, keys: ctx.conditions, ...(tags && { tags }) };
}

/** A user who names none means itself, and a Deny that names it counts. */
const ownName = ({ identity }: Ctx): Values =>
  identity.type === 'RAMUser' ? { UserName: identity.arn.slice(identity.arn.indexOf('/') + 1) } : {};

/**
 * Where a value is malformed, what the request says of it by name: who may not do it is not told what is wrong with it. What cannot be read at
 * all is any resource.
 */
function asSent({ params }: Action, call: Call): Values {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(params)) {
    const text = call.params.get(name);
    const listed = [...call.params].filter(([sent]) => sent.startsWith(`${name}.`) && /^\d+$/.test(sent.slice(name.length + 1)));
    values[name] = text || (listed.length > 0 ? listed.map(([, value]) => value) : '*');
  }
  return values;
}

/** Kinds of the store by the type in an ARN. */
const kinds: Readonly<Record<string, Kind>> = {
  securitygroup: 'group',
  prefixlist: 'prefixList',
  portrangelist: 'portRangeList',
  eni: 'interface',
  networkinterface: 'interface',
  instance: 'instance',
  keypair: 'keyPair',
  vpc: 'vpc',
  vswitch: 'vswitch',
};
const arnForm = /^acs:(?:ecs|vpc):([^:]*):([^:]*):([^/]*)\/(.+)$/;

function* tagsOf(arn: string, ctx: Ctx): Deciding<Tags | undefined> {
  const [, region, account, type = '', id = ''] = arnForm.exec(arn) ?? [];
  const kind = kinds[type.toLowerCase()];
  if (!kind || region !== ctx.region || account !== ctx.account || id === '*') return undefined;
  const found = yield* root({ account: ctx.account, region: ctx.region, kind, id });
  return (found?.head as { tags?: Tags } | undefined)?.tags;
}

/** `Tag.N` of a request that makes or tags something. */
function tagsIn({ Tag }: Values): Tags | undefined {
  if (!Array.isArray(Tag)) return undefined;
  const pairs = (Tag as readonly Readonly<Record<string, string | undefined>>[]).map((row) => [
    row.Key ?? row.key ?? '',
    row.Value ?? row.value ?? '',
  ]);
  return Object.fromEntries(pairs);
}

function denialOf(action: Action, { identity, account }: Ctx, request: RamRequest, verdict: Denied): Denial {
  const isUser = identity.type === 'RAMUser';
  const isExplicit = verdict.decision === 'explicitDeny';
  const principal = {
    AuthPrincipalType: isUser ? 'SubUser' : 'AssumedRoleUser',
    AuthPrincipalOwnerId: account,
    // A user by its id, a role as RoleName:SessionName.
    AuthPrincipalDisplayName: isUser ? identity.userId : identity.arn.slice(identity.arn.indexOf('/') + 1).replace('/', ':'),
  };
  const policyType = verdict.by === 'session' ? 'SessionPolicy' : 'AccountLevelIdentityBasedPolicy';
  const code = action.product === 'Ecs' || action.product === 'Vpc' ? 'Forbidden.RAM' : 'NoPermission';
  const NoPermissionType = isExplicit ? 'ExplicitDeny' : 'ImplicitDeny';
  return new Denial(
    code,
    { AuthAction: request.action, ...principal, NoPermissionType, PolicyType: policyType },
    {
      ExplicitDeny: isExplicit,
      NoPermissionPolicyType: policyType,
      AuthAction: request.action,
      AuthResource: verdict.resource,
      AuthPrincipal: principal,
      AuthConditions: Object.entries(request.keys).map(([ConditionKey, value]) => ({ ConditionKey, ConditionValues: [value].flat() })),
      MatchedPolicies: verdict.because.map(({ policy, type }) => ({ Effect: 'Deny', PolicyIdentifier: policy, PolicyType: type })),
    },
  );
}
