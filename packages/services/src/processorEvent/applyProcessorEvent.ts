import {
  findProcessorEvent,
  insertProcessorEvent,
  lockProcessorEvents,
  type ProcessorEventRow,
} from "@rollbook/db/processorEvent";
import * as z from "zod";
import { failedRefundKey } from "../processorRefund/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { ProcessorEffect } from "./effect.ts";
import { applyEffect, applyWaiting } from "./applyEffect.ts";
import type { Outcome } from "./outcome.ts";

export const ProcessorEvent = z.strictObject({
  id: z.string().min(1),
  type: z.string().min(1),
  occurredAt: z.iso.datetime({ offset: true }),
  effect: ProcessorEffect,
});
export type ProcessorEvent = z.infer<typeof ProcessorEvent>;

export interface AppliedProcessorEvent {
  readonly state: ProcessorEventRow["state"];
  /** It, or another with the same effect, was here before. */
  readonly isKnown: boolean;
}

function effectKeyOf(effect: ProcessorEffect): string | null {
  switch (effect.kind) {
    case "payment_succeeded":
      return `payment:${effect.reference}`;
    case "payment_refunded":
      return `refund:${effect.reference}`;
    case "refund_failed":
      return failedRefundKey(effect.reference);
    case "dispute_won":
      return `dispute_won:${effect.reference}`;
    case "charge_moved":
    case "for_a_person":
    case "none":
      return null;
  }
}

/** Other events may have come before what they are about. */
function isWaitedFor({ kind }: ProcessorEffect): boolean {
  return kind === "payment_succeeded" || kind === "payment_refunded";
}

/** Applies an event at most once, however often and in whatever order events come (PAY-16). */
export const applyProcessorEvent = defineVerb({
  name: "processor.apply_event",
  permission: "payment.write",
  input: ProcessorEvent,
  run: async ({ input, ...given }): Promise<AppliedProcessorEvent> => {
    await lockProcessorEvents(given.tx, given.practice.practiceId);
    const effectKey = effectKeyOf(input.effect);
    const known = await findProcessorEvent(given.tx, { id: input.id, effectKey });
    if (known !== undefined) {
      if (known.state === "waits") await applyWaiting(given);
      return { state: known.state, isKnown: true };
    }
    const outcome = await applyEffect(given, input.effect);
    await keep(given, { event: input, effectKey, outcome });
    if (isWaitedFor(input.effect)) await applyWaiting(given);
    return { state: outcome.state, isKnown: false };
  },
  audit: ({ input, result }) => ({
    entityId: null,
    detail: { eventId: input.id, type: input.type, ...result },
  }),
});

function keep(
  given: Given,
  {
    event,
    effectKey,
    outcome,
  }: { event: ProcessorEvent; effectKey: string | null; outcome: Outcome },
): Promise<void> {
  const { id, type, occurredAt, effect } = event;
  return insertProcessorEvent(given.tx, given.practice.practiceId, {
    id,
    type,
    occurredAt,
    receivedAt: given.instant,
    effect,
    effectKey,
    ...outcome,
  });
}

/** Tries again what waited for payments to move, or for something that has come since (MIG-6). */
export async function retryWaitingEvents(given: Given): Promise<void> {
  await lockProcessorEvents(given.tx, given.practice.practiceId);
  await applyWaiting(given);
}
