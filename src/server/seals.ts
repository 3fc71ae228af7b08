import type { Vault } from '#server/vault.ts';

/** What a sealed text is for. One that was made for another purpose does not open, so that no client can pass one off as the other. */
type Purpose = 'session' | 'diagnosis';

/** Texts that clients carry and cannot read: in base64, under the master key. `open` gives undefined for a text that was not sealed here for this. */
export type Seals = { seal(text: string): string; open(sealed: string): string | undefined };

export function makeSeals(vault: Vault, purpose: Purpose): Seals {
  const mark = `${purpose}:`;
  return {
    seal: (text) => vault.seal(mark + text),
    open(sealed) {
      const text = opened(vault, sealed);
      return text?.startsWith(mark) ? text.slice(mark.length) : undefined;
    },
  };
}

function opened(vault: Vault, sealed: string): string | undefined {
  // Base64 is read whatever stands between its letters: without this one token has as many spellings as one likes.
  if (Buffer.from(sealed, 'base64').toString('base64') !== sealed) return undefined;
  try {
    return vault.open(sealed);
  } catch {
    return undefined;
  }
}
