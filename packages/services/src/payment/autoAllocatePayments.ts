import { autoAllocate } from "@rollbook/core/payment";
import { Payer } from "@rollbook/core/plan";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { applyPlan, openBook } from "./paymentBook.ts";

/** Spends unallocated money of one payer, or of all: tied invoice, oldest due date, number (PAY-4, PAY-5). */
export const autoAllocatePayments = defineVerb({
  name: "payment.auto_allocate",
  permission: "payment.write",
  input: z.strictObject({
    payer: Payer.optional(),
    chosenFutureInvoiceIds: z.array(z.string()).default([]),
    /** Shows the plan and writes nothing. */
    isDryRun: z.boolean().default(false),
  }),
  run: async ({ input, ...given }) => {
    const book = await openBook(given, { act: "auto_allocate", payer: input.payer });
    const planned = autoAllocate({
      book,
      today: given.today,
      chosenFutureInvoiceIds: input.chosenFutureInvoiceIds,
      idOf: () => given.newId("all"),
    });
    if (!input.isDryRun) await applyPlan(given, { book, planned });
    return {
      allocations: planned.allocations,
      leftOver: planned.leftOver,
      isDryRun: input.isDryRun,
    };
  },
  audit: ({ input, result }) => ({
    entityId: input.payer?.id ?? null,
    detail: { count: result.allocations.length, isDryRun: input.isDryRun },
  }),
});
