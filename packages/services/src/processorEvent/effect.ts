import { Currency } from "@rollbook/core/money";
import { PaymentMethod } from "@rollbook/core/membership";
import { Payer } from "@rollbook/core/plan";
import * as z from "zod";

const instant = z.iso.datetime({ offset: true });
const amountMinor = z.int().positive();

/** What an event of a processor means here, in no processor's own words. */
export const ProcessorEffect = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("payment_succeeded"),
    reference: z.string().min(1),
    /** Null: the processor does not say whose money it is. */
    payer: Payer.nullable(),
    /** The processor's own name of the payer. */
    customerId: z.string().nullable().default(null),
    amountMinor,
    currency: Currency,
    method: PaymentMethod,
    at: instant,
    invoiceId: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal("payment_refunded"),
    reference: z.string().min(1),
    paymentReference: z.string().min(1),
    amountMinor,
    currency: Currency,
    at: instant,
    /** The practice gave it back, or the payer had their bank take it. */
    cause: z.enum(["refund", "dispute"]).default("refund"),
    /** The key of the attempt, where it was asked for from here (PAY-17). */
    refundKey: z.string().nullable().default(null),
  }),
  /** A refund that was made, or was under way, came to nothing. */
  z.strictObject({
    kind: z.literal("refund_failed"),
    reference: z.string().min(1),
    refundKey: z.string().nullable().default(null),
    reason: z.string().min(1),
  }),
  /** What a dispute took is the practice's again (PAY-18). */
  z.strictObject({ kind: z.literal("dispute_won"), reference: z.string().min(1) }),
  /** A charge of autopay moved on: the processor is asked what became of it. */
  z.strictObject({ kind: z.literal("charge_moved"), reference: z.string().min(1) }),
  z.strictObject({ kind: z.literal("for_a_person"), reason: z.string().min(1) }),
  z.strictObject({ kind: z.literal("none") }),
]);
export type ProcessorEffect = z.infer<typeof ProcessorEffect>;
