import { Payer } from "@rollbook/core/plan";
import {
  findProcessorEvent,
  lockProcessorEvents,
  setProcessorEventState,
} from "@rollbook/db/processorEvent";
import * as z from "zod";
import { defineVerb, notFound, ServiceError } from "../run/index.ts";
import { applyEffect, applyWaiting } from "./applyEffect.ts";
import { ProcessorEffect } from "./effect.ts";

const Decision = z.discriminatedUnion("kind", [
  /** Whose money it is. */
  z.strictObject({
    kind: z.literal("payer"),
    payer: Payer,
    invoiceId: z.string().nullable().default(null),
  }),
  /** Dealt with elsewhere, or none of this practice's. */
  z.strictObject({ kind: z.literal("dismiss"), reason: z.string().trim().min(1).max(500) }),
]);

/** A person settles an event that could not be applied by itself (PAY-16). */
export const settleProcessorEvent = defineVerb({
  name: "processor.settle_event",
  permission: "payment.write",
  input: z.strictObject({ id: z.string(), decision: Decision }),
  run: async ({ input: { id, decision }, ...given }) => {
    await lockProcessorEvents(given.tx, given.practice.practiceId);
    const event = await findProcessorEvent(given.tx, { id, effectKey: null });
    if (event === undefined) throw notFound("processor event", id);
    if (event.state !== "for_a_person")
      throw new ServiceError("refused", `This event is settled: ${event.state} (PAY-16).`, {
        rule: "PAY-16",
      });
    if (decision.kind === "dismiss") {
      const { reason } = decision;
      await setProcessorEventState(given.tx, { id, state: "ignored", reason });
      return { id, state: "ignored" as const, reason };
    }
    const effect = ProcessorEffect.parse(event.effect);
    if (effect.kind !== "payment_succeeded")
      throw new ServiceError("refused", "Only a payment can be given a payer (PAY-16).", {
        rule: "PAY-16",
        allowed: ["dismiss"],
      });
    const { payer, invoiceId } = decision;
    const outcome = await applyEffect(given, { ...effect, payer, invoiceId });
    await setProcessorEventState(given.tx, { id, ...outcome });
    await applyWaiting(given);
    return { id, ...outcome };
  },
  audit: ({ input, result }) => ({
    entityId: input.id,
    detail: { decision: input.decision.kind, state: result.state },
  }),
});
