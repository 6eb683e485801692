import { PlainDate } from "@rollbook/core/calendar";
import { aheadRefusal, refundPayment as planRefund, type Payment } from "@rollbook/core/payment";
import * as z from "zod";
import { defineVerb, ServiceError, type Given } from "../run/index.ts";
import { openPayment } from "./acts.ts";
import { askRefund, refundableReference } from "./askRefund.ts";
import { applyPlan } from "./paymentBook.ts";

/** Gives money back that pays nothing (PAY-7); what came by a processor goes back by it (PAY-17). */
export const refundPayment = defineVerb({
  name: "payment.refund",
  permission: "payment.write",
  input: z.strictObject({
    paymentId: z.string(),
    amountMinor: z.int().positive(),
    reason: z.string().trim().min(1),
    on: PlainDate.optional(),
    /** It was given back another way: the processor hears nothing of it. */
    isRecordOnly: z.boolean().default(false),
    /** Why nobody would send it, were it a test practice or a real one; null when somebody does. */
    missing: z
      .strictObject({ test: z.string().nullable(), real: z.string().nullable() })
      .default({ test: null, real: null }),
  }),
  run: async ({ input, ...given }) => {
    const { book, payment } = await openPayment(given, input.paymentId, "refund");
    const { amountMinor, reason } = input;
    const on = input.on ?? given.today;
    const planned =
      aheadRefusal({ on, today: given.today, lockedMonths: book.lockedMonths }) ??
      planRefund({ book, payment, amountMinor, reason, on, id: given.newId("cen") });
    const { counterEntries } = await applyPlan(given, { book, planned });
    const paymentReference = input.isRecordOnly ? null : refundableReference(payment);
    if (paymentReference === null) return { counterEntries, isSentToProcessor: false };
    refuseWithoutProcessor(given, { payment, missing: input.missing });
    for (const entry of counterEntries)
      await askRefund(given, { entry, payment, paymentReference });
    return { counterEntries, isSentToProcessor: true };
  },
  audit: ({ input, result }) => ({
    entityId: input.paymentId,
    detail: { reason: input.reason, isSentToProcessor: result.isSentToProcessor },
  }),
});

function refuseWithoutProcessor(
  { practice }: Given,
  { payment, missing }: { payment: Payment; missing: { test: string | null; real: string | null } },
): void {
  const why = practice.isTest ? missing.test : missing.real;
  if (why === null) return;
  throw new ServiceError(
    "refused",
    `The payment ${payment.processorReference ?? ""} goes back the way it came. ${why} Or refund it on the processor's own pages, which tell of it here; or, given back another way, record it only (PAY-17).`,
    { rule: "PAY-17", allowed: ["is_record_only"] },
  );
}
