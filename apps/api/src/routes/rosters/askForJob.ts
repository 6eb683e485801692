import { z } from "@hono/zod-openapi";
import type { JobKind } from "@rollbook/services/jobs";
import { answerOnce } from "@rollbook/services/run";
import { contextOf } from "../../callVerb.ts";
import { ProblemError } from "../../problem/index.ts";
import { requireRoster, type RosterRequest } from "./shared.ts";

export const askedForJob = z.object({
  roster_id: z.string(),
  is_queued: z
    .boolean()
    .openapi({ description: "False when one waits already: it will see the same roster" }),
});

/** Puts a job of a worker into the queue, once for each idempotency key. @throws ProblemError not_found, unavailable */
export async function askForJob(
  request: RosterRequest,
  { kind, name, result }: { kind: JobKind; name: string; result: "runs" | "plan" },
) {
  const { rosterId } = await requireRoster(request);
  const { jobs, services } = request.ports;
  if (jobs === undefined) {
    throw new ProblemError({
      code: "unavailable",
      detail: "No sync worker is connected to this server.",
    });
  }
  const { practiceId, id: requestedBy } = request.principal;
  const call = {
    context: contextOf(request),
    name,
    permission: "roster.sync",
    input: { rosterId },
    idempotencyKey: request.idempotencyKey,
    note: { entityId: rosterId },
  } as const;
  const { result: isQueued, isReplay } = await answerOnce(services, call, () =>
    jobs.send(kind, { practiceId, detail: { reason: "api", rosterId, requestedBy } }),
  );
  return {
    body: { roster_id: rosterId, is_queued: isQueued },
    isReplay,
    location: `/v1/rosters/${rosterId}/${result}`,
  };
}
