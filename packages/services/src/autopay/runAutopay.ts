import { newId } from "@rollbook/db";
import * as z from "zod";
import { freezeOf } from "../migrationState/index.ts";
import type { ChargeAnswer, ProcessorPort, Processors } from "../processor/index.ts";
import { defineVerb, runVerb, systemContext, type Services, type Verb } from "../run/index.ts";
import { lookAgainTomorrow, lookAgainWhenMoved, setNextAutopay } from "./autopayDue.ts";
import { autopayIsOff, isAutopayOn } from "./setAutopay.ts";
import { observeAutopay, unansweredOf } from "./observeAutopay.ts";
import { settleAttempt } from "./settleAttempt.ts";
import { startAttempt, type StartedAttempt } from "./startAttempt.ts";

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
  const run = verbRunner(services, practiceId);
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
    const answer = await askProcessor(chosen.processor, started);
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

function verbRunner(services: Services, practiceId: string) {
  return <Schema extends z.ZodType, Result>(
    verb: Verb<Schema, Result>,
    input: z.input<Schema>,
  ): Promise<Result> => {
    const instant = services.clock();
    const requestId = newId("req", { instant, random: services.randomBytes });
    const context = systemContext({ practiceId, instant, requestId });
    return runVerb(services, verb, { context, input });
  };
}

/** Null: no answer came. The attempt stays unanswered, and is asked after by its key (AUTO-2). */
async function askProcessor(
  processor: ProcessorPort,
  started: Exclude<StartedAttempt, { kind: "nothing" }>,
): Promise<ChargeAnswer | null> {
  try {
    if (started.kind === "charge") return await processor.charge(started.request);
    const known = await processor.findCharge(started.request);
    if (known !== null || !started.mayCharge) return known;
    return await processor.charge(started.request);
  } catch {
    return null;
  }
}
