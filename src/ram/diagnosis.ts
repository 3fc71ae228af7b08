/**
 * Why a request was denied, as RAM's DecodeDiagnosticMessage tells it (Alibaba Cloud RAM API reference). It travels sealed in the
 * `EncodedDiagnosticMessage` of the denial, so that only who may decode it reads which policies there are.
 */
export type Diagnosis = {
  readonly ExplicitDeny: boolean;
  readonly NoPermissionPolicyType: string;
  readonly AuthAction: string;
  readonly AuthResource: string;
  readonly AuthPrincipal: {
    readonly AuthPrincipalType: string;
    readonly AuthPrincipalOwnerId: string;
    readonly AuthPrincipalDisplayName: string;
  };
  /** The condition keys that were looked at. */
  readonly AuthConditions: readonly { readonly ConditionKey: string; readonly ConditionValues: readonly string[] }[];
  /** The statements that decided, by policy. */
  readonly MatchedPolicies: readonly {
    readonly Effect: 'Allow' | 'Deny';
    /** The name of the policy. */
    readonly PolicyIdentifier: string;
    readonly PolicyType: string;
    readonly PolicyVersion?: string;
    readonly AttachedEntityType?: 'RamUser' | 'RamGroup' | 'RamRole';
    readonly AttachedScope?: 'Account';
  }[];
};
