import * as z from "zod";
import type { Context } from "./context.ts";
import { inFlight } from "./idempotency.ts";
import type { Permission } from "./permission.ts";
import { runVerbWithReceipt, type VerbReceipt } from "./runVerb.ts";
import type { Services } from "./services.ts";
import { defineVerb, type AuditNote } from "./verb.ts";

export interface SteppedCall {
  readonly context: Context;
  /** As a verb's name: what the audit event says. */
  readonly name: string;
  readonly permission: Permission;
  readonly input: unknown;
  readonly idempotencyKey: string | undefined;
  readonly note?: AuditNote;
}

class NothingKept extends Error {}

/** What this process works on; two processes with one key repeat steps that may be repeated. */
const working = new Set<string>();

/**
 * For an act of several transactions, each of which may be repeated: its first answer is kept under the key when all are
 * done, and given again from then on. @throws ServiceError
 */
export async function answerOnce<Result>(
  services: Services,
  { context, name, permission, input, idempotencyKey, note }: SteppedCall,
  work: () => Promise<Result>,
): Promise<VerbReceipt<Result>> {
  const call = { context, input, idempotencyKey };
  const verbOf = (run: () => Promise<Result>) =>
    defineVerb({ name, permission, input: z.unknown(), run, audit: () => note ?? {} });
  const nothing = async (): Promise<Result> => {
    throw new NothingKept();
  };
  try {
    return await runVerbWithReceipt(services, verbOf(nothing), call);
  } catch (error) {
    if (!(error instanceof NothingKept)) throw error;
  }
  const answer = await alone([context.practiceId, context.actor.id, idempotencyKey], work);
  return runVerbWithReceipt(
    services,
    verbOf(async () => answer),
    call,
  );
}

async function alone<Result>(
  [practiceId, actorId, key]: readonly [string, string, string | undefined],
  work: () => Promise<Result>,
): Promise<Result> {
  if (key === undefined) return work();
  const name = JSON.stringify([practiceId, actorId, key]);
  if (working.has(name)) throw inFlight();
  working.add(name);
  try {
    return await work();
  } finally {
    working.delete(name);
  }
}
