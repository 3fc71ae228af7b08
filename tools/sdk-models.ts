import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Action, Product } from '#actions/action.ts';
import type { Field, Param, Returns, Shape } from '#kit/shape.ts';

/**
 * What the official SDKs know of an action, and what our descriptions say, in one form that can be compared:
 *   SDK models (names(), types(), .d.ts) -> Described <-> Described <- params and returns of an action
 * Paths are names on the wire: `Tag[].Key`, `SystemDisk.Size`, `Vpcs.Vpc[].VpcId`.
 */
export type Leaf = { readonly type: string; readonly required: boolean };
export type Leaves = ReadonlyMap<string, Leaf>;
export type Described = { readonly params: Leaves; readonly fields: Leaves };

/** The package of a product's SDK; there is none of Location for Node, and none of Sallyport at all. */
export const sdkOf: { readonly [P in Product]?: string } = {
  Ecs: 'ecs20140526',
  Vpc: 'vpc20160428',
  ResourceManager: 'resourcemanager20200331',
  Ram: 'ram20150501',
  Sts: 'sts20150401',
  BssOpenApi: 'bssopenapi20171214',
};

const leaf = (type: string, required = false): Leaf => ({ type, required });
/** As the Python SDK has it, alibabacloud-location20150612 1.0.0, whose models mark nothing as required. */
const location: Readonly<Record<string, Described>> = {
  DescribeEndpoints: {
    params: new Map(['Id', 'ServiceCode', 'Type'].map((name) => [name, leaf('string')])),
    fields: new Map([
      ['RequestId', leaf('string')],
      ['Success', leaf('boolean')],
      ...['Endpoint', 'Id', 'Namespace', 'Protocols.Protocols[]', 'SerivceCode', 'Type'].map(
        (name) => [`Endpoints.Endpoint[].${name}`, leaf('string')] as const,
      ),
    ]),
  },
};

type Model = { readonly name: string; names(): Readonly<Record<string, string>>; types(): Readonly<Record<string, Type>> };
type Type = string | Model | { readonly type: 'array'; readonly itemType: Type } | { readonly type: 'map' };

const require = createRequire(import.meta.url);

/** The files of an SDK's models without their endings, by name in lower case: AssignIpv6AddressesRequest is in AssignIpv6addressesRequest.js. */
function filesOf(sdk: string): ReadonlyMap<string, string> {
  const known = files.get(sdk);
  if (known) return known;
  const folder = fileURLToPath(new URL(`../node_modules/@alicloud/${sdk}/dist/models/`, import.meta.url));
  const names = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const found = new Map(names.map((file) => [file.slice(0, -'.js'.length).toLowerCase(), folder + file.slice(0, -'.js'.length)]));
  files.set(sdk, found);
  return found;
}
const files = new Map<string, ReadonlyMap<string, string>>();

/** The leaves of an SDK's model; none where the action has no such model, as one without parameters. */
function leavesOfModel(sdk: string, name: string): Leaves {
  const file = filesOf(sdk).get(name.toLowerCase());
  if (file === undefined) return new Map();
  const model = (require(`${file}.js`) as Readonly<Record<string, Model>>)[name]!;
  const required = requiredIn(readFileSync(`${file}.d.ts`, 'utf8'));
  const leaves = new Map<string, Leaf>();
  const add = (type: Type, at: string, isRequired: boolean): void => {
    if (typeof type === 'string') leaves.set(at, leaf(type, isRequired));
    else if ('itemType' in type) add(type.itemType, `${at}[]`, isRequired);
    else if ('names' in type) addAll(type, `${at}.`);
    else leaves.set(at, leaf(type.type, isRequired));
  };
  const addAll = (of: Model, at: string): void => {
    for (const [property, wire] of Object.entries(of.names())) {
      add(of.types()[property]!, at + wire, required.has(`${of.name}.${property}`));
    }
  };
  addAll(model, '');
  return leaves;
}

/** `Class.property` of what a declaration file says is required: every property has a question mark there, and the text above it tells. */
function requiredIn(declarations: string): ReadonlySet<string> {
  const found = new Set<string>();
  let of = '';
  let isRequired = false;
  for (const line of declarations.split('\n')) {
    of = /^export declare class (\w+)/.exec(line)?.[1] ?? of;
    isRequired ||= line.includes('* This parameter is required.');
    const property = /^ {4}(\w+)\??: /.exec(line)?.[1];
    if (property === undefined) continue;
    if (isRequired) found.add(`${of}.${property}`);
    isRequired = false;
  }
  return found;
}

/** What the SDK of a product knows of an action; undefined where it has none of that name. */
export function sdkAction(product: Product, name: string): Described | undefined {
  if (product === 'Location') return location[name];
  const sdk = sdkOf[product];
  if (sdk === undefined) return undefined;
  const fields = leavesOfModel(sdk, `${name}ResponseBody`);
  return fields.size === 0 ? undefined : { params: leavesOfModel(sdk, `${name}Request`), fields };
}

const typeOf = {
  string: 'string',
  enum: 'string',
  jsonStrings: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
} as const;

function* leavesOfParam(at: string, param: Param): Generator<[string, Leaf]> {
  const { required = false } = param;
  if (param.kind === 'strings') yield [`${at}[]`, leaf('string', required)];
  else if (param.kind === 'rows') yield* leavesOfShape(param.of, `${at}[].`);
  else yield [at, leaf(typeOf[param.kind], required)];
}
function* leavesOfShape(shape: Shape, at: string): Generator<[string, Leaf]> {
  for (const [name, param] of Object.entries(shape)) yield* leavesOfParam(at + name, param);
}

function* leavesOfField(at: string, field: Field): Generator<[string, Leaf]> {
  if (field.kind === 'object') yield* leavesOfReturns(field.of, `${at}.`);
  else if (field.kind === 'list' && field.of === 'string') yield [`${at}[]`, leaf('string')];
  else if (field.kind === 'list') yield* leavesOfReturns(field.of as Returns, `${at}[].`);
  else yield [at, leaf(typeOf[field.kind])];
}
function* leavesOfReturns(returns: Returns, at: string): Generator<[string, Leaf]> {
  for (const [name, field] of Object.entries(returns)) yield* leavesOfField(at + name, field);
}

/** What an action's own description says. */
export const ownAction = ({ params, returns }: Action): Described => ({
  params: new Map(leavesOfShape(params, '')),
  fields: new Map(leavesOfReturns(returns, '')),
});

/** Where a description differs from the SDK's, one sentence a difference, such as `parameter Tag[].key: not in the SDK`. */
export function differencesOf(own: Described, sdk: Described): string[] {
  return [...compare('parameter', own.params, sdk.params), ...compare('field', own.fields, sdk.fields)];
}

function compare(what: string, own: Leaves, sdk: Leaves): string[] {
  const paths = new Set([...sdk.keys(), ...own.keys()]);
  return [...paths].flatMap((path) => {
    const [here, there] = [own.get(path), sdk.get(path)];
    if (!here) return [`${what} ${path}: only in the SDK`];
    if (!there) return [`${what} ${path}: not in the SDK`];
    return [
      ...(here.type === there.type ? [] : [`${what} ${path}: ${here.type}, not ${there.type}`]),
      ...(here.required === there.required ? [] : [`${what} ${path}: ${here.required ? 'required' : 'not required'}`]),
    ];
  });
}
