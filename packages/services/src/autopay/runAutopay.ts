import * as z from "zod";
import { freezeOf } from "../migrationState/index.ts";
import { askOnce, type ChargeAnswer, type Processors } from "../processor/index.ts";
import { defineVerb, runAsSystem, type Services } from "../run/index.ts";
import { lookAgainTomorrow, lookAgainWhenMoved, setNextAutopay } from "./autopayDue.ts";
import { autopayIsOff, isAutopayOn } from "./setAutopay.ts";
import { observeAutopay, unansweredOf } from "./observeAutopay.ts";
import { settleAttempt } from "./settleAttempt.ts";
import { startAttempt } from "./startAttempt.ts";

export interface AutopayReport {
  readonly acceptedCount: number;
  readonly declinedCount: number;
  /** No answer came, or none that can be acted on; looked at again. */
  readonly unansweredCount: number;
  /** Why nothing is charged at present; null when it is. */
  readonly paused: string | null;
}

/** What is to be charged or asked after now; nothing while payments move (MIG-5). */
const planAutopay = defineVerb({
  name: "autopay.plan",
  permission: "payment.write",
  input: z.strictObject({}),
  run: async ({ input: _input, ...given }) => {
    const { practiceId, isTest, settings } = given.practice;
    const practice = { practiceId, isTest };
    const frozen = await freezeOf(given, "autopay");
    if (frozen !== null) return { practice, paused: frozen.reason, invoices: [] };
    if (!isAutopayOn({ isTest, settings })) return { practice, paused: autopayIsOff, invoices: [] };
    const cases = await observeAutopay(given);
    const due = cases.filter(
      (each) => each.decision.kind === "charge" || unansweredOf(each) !== undefined,
    );
    return {
      practice,
      paused: null,
      invoices: due.map(({ invoice: { id }, payer }) => ({ id, payer })),
    };
  },
});

const finishAutopay = defineVerb({
  name: "autopay.finish",
  permission: "payment.write",
  input: z.strictObject({ isPaused: z.boolean() }),
  run: async ({ input, ...given }) => {
    if ((await freezeOf(given, "autopay")) !== null) return lookAgainWhenMoved(given);
    if (input.isPaused) return lookAgainTomorrow(given);
    return setNextAutopay(given, await observeAutopay(given));
  },
});

/**
 * Hands what is due to the processor, each invoice on its own: written down, asked, answered. Killed anywhere, or run by
 * two at once, it charges once (AUTO-2).
 */
export async function runAutopay(
  services: Services,
  { practiceId, processors }: { practiceId: string; processors: Processors },
): Promise<AutopayReport> {
  const run = runAsSystem(services, practiceId);
  const { practice, paused, invoices } = await run(planAutopay, {});
  const chosen = processors(practice);
  const counts = { acceptedCount: 0, declinedCount: 0, unansweredCount: 0 };
  if (chosen.kind === "missing") {
    await run(finishAutopay, { isPaused: true });
    return { ...counts, paused: paused ?? chosen.reason };
  }
  for (const { id: invoiceId, payer } of invoices) {
    const started = await run(startAttempt, { invoiceId });
    if (started.kind === "nothing") continue;
    const { request } = started;
    const answer = await askOnce({
      isNew: started.kind === "charge",
      mayAskAgain: started.kind === "find" && started.mayCharge,
      ask: () => chosen.processor.charge(request),
      find: () => chosen.processor.findCharge(request),
    });
    if (answer === null) {
      counts.unansweredCount += 1;
      continue;
    }
    await run(settleAttempt, { invoiceId, attempt: started.attempt, payer, answer });
    counts[countOf[answer.kind]] += 1;
  }
  await run(finishAutopay, { isPaused: paused !== null });
  return { ...counts, paused };
}

const countOf = {
  accepted: "acceptedCount",
  declined: "declinedCount",
  pending: "unansweredCount",
} as const satisfies Record<ChargeAnswer["kind"], keyof AutopayReport>;
