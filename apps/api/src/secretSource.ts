import { createHmac } from "node:crypto";
import type { OperationRequest } from "./openapi/index.ts";

/**
 * Random bytes for a secret that is shown once. A repeated request makes the same bytes again, so that its answer can be
 * repeated without the secret being kept.
 */
export function secretSource(
  request: Pick<
    OperationRequest<unknown, unknown, unknown>,
    "ports" | "principal" | "idempotencyKey"
  >,
  purpose: string,
): (count: number) => Uint8Array {
  const { ports, principal, idempotencyKey } = request;
  if (idempotencyKey === undefined) return ports.services.randomBytes;
  const scope = JSON.stringify([purpose, principal.practiceId, principal.id, idempotencyKey]);
  const bytes = createHmac("sha256", ports.secret).update(scope).digest();
  return (count) => bytes.subarray(0, count);
}
