import { isOperator, operators } from '#ram/operators.ts';
import type { TrustPolicy, TrustStatement } from '#ram/policy.ts';
import { type Condition, mostCharacters, type Policy, type Principal, type PrincipalKind, type Statement } from '#ram/policy.ts';
import { fieldAt, type PolicyFault, PolicyFaults } from '#ram/policy-fault.ts';

/** What a document says, or all that is wrong with it. */
export type Read<T> = { readonly policy: T } | { readonly faults: readonly PolicyFault[] };

/** Reads a policy of identities or of a session; `most` is its limit of `mostCharacters`, or Infinity for a system policy. */
export const readPolicy = (text: string, most: number): Read<Policy> => read(text, most, statementIn);

/** Reads the trust policy of a role. */
export const readTrust = (text: string): Read<TrustPolicy> => read(text, mostCharacters.trust, trustStatementIn);

type Fields = Readonly<Record<string, unknown>>;
/** Readers note what is wrong and go on with a stand-in, which nobody sees because the document is refused. */
type ReadStatement<S> = (fields: Fields, at: string, faults: PolicyFaults) => S;

function read<S>(text: string, most: number, readStatement: ReadStatement<S>): Read<{ readonly statements: readonly S[] }> {
  const faults = new PolicyFaults();
  if (text.length > most) return refused('size');
  const json = parse(text);
  if (json === undefined) return refused('json');
  const document = fieldsIn(json, '$', faults);
  if (!document) return { faults: faults.list };
  onlyFields(document, ['Version', 'Statement'], '$', faults);
  if (require(document, 'Version', '$', faults) && document.Version !== '1') faults.add('$.Version', 'version');
  const statements = statementsIn(document, faults).flatMap(([value, at]) => {
    const fields = fieldsIn(value, at, faults);
    return fields ? [readStatement(fields, at, faults)] : [];
  });
  return faults.list.length > 0 ? { faults: faults.list } : { policy: { statements } };
}

const refused = (code: 'size' | 'json') => ({ faults: [{ at: '$', code }] });

/** JSON's value; undefined where the text is none. Of a name that comes twice in one object the last counts, as everywhere in JSON.parse. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statementsIn(document: Fields, faults: PolicyFaults): (readonly [value: unknown, at: string])[] {
  if (!require(document, 'Statement', '$', faults)) return [];
  const { Statement } = document;
  if (!Array.isArray(Statement)) return [[Statement, '$.Statement']];
  if (Statement.length === 0) faults.add('$.Statement', 'statements');
  return Statement.map((value, i) => [value, `$.Statement[${i}]`] as const);
}

/** The published grammar has no NotResource: it is refused like any other unknown element. */
function statementIn(fields: Fields, at: string, faults: PolicyFaults): Statement {
  onlyFields(fields, ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'Condition'], at, faults);
  const isExcept = fields.NotAction !== undefined;
  if (isExcept && fields.Action !== undefined) faults.add(fieldAt(at, 'NotAction'), 'eitherAction');
  return {
    ...sidIn(fields, at, faults),
    effect: effectIn(fields, at, faults),
    isExcept,
    actions: textsIn(fields, isExcept ? 'NotAction' : 'Action', at, faults, (text) => (isAction(text) ? undefined : 'action')),
    resources: textsIn(fields, 'Resource', at, faults, (text) => (isResource(text) ? undefined : 'resource')),
    conditions: conditionsIn(fields, at, faults),
  };
}

function trustStatementIn(fields: Fields, at: string, faults: PolicyFaults): TrustStatement {
  onlyFields(fields, ['Sid', 'Effect', 'Action', 'Principal', 'Condition'], at, faults);
  return {
    ...sidIn(fields, at, faults),
    effect: effectIn(fields, at, faults),
    actions: textsIn(fields, 'Action', at, faults, (text) => (/^sts:[\w*?]+$/i.test(text) ? undefined : 'trustAction')),
    principals: principalsIn(fields, at, faults),
    conditions: conditionsIn(fields, at, faults),
  };
}

/** `ecs*` names no service: only `*` may stand without a colon. */
const isAction = (text: string): boolean => text === '*' || /^[\w*?.-]+:[\w*?./-]+$/.test(text);
/** Four colons at least; the region may be empty. */
const isResource = (text: string): boolean => text === '*' || /^acs:[^:\s]+:[^:\s]*:[^:\s]*:\S+$/.test(text);

function sidIn(fields: Fields, at: string, faults: PolicyFaults): { readonly sid?: string } {
  if (fields.Sid === undefined) return {};
  if (typeof fields.Sid === 'string') return { sid: fields.Sid };
  faults.add(fieldAt(at, 'Sid'), 'texts');
  return {};
}

function effectIn(fields: Fields, at: string, faults: PolicyFaults): Statement['effect'] {
  if (require(fields, 'Effect', at, faults) && fields.Effect !== 'Allow' && fields.Effect !== 'Deny') {
    faults.add(fieldAt(at, 'Effect'), 'effect');
  }
  return fields.Effect === 'Allow' ? 'Allow' : 'Deny';
}

function conditionsIn(fields: Fields, at: string, faults: PolicyFaults): Condition[] {
  if (fields.Condition === undefined) return [];
  const path = fieldAt(at, 'Condition');
  return entriesIn(fields.Condition, path, faults).flatMap(([operator, keys]) => {
    const operatorAt = fieldAt(path, operator);
    if (!isOperator(operator)) {
      faults.add(operatorAt, 'operator');
      return [];
    }
    const test = operators[operator];
    const wrongValue = (text: string) => (test.isValue(text) || test.form === 'text' ? undefined : test.form);
    const entries = entriesIn(keys, operatorAt, faults);
    if (entries.length === 0) faults.add(operatorAt, 'missing');
    return entries.map(([key]) => {
      if (!/^[\w-]+:\S/.test(key)) faults.add(fieldAt(operatorAt, key), 'key');
      return { operator, key, values: textsIn(keys as Fields, key, operatorAt, faults, wrongValue) };
    });
  });
}

const arnOf = (what: string) => new RegExp(`^acs:ram::\\d{1,20}:${what}$`);
const isPrincipal: Readonly<Record<PrincipalKind, RegExp>> = {
  RAM: arnOf('(root|(user|role)/[^\\s*?/]+)'),
  Service: /^(\d{1,20}@)?[\w-]+(\.[\w-]+)+$/,
  Federated: arnOf('(saml|oidc)-provider/[^\\s*?/]+'),
};

function principalsIn(fields: Fields, at: string, faults: PolicyFaults): Principal[] {
  if (!require(fields, 'Principal', at, faults)) return [];
  const path = fieldAt(at, 'Principal');
  const entries = entriesIn(fields.Principal, path, faults);
  if (entries.length === 0) faults.add(path, 'missing');
  return entries.flatMap(([kind]) => {
    if (!isKind(kind)) {
      faults.add(fieldAt(path, kind), 'unknown');
      return [];
    }
    const wrong = (text: string) => (isPrincipal[kind].test(text) ? undefined : 'principal');
    return textsIn(fields.Principal as Fields, kind, path, faults, wrong).map((id) => ({ kind, id }));
  });
}
const isKind = (name: string): name is PrincipalKind => Object.hasOwn(isPrincipal, name);

/** A required string or list of strings, each judged by `wrong`. */
function textsIn(
  fields: Fields,
  name: string,
  at: string,
  faults: PolicyFaults,
  wrong: (text: string) => PolicyFault['code'] | undefined,
): string[] {
  if (!require(fields, name, at, faults)) return [];
  const path = fieldAt(at, name);
  const value = fields[name];
  const isList = Array.isArray(value);
  const list: readonly unknown[] = isList ? value : [value];
  if (list.length === 0) faults.add(path, 'texts');
  return list.flatMap((text, i) => {
    // Half a character would match what `?` and `*` take for a whole one.
    const code = typeof text === 'string' && text.isWellFormed() ? wrong(text) : 'texts';
    if (code !== undefined) faults.add(isList ? `${path}[${i}]` : path, code);
    return typeof text === 'string' ? [text] : [];
  });
}

function require(fields: Fields, name: string, at: string, faults: PolicyFaults): boolean {
  if (fields[name] !== undefined) return true;
  faults.add(fieldAt(at, name), 'missing');
  return false;
}

function onlyFields(fields: Fields, names: readonly string[], at: string, faults: PolicyFaults): void {
  for (const name of Object.keys(fields)) if (!names.includes(name)) faults.add(fieldAt(at, name), 'unknown');
}

function entriesIn(value: unknown, at: string, faults: PolicyFaults): [name: string, value: unknown][] {
  return Object.entries(fieldsIn(value, at, faults) ?? {});
}

function fieldsIn(value: unknown, at: string, faults: PolicyFaults): Fields | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  faults.add(at, 'object');
  return undefined;
}
