import {
  fhirContentType,
  OperationOutcome,
  Problem,
  problemCodes,
  type ProblemCode,
} from "../problem/index.ts";
import type { Operation } from "./operation.ts";

/** The problems that this operation can answer with, by status. */
export function problemResponses(operation: Operation) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of possibleCodes(operation)) {
    const { status } = problemCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].toSorted(([left], [right]) => left - right);
  const content =
    operation.isFhir === true
      ? { [fhirContentType]: { schema: OperationOutcome } }
      : { "application/problem+json": { schema: Problem } };
  return Object.fromEntries(
    entries.map(([status, codes]) => [status, { description: describe(codes), content }]),
  );
}

function possibleCodes(operation: Operation): ProblemCode[] {
  const isWrite = operation.method !== "get";
  return [
    "unauthenticated",
    "forbidden",
    ...(operation.params === undefined && operation.access === "any"
      ? []
      : (["not_found"] as const)),
    "invalid_request",
    ...(operation.query !== undefined && "cursor" in operation.query.shape
      ? (["invalid_cursor"] as const)
      : []),
    ...(operation.body === undefined
      ? []
      : (["malformed_json", "payload_too_large", "unsupported_media_type"] as const)),
    ...(operation.upload === undefined
      ? []
      : (["payload_too_large", "unsupported_media_type"] as const)),
    ...(isWrite && operation.access !== "any" ? (["conflict", "refused"] as const) : []),
    ...(operation.idempotency === "required" ? (["idempotency_key_required"] as const) : []),
    ...(operation.idempotency === "none"
      ? []
      : (["idempotency_in_flight", "idempotency_key_reused"] as const)),
    ...(operation.needsIfMatch ? (["stale", "if_match_required"] as const) : []),
    ...(operation.alsoAnswers ?? []),
    "rate_limited",
    "internal",
    "unavailable",
  ];
}

function describe(codes: readonly ProblemCode[]): string {
  return codes.map((code) => `\`${code}\`: ${problemCodes[code].title}`).join("; ");
}
