import { lockProcessorEvents } from "@rollbook/db/processorEvent";
import {
  findProcessorRefund,
  saveProcessorRefund,
  type ProcessorRefundRow,
} from "@rollbook/db/processorRefund";
import * as z from "zod";
import type { RefundRequest } from "../processor/index.ts";
import { defineVerb, type Given } from "../run/index.ts";
import { answerRefund, refundKeyOf } from "./answerRefund.ts";

export type StartedRefund =
  | { readonly kind: "nothing" }
  | {
      /** `find`: it was asked for before and no answer came; the processor is asked what it knows. */
      readonly kind: "refund" | "find";
      readonly attempt: number;
      readonly request: RefundRequest;
      /** It is asked for again by the same key if the processor never had it. */
      readonly mayRefund: boolean;
    };

/** Writes down the attempt before the processor hears of it (PAY-17). */
export const startRefund = defineVerb({
  name: "refund.start",
  permission: "payment.write",
  input: z.strictObject({ counterEntryId: z.string() }),
  run: async ({ input, ...given }): Promise<StartedRefund> => {
    await lockProcessorEvents(given.tx, given.practice.practiceId);
    const row = await findProcessorRefund(given.tx, input);
    if (row === undefined || (row.state !== "asked" && row.state !== "pending"))
      return { kind: "nothing" };
    const startedAt = row.startedAt ?? given.instant;
    if (row.startedAt === null)
      await saveProcessorRefund(given.tx, { ...row, startedAt, reason: null });
    return {
      kind: row.startedAt === null ? "refund" : "find",
      attempt: row.attempt,
      request: requestOf(given, row, startedAt),
      mayRefund: row.state === "asked",
    };
  },
  audit: ({ input, result }) => ({
    entityId: input.counterEntryId,
    detail: { kind: result.kind },
  }),
});

function requestOf(given: Given, row: ProcessorRefundRow, startedAt: string): RefundRequest {
  const { paymentReference, amountMinor, currency } = row;
  return {
    practiceId: given.practice.practiceId,
    idempotencyKey: refundKeyOf(row),
    startedAt,
    paymentReference,
    amountMinor,
    currency,
  };
}

const Answer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("accepted"), reference: z.string().min(1) }),
  z.strictObject({ kind: z.literal("pending"), reference: z.string().min(1) }),
  z.strictObject({
    kind: z.literal("declined"),
    reason: z.string().min(1),
    reference: z.string().min(1).optional(),
  }),
]);

/** Keeps the answer to an attempt, unless it was told of by itself before. */
export const settleRefund = defineVerb({
  name: "refund.settle",
  permission: "payment.write",
  input: z.strictObject({ counterEntryId: z.string(), attempt: z.int().min(1), answer: Answer }),
  run: async ({ input, ...given }) => {
    const { counterEntryId, attempt } = input;
    await lockProcessorEvents(given.tx, given.practice.practiceId);
    const row = await findProcessorRefund(given.tx, { counterEntryId });
    const isOpen = row?.state === "asked" || row?.state === "pending";
    if (row === undefined || row.attempt !== attempt || !isOpen) return { isNew: false };
    const { answer } = input;
    if (answer.kind === "declined") {
      const { kind, reason, reference } = answer;
      await answerRefund(given, {
        row,
        answer: reference === undefined ? { kind, reason } : { kind, reason, reference },
      });
    } else await answerRefund(given, { row, answer });
    return { isNew: true };
  },
  audit: ({ input, result }) => ({
    entityId: input.counterEntryId,
    detail: { answer: input.answer.kind, ...result },
  }),
});
