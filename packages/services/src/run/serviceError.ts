import type { Refusal } from "@rollbook/core/explain";

export const serviceErrorCodes = [
  "not_found",
  "forbidden",
  "conflict",
  "invalid",
  "refused",
  "stale",
  "in_flight",
  "idempotency_mismatch",
  "unavailable",
] as const;
export type ServiceErrorCode = (typeof serviceErrorCodes)[number];

export interface InvalidField {
  /** The path of the field, outermost first. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface ServiceErrorDetail {
  /** The rule that refuses, such as MEM-4. */
  readonly rule?: string;
  readonly allowed?: readonly string[];
  /** The present status, where it is the status that refuses. */
  readonly status?: string;
  readonly fields?: readonly InvalidField[];
}

/** A failure that a caller can do something about; the message is for people. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: ServiceErrorCode;
  readonly detail: ServiceErrorDetail;

  constructor(code: ServiceErrorCode, message: string, detail: ServiceErrorDetail = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

export function notFound(what: string, id: string): ServiceError {
  return new ServiceError("not_found", `There is no ${what} ${id}.`);
}

/** A refusal of the rules, thrown so that the transaction is rolled back. */
export function refused({ rule, reason, allowed, status }: Refusal): ServiceError {
  return new ServiceError("refused", reason, {
    rule,
    ...(allowed === undefined ? {} : { allowed }),
    ...(status === undefined ? {} : { status }),
  });
}
