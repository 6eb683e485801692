import { ServiceError, type ServiceErrorCode } from "@rollbook/services/run";
import type { ProblemCode } from "./codes.ts";
import { toPointer } from "./fromZod.ts";
import { ProblemError, type FieldError } from "./problem.ts";

const codes = {
  not_found: "not_found",
  forbidden: "forbidden",
  conflict: "conflict",
  invalid: "invalid_request",
  refused: "refused",
  stale: "stale",
  in_flight: "idempotency_in_flight",
  idempotency_mismatch: "idempotency_key_reused",
  unavailable: "unavailable",
} as const satisfies Record<ServiceErrorCode, ProblemCode>;

/** Undefined for what is no failure of the services: that is a 500. */
export function fromServiceError(error: unknown): ProblemError | undefined {
  if (!(error instanceof ServiceError)) return undefined;
  const { rule, allowed, status, fields } = error.detail;
  return new ProblemError({
    code: codes[error.code],
    detail: error.message,
    extras: {
      ...(rule === undefined ? {} : { rule }),
      ...(status === undefined ? {} : { present_status: status }),
      ...(allowed === undefined ? {} : { allowed_actions: [...allowed] }),
      ...(fields === undefined ? {} : { errors: fields.map(fieldError) }),
    },
    headers:
      error.code === "unavailable" || error.code === "in_flight" ? { "Retry-After": "1" } : {},
  });
}

function fieldError(field: { path: readonly (string | number)[]; message: string }): FieldError {
  return {
    in: "body",
    pointer: toPointer(field.path.map(onTheWire)),
    code: "invalid",
    detail: field.message,
  };
}

function onTheWire(part: string | number): string {
  return String(part).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
