export type SheetsFailureKind =
  | "credential_expired"
  | "access_revoked"
  | "not_found"
  | "rate_limited"
  | "refused_request"
  | "unavailable"
  | "outcome_unknown"
  | "unreadable_answer";

/** A call to Google that did not succeed; the message says what a person has to do. */
export class SheetsFailure extends Error {
  override readonly name = "SheetsFailure";
  readonly kind: SheetsFailureKind;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(input: {
    kind: SheetsFailureKind;
    message: string;
    status?: number | undefined;
    retryAfterMs?: number | undefined;
    cause?: unknown;
  }) {
    super(input.message, { cause: input.cause });
    this.kind = input.kind;
    this.status = input.status;
    this.retryAfterMs = input.retryAfterMs;
  }
}

type ErrorLike = {
  status?: number;
  message?: string;
  response?: { status?: number; headers?: { get(name: string): string | null }; data?: unknown };
};

/** Turns whatever the HTTP client threw into a SheetsFailure. `isWrite` decides what a lost answer means. */
export function toSheetsFailure(input: { error: unknown; isWrite: boolean }): SheetsFailure {
  if (input.error instanceof SheetsFailure) return input.error;
  const error = (input.error ?? {}) as ErrorLike;
  const status = error.response?.status ?? error.status;
  const detail = messageIn(error.response?.data) ?? reasonIn(error.message) ?? "no answer";
  const shared = { status, cause: input.error };
  switch (status) {
    case 400:
      return new SheetsFailure({
        ...shared,
        kind: "refused_request",
        message: `Google refused the request: ${detail}`,
      });
    case 401:
      return new SheetsFailure({
        ...shared,
        kind: "credential_expired",
        message: "Google no longer accepts our credential; connect the account again.",
      });
    case 403:
      return new SheetsFailure({
        ...shared,
        kind: "access_revoked",
        message: "The spreadsheet is not shared with Rollbook; share it again with edit rights.",
      });
    case 404:
      return new SheetsFailure({
        ...shared,
        kind: "not_found",
        message: "The spreadsheet is gone or in the bin; restore it or connect another one.",
      });
    case 429:
      return new SheetsFailure({
        ...shared,
        kind: "rate_limited",
        retryAfterMs: retryAfterMs(error),
        message: "Google asks us to slow down; the next run goes on.",
      });
    default:
      return unanswered({ ...shared, isWrite: input.isWrite, detail, error });
  }
}

function unanswered(input: {
  status: number | undefined;
  cause: unknown;
  isWrite: boolean;
  detail: string;
  error: ErrorLike;
}): SheetsFailure {
  return new SheetsFailure({
    status: input.status,
    cause: input.cause,
    retryAfterMs: retryAfterMs(input.error),
    kind: input.isWrite ? "outcome_unknown" : "unavailable",
    message: input.isWrite
      ? `Google did not confirm the write (${input.detail}); the sheet is read again before anything is written.`
      : `Google did not answer (${input.detail}); the next run tries again.`,
  });
}

function retryAfterMs(error: ErrorLike): number | undefined {
  const header = error.response?.headers?.get("retry-after");
  const seconds = header === null || header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

/** The HTTP client repeats the whole address, which says nothing to a person. */
function reasonIn(message: string | undefined): string | undefined {
  return message?.replace(/^request to \S+ failed, reason: /u, "");
}

function messageIn(data: unknown): string | undefined {
  const body = data as { error?: { message?: string } } | undefined;
  return typeof body?.error?.message === "string" ? body.error.message : undefined;
}
