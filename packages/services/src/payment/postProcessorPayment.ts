import { Payment, postProcessorPayment as planProcessorPayment } from "@rollbook/core/payment";
import * as z from "zod";
import { defineVerb } from "../run/index.ts";
import { applyPlan, readBook } from "./paymentBook.ts";

/** Posts what a processor reports: once by its reference, on the first open day (PAY-10). Null: it is posted already. */
export const postProcessorPayment = defineVerb({
  name: "payment.post_processor",
  permission: "payment.write",
  input: Payment.omit({ id: true, kind: true }).extend({ processorReference: z.string().min(1) }),
  run: async ({ input, ...given }) => {
    const book = await readBook(given, input.payer);
    const payment = { ...input, id: given.newId("pay"), kind: "received" as const };
    const planned = planProcessorPayment({ book, payment });
    if (planned === null) return null;
    const { payments } = await applyPlan(given, { book, planned });
    return payments[0] ?? null;
  },
  audit: ({ input, result }) => ({
    entityId: result?.id ?? null,
    detail: { processorReference: input.processorReference },
  }),
});
