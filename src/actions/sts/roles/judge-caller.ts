import type { Ctx } from '#actions/action.ts';
import { roleArnOf } from '#domain/ram-keys.ts';
import { compileTrust } from '#ram/compile-policy.ts';
import { judgeTrust } from '#ram/judge.ts';
import { readTrust } from '#ram/read-policy.ts';

const assumed = /^acs:ram::(\d+):assumed-role\/([^/]+)\//;

/** Who calls, as trust policies name them: a user by its ARN, a role by its own and not by that of its session. */
function principalOf({ identity }: Pick<Ctx, 'identity'>): string {
  const [, account, role] = assumed.exec(identity.arn) ?? [];
  return account !== undefined && role !== undefined ? roleArnOf(account, role) : identity.arn;
}

/**
 * Whether a role's trust policy lets the caller have it. `asked` are the condition keys that the request itself brings. A trust policy was judged
 * when it was written: one that cannot be read lets nobody in.
 */
export function isTrusted(ctx: Pick<Ctx, 'identity' | 'conditions'>, trust: string, asked: Readonly<Record<string, string>>): boolean {
  const read = readTrust(trust);
  if (!('policy' in read)) return false;
  const caller = { kind: 'RAM', id: principalOf(ctx) } as const;
  const request = { action: 'sts:AssumeRole', keys: { ...ctx.conditions, ...asked } };
  return judgeTrust(compileTrust(read.policy, ''), caller, request).decision === 'allow';
}
