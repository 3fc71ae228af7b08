/** Names and public keys of SSH key pairs. */
const keyName = /^\p{L}[\p{L}\p{Nd}:_.-]{1,127}$/u;

/** Alibaba Cloud ECS API reference, CreateKeyPair and ImportKeyPair: 2-128 letters of any script, digits, `:` `_` `.` `-`, a letter first. */
export const isKeyPairName = (name: string): boolean => keyName.test(name);

/** RSA alone is what the page of ImportKeyPair speaks of first; the others are those that its list names, as OpenSSH writes them. */
const kinds = /^(ssh-rsa|ssh-dss|ecdsa-sha2-nistp(256|384|521)|(ssh-(rsa|dss)|ecdsa-sha2-nistp(256|384|521))-cert-v0[01]@openssh\.com)$/;

/** `ssh-rsa AAAA… comment` as one line: its kind and its bytes in base64. Undefined for anything else, also where the bytes name another kind. */
export function readPublicKey(text: string): { readonly kind: string; readonly body: string } | undefined {
  const [kind = '', body = ''] = text.trim().split(/[ \t]+/);
  if (/[\r\n]/.test(text.trim()) || !kinds.test(kind)) return undefined;
  let bytes: string;
  try {
    bytes = atob(body);
  } catch {
    return undefined;
  }
  const length = lengthAt(bytes, 0);
  if (bytes.slice(4, 4 + length) !== kind) return undefined;
  return hasWholeFields(bytes) ? { kind, body } : undefined;
}

const lengthAt = (bytes: string, at: number): number => [0, 1, 2, 3].reduce((sum, n) => sum * 256 + (bytes.charCodeAt(at + n) || 0), 0);

/** A key is a row of fields, each with its length before it (RFC 4253, 6.6): at least the kind and two more. */
function hasWholeFields(bytes: string): boolean {
  let fields = 0;
  let at = 0;
  while (at + 4 <= bytes.length) {
    at += 4 + lengthAt(bytes, at);
    fields++;
  }
  return at === bytes.length && fields >= 3;
}

/** `*` stands for any text, also for none. */
export function matchesName(name: string, pattern: string): boolean {
  if (!pattern.includes('*')) return name === pattern;
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'u').test(name);
}
