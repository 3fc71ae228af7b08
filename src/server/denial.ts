import { gatewayErrors } from '#errors/gateway.ts';
import type { Diagnosis } from '#ram/diagnosis.ts';
import { Fault } from '#server/fault.ts';

/** Whom policies did not let do what, as clients are told it; all values are texts. */
export type AccessDenied = Readonly<Record<string, string>>;

/** A request that policies do not allow. `diagnosis` is for DecodeDiagnosticMessage, sealed on its way out. */
export class Denial extends Fault {
  readonly detail: AccessDenied;
  readonly diagnosis: Diagnosis;
  constructor(code: 'Forbidden.RAM' | 'NoPermission', detail: AccessDenied, diagnosis: Diagnosis) {
    super(code, gatewayErrors[code], []);
    this.detail = detail;
    this.diagnosis = diagnosis;
  }
}
