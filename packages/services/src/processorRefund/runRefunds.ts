import { listProcessorRefunds, saveProcessorRefund } from "@rollbook/db/processorRefund";
import * as z from "zod";
import { setRefundsDue } from "../payment/index.ts";
import { askOnce, type Processors, type RefundAnswer } from "../processor/index.ts";
import { defineVerb, runAsSystem, type Services } from "../run/index.ts";
import { settleRefund, startRefund } from "./settleRefund.ts";

const minuteMs = 60_000;
/** An answer that got lost is asked for again after this long. */
const askAgainMs = 10 * minuteMs;
/** The processor tells by itself. */
const whilePendingMs = 6 * 60 * minuteMs;

export interface RefundReport {
  readonly acceptedCount: number;
  readonly declinedCount: number;
  /** No answer came, or it is under way; looked at again. */
  readonly unansweredCount: number;
}

const planRefunds = defineVerb({
  name: "refund.plan",
  permission: "payment.write",
  input: z.strictObject({}),
  run: async ({ tx, practice: { practiceId, isTest } }) => {
    const open = await listProcessorRefunds(tx, { states: ["asked", "pending"] });
    return { practice: { practiceId, isTest }, ids: open.map((row) => row.counterEntryId) };
  },
});

/** `missing`: why nobody could be asked. */
const finishRefunds = defineVerb({
  name: "refund.finish",
  permission: "payment.write",
  input: z.strictObject({ missing: z.string().nullable() }),
  run: async ({ input: { missing }, ...given }) => {
    const open = await listProcessorRefunds(given.tx, { states: ["asked", "pending"] });
    const waits: number[] = [];
    for (const row of open) {
      if (missing !== null && row.startedAt === null)
        await saveProcessorRefund(given.tx, { ...row, reason: missing });
      const isNew = missing === null && row.startedAt === null;
      waits.push(isNew ? 0 : row.state === "pending" ? whilePendingMs : askAgainMs);
    }
    await setRefundsDue(given, waits.length === 0 ? null : Math.min(...waits));
  },
});

/**
 * Has the processor give back what was recorded as given back, each refund on its own: written down, asked, answered. Killed
 * anywhere, or run by two at once, the money goes back once (PAY-17).
 */
export async function runRefunds(
  services: Services,
  { practiceId, processors }: { practiceId: string; processors: Processors },
): Promise<RefundReport> {
  const run = runAsSystem(services, practiceId);
  const { practice, ids } = await run(planRefunds, {});
  const counts = { acceptedCount: 0, declinedCount: 0, unansweredCount: 0 };
  const chosen = processors(practice);
  if (chosen.kind === "missing") {
    await run(finishRefunds, { missing: chosen.reason });
    return counts;
  }
  for (const counterEntryId of ids) {
    const started = await run(startRefund, { counterEntryId });
    if (started.kind === "nothing") continue;
    const { request } = started;
    const answer = await askOnce({
      isNew: started.kind === "refund",
      mayAskAgain: started.mayRefund,
      ask: () => chosen.processor.refund(request),
      find: () => chosen.processor.findRefund(request),
    });
    if (answer === null) {
      counts.unansweredCount += 1;
      continue;
    }
    await run(settleRefund, { counterEntryId, attempt: started.attempt, answer });
    counts[countOf[answer.kind]] += 1;
  }
  await run(finishRefunds, { missing: null });
  return counts;
}

const countOf = {
  accepted: "acceptedCount",
  declined: "declinedCount",
  pending: "unansweredCount",
} as const satisfies Record<RefundAnswer["kind"], keyof RefundReport>;
