import type { Operator } from '#ram/operators.ts';

/**
 * RAM policies, from text to verdict. Nothing here reads a clock or a store: whoever asks brings what conditions look at.
 *   text --readPolicy--> Policy --compilePolicy--> CompiledPolicy --judge(grants, request)--> decision, and the statements that made it
 *   text --readTrust--> TrustPolicy --compileTrust--> CompiledPolicy --judgeTrust(trust, caller, request)--> the same
 */
export type Policy = { readonly statements: readonly Statement[] };

/** A statement as it was written: patterns with their `*` and `?`, nothing lower-cased. */
export type Statement = Shared & {
  /** NotAction: `actions` are those that the statement does not speak of. */
  readonly isExcept: boolean;
  readonly resources: readonly string[];
};

/** A role's trust policy: who may assume it. */
export type TrustPolicy = { readonly statements: readonly TrustStatement[] };
export type TrustStatement = Shared & { readonly principals: readonly Principal[] };

/** Who acts: a user or a role by its ARN (for an assumed role the role's own), a cloud service by its host, an identity provider by its ARN. */
export type Principal = { readonly kind: PrincipalKind; readonly id: string };
export type PrincipalKind = 'RAM' | 'Service' | 'Federated';

/** One key under one operator. Any value may match; of the conditions of a statement each must hold. */
export type Condition = { readonly operator: Operator; readonly key: string; readonly values: readonly string[] };

type Shared = {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly conditions: readonly Condition[];
};

/** The most characters of a document, by what it is for. System policies have no limit. */
export const mostCharacters = {
  /** 2,048 in the API reference of 2021; raised since. */
  custom: 6144,
  /** RAM release notes, September 2022. */
  session: 2048,
  /** Inferred: the limit of custom policies at the time when roles came. */
  trust: 2048,
} as const;
