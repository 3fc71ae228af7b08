import { type ChangeRecord, type Outcome, type Remembered, type Settling, type TokenClaim, tokenText, type Write } from '#store/store.ts';

/** Milliseconds. */
const TOKEN_LIFE = 24 * 3600_000;

/** In the order in which drivers claim. */
export const sorted = (claims: readonly TokenClaim[]) => [...claims].sort((a, b) => (tokenText(a) < tokenText(b) ? -1 : 1));

/** Notes what this commit has to keep, and lets later requests of the batch with the same token have the outcome. */
export function remember(
  write: Write,
  outcome: Outcome,
  record: ChangeRecord | undefined,
  remembered: Map<string, Remembered>,
  settling: Settling[],
) {
  const nonce = write.nonce && { nonce: write.nonce.kept };
  if (!write.token) {
    if (record) settling.push({ record, ...nonce });
    return;
  }
  const token = { ...write.token, outcome, expires: write.origin.at + TOKEN_LIFE };
  remembered.set(tokenText(token), { print: token.print, outcome });
  settling.push(record ? { record, token, ...nonce } : { token, ...nonce });
}
