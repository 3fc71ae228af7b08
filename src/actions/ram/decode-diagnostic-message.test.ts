import assert from 'node:assert/strict';
import { test } from 'node:test';
import decodeDiagnosticMessage from '#actions/ram/decode-diagnostic-message.ts';
import { makeWorld } from '#actions/ram/world.testing.ts';

// The test's context opens what is JSON; seals are the server's.
const diagnosis = (AuthPrincipalOwnerId: string) => ({
  ExplicitDeny: false,
  AuthAction: 'ecs:X',
  AuthPrincipal: { AuthPrincipalType: 'SubUser', AuthPrincipalOwnerId, AuthPrincipalDisplayName: '2' },
});
const decode = (EncodedDiagnosticMessage: string) => makeWorld().run(decodeDiagnosticMessage, { EncodedDiagnosticMessage });

test('a diagnosis is told as it was made', () => {
  const own = diagnosis('1234567890123456');
  assert.deepEqual(decode(JSON.stringify(own)), { DecodedDiagnosticMessage: own });
});
test('what is no diagnosis is refused, as is that of another account', () => {
  assert.equal(decode('x'), '!InvalidParameter.EncodedDiagnosticMessage');
  assert.equal(decode(JSON.stringify(diagnosis('9'))), '!InvalidParameter.EncodedDiagnosticMessage');
});
