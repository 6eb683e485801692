import { lockProcessorEvents } from "@rollbook/db/processorEvent";
import {
  findProcessorRefund,
  saveProcessorRefund,
  type ProcessorRefundRow,
} from "@rollbook/db/processorRefund";
import * as z from "zod";
import { setRefundsDue } from "../payment/index.ts";
import { defineVerb, notFound, ServiceError, type Given } from "../run/index.ts";
import { applyWaiting } from "./applyEffect.ts";
import { takeBack } from "./takeBack.ts";

const settled = "settled already";

/** A person decides on a refund that the processor did not make (PAY-17). */
export const decideRefund = defineVerb({
  name: "refund.decide",
  permission: "payment.write",
  input: z.strictObject({
    counterEntryId: z.string(),
    /**
     * `retry`: the processor is asked anew. `return`: nothing went back, the money is the payer's again. `elsewhere`: it was
     * given back another way.
     */
    decision: z.enum(["retry", "return", "elsewhere"]),
    /** Someone looked at the processor's own pages: the unanswered refund was not made. */
    isUnansweredChecked: z.boolean().default(false),
  }),
  run: async ({ input: { counterEntryId, decision, isUnansweredChecked }, ...given }) => {
    await lockProcessorEvents(given.tx, given.practice.practiceId);
    const row = await findProcessorRefund(given.tx, { counterEntryId });
    if (row === undefined) throw notFound("refund", counterEntryId);
    refuseUnlessOpen(row, isUnansweredChecked);
    switch (decision) {
      case "retry":
        await askAnew(given, row);
        break;
      case "return":
        await takeBack(given, row);
        break;
      case "elsewhere":
        await saveProcessorRefund(given.tx, { ...row, state: "elsewhere" });
        break;
    }
    await applyWaiting(given);
    return { counterEntryId, decision };
  },
  audit: ({ input }) => ({ entityId: input.counterEntryId, detail: { decision: input.decision } }),
});

function refuseUnlessOpen(row: ProcessorRefundRow, isChecked: boolean): void {
  const { state, startedAt } = row;
  if (state === "declined" || (state === "asked" && startedAt === null)) return;
  if (state === "asked" && isChecked) return;
  const reason = {
    asked: "the processor has not answered and may have sent the money: look at its pages first",
    pending: "the processor is about it",
    accepted: "the processor gave the money back",
    declined: settled,
    returned: settled,
    elsewhere: settled,
  } as const satisfies Record<ProcessorRefundRow["state"], string>;
  throw new ServiceError("refused", `Nothing to decide: ${reason[state]} (PAY-17).`, {
    rule: "PAY-17",
    ...(state === "asked" && { allowed: ["is_unanswered_checked"] }),
  });
}

async function askAnew(given: Given, row: ProcessorRefundRow): Promise<void> {
  await saveProcessorRefund(given.tx, {
    counterEntryId: row.counterEntryId,
    attempt: row.attempt + 1,
    state: "asked",
    startedAt: null,
    answeredAt: null,
    processorReference: null,
    reason: null,
  });
  await setRefundsDue(given, 0);
}
