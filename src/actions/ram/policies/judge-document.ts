import type { Ctx } from '#actions/action.ts';
import { mostCharacters } from '#ram/policy.ts';
import { type PolicyFault, policyFaults } from '#ram/policy-fault.ts';
import { readPolicy, readTrust } from '#ram/read-policy.ts';

/** How many faults a message tells. */
const mostTold = 5;

/** What is wrong with a document and where, as MalformedPolicyDocument says it. */
const faultsText = (faults: readonly PolicyFault[]): string =>
  faults
    .slice(0, mostTold)
    .map(({ at, code }) => `${at}: ${policyFaults[code].en}`)
    .join(' ');

type Judged = { readonly faults: readonly PolicyFault[] } | { readonly policy: unknown };

function judge<E extends string>(ctx: Ctx<E | 'MalformedPolicyDocument'>, read: Judged, long: E): void {
  if ('policy' in read) return;
  if (read.faults.some(({ code }) => code === 'size')) ctx.fail(long);
  ctx.fail('MalformedPolicyDocument', faultsText(read.faults));
}

/** Ends the decision where a text is no policy. */
export function judgePolicy(ctx: Ctx<'InvalidParameter.PolicyDocument.Length' | 'MalformedPolicyDocument'>, text: string): void {
  judge(ctx, readPolicy(text, mostCharacters.custom), 'InvalidParameter.PolicyDocument.Length');
}

/** Ends the decision where a text is no trust policy. */
export function judgeTrustPolicy<N extends 'AssumeRolePolicyDocument' | 'NewAssumeRolePolicyDocument'>(
  ctx: Ctx<NoInfer<`InvalidParameter.${N}.Length`> | 'MalformedPolicyDocument'>,
  name: N,
  text: string,
): void {
  judge(ctx, readTrust(text), `InvalidParameter.${name}.Length`);
}
