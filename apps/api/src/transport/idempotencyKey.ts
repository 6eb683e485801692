import { ProblemError } from "../problem/index.ts";

/** @throws ProblemError where the key is required and missing, or not 1-255 printable characters. */
export function readIdempotencyKey(input: {
  header: string | undefined;
  isRequired: boolean;
}): string | undefined {
  const key = input.header?.trim();
  if (key === undefined || key === "") {
    if (!input.isRequired) return undefined;
    throw new ProblemError({
      code: "idempotency_key_required",
      detail: "Money moves here: send an Idempotency-Key.",
    });
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const error = {
      in: "header" as const,
      pointer: "/idempotency-key",
      code: "invalid_format",
      detail: "must be 1 to 255 printable ASCII characters",
    };
    throw new ProblemError({
      code: "invalid_request",
      detail: "The Idempotency-Key is not valid.",
      extras: { errors: [error] },
    });
  }
  return key;
}
