import { runVerbWithReceipt, type Context, type Verb } from "@rollbook/services/run";
import type { z } from "@hono/zod-openapi";
import type { OperationRequest } from "./openapi/index.ts";

type AnyRequest = Pick<
  OperationRequest<unknown, unknown, unknown>,
  "ports" | "principal" | "requestId" | "idempotencyKey"
>;

/** Runs a verb for whoever asks: the one way from an operation into the services. */
export async function callVerb<Schema extends z.ZodType, Result>(
  request: AnyRequest,
  verb: Verb<Schema, Result>,
  input: z.input<Schema>,
  options: { isDryRun?: boolean } = {},
): Promise<{ result: Result; isReplay: boolean }> {
  return runVerbWithReceipt(request.ports.services, verb, {
    context: contextOf(request),
    input,
    idempotencyKey: request.idempotencyKey,
    isDryRun: options.isDryRun,
  });
}

export function contextOf({ ports, principal, requestId }: AnyRequest): Context {
  const { kind, id, role, permissions, practiceId } = principal;
  return {
    practiceId,
    requestId,
    instant: ports.services.clock(),
    actor: { kind, id, role, permissions },
  };
}
