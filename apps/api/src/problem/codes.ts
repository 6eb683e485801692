/** Every code that a problem can carry, with its status and what the caller can do about it. */
export const problemCodes = {
  malformed_json: {
    status: 400,
    title: "The body is not JSON",
    remedy: "Send one JSON object, encoded as UTF-8.",
  },
  idempotency_key_required: {
    status: 400,
    title: "This operation needs an Idempotency-Key",
    remedy:
      "Send an Idempotency-Key header with a new random value, and the same value when you retry.",
  },
  unauthenticated: {
    status: 401,
    title: "No valid credentials",
    remedy: "Send an API key: Authorization: Bearer rbk_test_... or rbk_live_...",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    remedy: "Use a key or a person whose role has the permission that is named in detail.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    remedy: "Check the id and that it belongs to this practice.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    remedy: "Use one of the methods in the Allow header.",
  },
  conflict: {
    status: 409,
    title: "Conflict with what is stored",
    remedy: "Read the resource again; change the value that is named in detail.",
  },
  refused: {
    status: 409,
    title: "A rule refuses this",
    remedy: "Read rule and detail; allowed_actions lists what is possible now.",
  },
  idempotency_in_flight: {
    status: 409,
    title: "The first request with this Idempotency-Key still runs",
    remedy: "Wait a second and send the same request again.",
  },
  stale: {
    status: 412,
    title: "The resource has changed",
    remedy: "Read it again and send the new ETag in If-Match.",
  },
  payload_too_large: {
    status: 413,
    title: "The body is too large",
    remedy: "Send less; detail says the limit.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Unsupported content type",
    remedy: "Send the content type that detail names.",
  },
  invalid_request: {
    status: 422,
    title: "The request is not valid",
    remedy: "Correct the fields that are listed in errors.",
  },
  invalid_cursor: {
    status: 422,
    title: "The cursor is not valid here",
    remedy: "Start again without a cursor, and keep the filters the same while paging.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "This Idempotency-Key was used for another request",
    remedy: "Use a new Idempotency-Key for a new request.",
  },
  if_match_required: {
    status: 428,
    title: "If-Match is missing",
    remedy: "Read the resource and send its ETag in If-Match.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    remedy: "Wait for the seconds in Retry-After.",
  },
  internal: {
    status: 500,
    title: "Something went wrong here",
    remedy: "Try again; if it stays, tell support the request_id.",
  },
  unavailable: {
    status: 503,
    title: "Not available at the moment",
    remedy: "Try again after the seconds in Retry-After.",
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type ProblemCode = keyof typeof problemCodes;
