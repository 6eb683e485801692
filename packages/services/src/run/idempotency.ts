import { createHash } from "node:crypto";
import type { Transaction } from "@rollbook/db";
import { findIdempotencyKey, insertIdempotencyKey, lockIdempotencyKey } from "@rollbook/db/audit";
import type { Context } from "./context.ts";
import { ServiceError } from "./serviceError.ts";

export const idempotencyPurgeWork = "idempotency_purge";

const keptDays = 30;

/** Until when an answer that was given at this instant is given again: 30 days. */
export function keptUntil(instant: string): string {
  return new Date(Date.parse(instant) + keptDays * 86_400_000).toISOString();
}

/** Answers given before this instant are no longer kept. */
export function keptSince(instant: string): string {
  return new Date(Date.parse(instant) - keptDays * 86_400_000).toISOString();
}

export interface IdempotentRequest {
  readonly context: Context;
  readonly verbName: string;
  readonly key: string;
  readonly input: unknown;
}

/** The first answer to this key, if there was one. The key row commits with the effect, so a failure is not kept. */
export async function findReplay<Result>(
  tx: Transaction,
  request: IdempotentRequest,
): Promise<{ response: Result } | undefined> {
  const principal = principalOf(request.context);
  const isMine = await lockIdempotencyKey(tx, request.context.practiceId, {
    principal,
    key: request.key,
  });
  if (!isMine) throw inFlight();
  const kept = await findIdempotencyKey(tx, { principal, key: request.key });
  if (kept === undefined) return undefined;
  if (kept.verb !== request.verbName || kept.requestHash !== hashOf(request.input)) {
    throw new ServiceError(
      "idempotency_mismatch",
      "This idempotency key was used with another request; use a new key.",
    );
  }
  return { response: kept.response as Result };
}

export function inFlight(): ServiceError {
  return new ServiceError(
    "in_flight",
    "A request with this idempotency key is being worked on; try again shortly.",
  );
}

export async function keepResponse(
  tx: Transaction,
  request: IdempotentRequest,
  { response }: { response: unknown },
): Promise<void> {
  // The world's clock and not a test practice's own, which may stand still for years.
  const at = request.context.instant;
  await insertIdempotencyKey(tx, request.context.practiceId, {
    principal: principalOf(request.context),
    key: request.key,
    verb: request.verbName,
    requestHash: hashOf(request.input),
    response,
    createdAt: at,
    purge: { kind: idempotencyPurgeWork, dueAt: keptUntil(at) },
  });
}

function principalOf({ actor }: Context): string {
  return `${actor.kind}:${actor.id}`;
}

function hashOf(input: unknown): string {
  return createHash("sha256").update(JSON.stringify(input, sortedKeys)).digest("hex");
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
