import { ServiceError } from "./serviceError.ts";

interface PostgresFailure {
  readonly code: string;
  readonly constraint_name?: string;
  readonly message: string;
}

/** What PostgreSQL says about a violated promise, as a failure the caller understands. */
export function asServiceError(error: unknown): unknown {
  if (error instanceof ServiceError || !isPostgresFailure(error)) return error;
  const constraint = error.constraint_name ?? "";
  switch (error.code) {
    case "23505":
      return new ServiceError(
        "conflict",
        `Another record has the same value already (${constraint}).`,
      );
    case "23P01":
      return new ServiceError(
        "conflict",
        "A day would be billed twice for a patient, so nothing was issued (INV-1).",
        {
          rule: "INV-1",
        },
      );
    case "23503":
      return new ServiceError(
        "not_found",
        `A record that this one points to does not exist (${constraint}).`,
      );
    case "23514":
      return new ServiceError("invalid", `The database refuses this value (${constraint}).`);
    case "40001":
    case "40P01":
      return new ServiceError("conflict", "Another change was made at the same time; try again.");
    default:
      return isConnectionFailure(error.code)
        ? new ServiceError(
            "unavailable",
            "The connection to the database was lost, so it is not known whether anything was kept; the same request with the same idempotency key is safe.",
          )
        : error;
  }
}

function isPostgresFailure(error: unknown): error is PostgresFailure {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function isConnectionFailure(code: string): boolean {
  return [
    "ECONNREFUSED",
    "ECONNRESET",
    "EPIPE",
    "CONNECTION_DESTROYED",
    "CONNECTION_CLOSED",
    "CONNECTION_ENDED",
    "CONNECT_TIMEOUT",
    "57P01",
    "57P03",
  ].includes(code);
}
