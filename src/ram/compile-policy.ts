import { operators } from '#ram/operators.ts';
import { compilePatterns, type Matcher } from '#ram/pattern.ts';
import type { Condition, Policy, Statement, TrustPolicy, TrustStatement } from '#ram/policy.ts';
import { compileKey, isOfResourceTags, type Looked, principalText } from '#ram/request.ts';

/** A policy by name and kind, as a verdict speaks of it. */
export type PolicyName = { readonly policy: string; readonly type: PolicyType };
export type PolicyType = 'System' | 'Custom' | 'Session' | 'Trust';

/** A statement that decided; `statement` is its index in the document. */
export type Reason = PolicyName & { readonly statement: number; readonly sid?: string };

/** A policy made ready to be judged by; compile once, keep it as long as the document stands. */
export type CompiledPolicy = {
  /** The statements that speak of the action, in the order of the document. */
  statementsFor(action: string): readonly CompiledStatement[];
};
export type CompiledStatement = {
  readonly isDeny: boolean;
  /** Whether it speaks of the resource: an ARN, or for a trust policy the text of a principal. */
  covers(subject: string): boolean;
  /** Whether a condition looks at tags that the resource has. */
  readonly looksAtTags: boolean;
  /** Whether all of its conditions hold. */
  holds(looked: Looked): boolean;
  readonly reason: Reason;
};

/** Policies that are always judged together, as one. */
export function joinPolicies(policies: readonly CompiledPolicy[]): CompiledPolicy {
  const remembered = new Map<string, readonly CompiledStatement[]>();
  return {
    statementsFor(action) {
      let found = remembered.get(action);
      if (!found) {
        found = policies.flatMap((policy) => policy.statementsFor(action));
        remembered.set(action, found);
      }
      return found;
    },
  };
}

/** How many actions' statements a policy remembers. Callers ask for registered actions, of which there are fewer. */
const MOST_REMEMBERED = 500;

export const compilePolicy = (policy: Policy, name: PolicyName): CompiledPolicy =>
  compileStatements(policy.statements, name, actionMatcher, resourceMatcher);

export const compileTrust = (policy: TrustPolicy, role: string): CompiledPolicy =>
  compileStatements(policy.statements, { policy: role, type: 'Trust' }, ({ actions }) => actionPatterns(actions), principalMatcher);

function compileStatements<S extends Statement | TrustStatement>(
  statements: readonly S[],
  name: PolicyName,
  compileActions: (statement: S) => Matcher,
  compileSubjects: (statement: S) => Matcher,
): CompiledPolicy {
  const compiled = statements.map((statement, i) => ({
    isOf: compileActions(statement),
    isDeny: statement.effect === 'Deny',
    covers: compileSubjects(statement),
    looksAtTags: statement.conditions.some(({ key }) => isOfResourceTags(key)),
    holds: compileConditions(statement.conditions),
    reason: { ...name, statement: i, ...(statement.sid === undefined ? {} : { sid: statement.sid }) },
  }));
  // The answer for an action is always the same, so that remembering it cannot be seen but in time: it makes a policy of ten statements
  // cost one look into a map for each request.
  const remembered = new Map<string, readonly CompiledStatement[]>();
  return {
    statementsFor(action) {
      const known = remembered.get(action);
      if (known) return known;
      const lowered = action.toLowerCase();
      const found = compiled.filter(({ isOf }) => isOf(lowered));
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(action, found);
      return found;
    },
  };
}

/** Of lower-cased actions. */
const actionPatterns = (actions: readonly string[]): Matcher => compilePatterns(actions.map((action) => action.toLowerCase()));

function actionMatcher({ actions, isExcept }: Statement): Matcher {
  const isListed = actionPatterns(actions);
  return isExcept ? (action) => !isListed(action) : isListed;
}

/**
 * Users, groups and roles are found by their names in any case, so a policy must speak of them in any case: a Deny of `user/admin` would let
 * `user/ADMIN` through otherwise. All other ids are what they are to the letter.
 */
function resourceMatcher({ resources }: Statement): Matcher {
  const isAsWritten = compilePatterns(resources);
  const isLowered = compilePatterns(resources.map((pattern) => pattern.toLowerCase()));
  return (arn) => (arn.startsWith('acs:ram:') ? isLowered(arn.toLowerCase()) : isAsWritten(arn));
}

/** An account's root stands for all users and roles of the account. Names in any case, as everywhere. */
function principalMatcher({ principals }: TrustStatement): Matcher {
  const exact = new Set(principals.map((principal) => principalText(principal).toLowerCase()));
  const accounts = [...exact].filter((text) => text.endsWith(':root')).map((text) => text.slice(0, -'root'.length));
  return (text) => exact.has(text.toLowerCase()) || accounts.some((account) => text.toLowerCase().startsWith(account));
}

/** A key that the request has not makes a condition false, negated operators included. */
function compileConditions(conditions: readonly Condition[]): (looked: Looked) => boolean {
  if (conditions.length === 0) return () => true;
  const compiled = conditions.map(({ operator, key, values }) => ({ look: compileKey(key), test: operators[operator].compile(values) }));
  return (looked) =>
    compiled.every(({ look, test }) => {
      const actual = look(looked);
      return actual !== undefined && test(actual);
    });
}
