import type { Action } from '#actions/action.ts';
import { type GatewayError, gatewayErrors } from '#errors/gateway.ts';
import type { ErrorRow } from '#kit/error-row.ts';

/** Ends a request with an error reply. Thrown by the steps of the pipeline, caught by the pipeline, nowhere else. */
export class Fault {
  readonly key: string;
  readonly row: ErrorRow;
  readonly holes: readonly string[];
  /** Milliseconds after which to try again. */
  readonly retryAfter: number | undefined;
  constructor(key: string, row: ErrorRow, holes: readonly string[], retryAfter?: number) {
    this.key = key;
    this.row = row;
    this.holes = holes;
    this.retryAfter = retryAfter;
  }
}

export const gatewayFault = (code: GatewayError, ...holes: string[]): Fault => new Fault(code, gatewayErrors[code], holes);

export function refuse(code: GatewayError, ...holes: string[]): never {
  throw gatewayFault(code, ...holes);
}

/** Ends a request that comes too soon after others. */
export function refuseFor(retryAfter: number, code: GatewayError): never {
  throw new Fault(code, gatewayErrors[code], [], retryAfter);
}

/** The fault for a code that an action refused with: its own table first, then the gateway's, then the rule that names a parameter. */
export function faultOf(action: Action, code: string, holes: readonly string[]): Fault {
  const own = action.errors[code];
  if (own) return new Fault(code, own, holes);
  const known = (gatewayErrors as Readonly<Record<string, ErrorRow>>)[code];
  if (known) return new Fault(code, known, holes);
  const rule: GatewayError = code.startsWith('Missing') ? 'Missing{Name}' : 'Invalid{Name}';
  return new Fault(rule, gatewayErrors[rule], holes);
}
