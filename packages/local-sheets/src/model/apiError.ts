import type { Json } from "./cell.ts";

const statusNames: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
};

/** An answer of the Sheets API that is an error, in its own envelope. */
export class ApiError extends Error {
  readonly code: number;
  readonly details: Json[] | undefined;

  constructor(code: number, message: string, details?: Json[]) {
    super(message);
    this.code = code;
    this.details = details;
  }

  toBody(): Json {
    const status = statusNames[this.code] ?? "UNKNOWN";
    return {
      error: {
        code: this.code,
        message: this.message,
        status,
        ...(this.details === undefined ? {} : { details: this.details }),
      },
    };
  }
}

export const invalid = (message: string): ApiError => new ApiError(400, message);

export function badRequest(
  message: string,
  violations: { field?: string; description: string }[],
): ApiError {
  const details = {
    "@type": "type.googleapis.com/google.rpc.BadRequest",
    fieldViolations: violations,
  };
  return new ApiError(400, message, [details]);
}

export const notImplemented = (what: string): ApiError =>
  new ApiError(501, `Operation is not implemented by the local Sheets server: ${what}`);
