import * as z from "zod";
import { PlainDate } from "../calendar/index.ts";
import { ChargeKind } from "../invoice/index.ts";
import { PaymentMethod } from "../membership/index.ts";
import { Currency } from "../money/index.ts";
import { Payer } from "../plan/index.ts";

const act = {
  id: z.string().min(1),
  on: PlainDate,
  currency: Currency,
  payer: Payer,
  /** The invoice's number or the id of the row that was written. */
  reference: z.string().min(1),
};

const Income = z.strictObject({
  kind: z.union([ChargeKind, z.literal("service")]),
  netMinor: z.int(),
});

const invoiced = { ...act, income: z.array(Income), taxMinor: z.int() };
const moved = { ...act, amountMinor: z.int().positive() };
const paid = { ...moved, method: PaymentMethod };

/** Everything that moves money or what is owed; each posts one entry (LED-1). */
export const LedgerAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("invoice_issued"), ...invoiced }),
  z.strictObject({ kind: z.literal("invoice_voided"), ...invoiced }),
  /** What the invoice still asked for is lowered; the rest becomes the payer's unallocated money. */
  z.strictObject({
    kind: z.literal("credit_note_issued"),
    ...invoiced,
    toUnallocatedMinor: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal("payment_received"), ...paid }),
  z.strictObject({ kind: z.literal("payment_opened"), ...moved }),
  z.strictObject({ kind: z.literal("balance_opened"), ...moved }),
  z.strictObject({ kind: z.literal("payment_allocated"), ...moved }),
  z.strictObject({ kind: z.literal("payment_deallocated"), ...moved }),
  z.strictObject({ kind: z.literal("payment_refunded"), ...paid }),
  z.strictObject({ kind: z.literal("payment_corrected"), ...paid, isOpening: z.boolean() }),
  z.strictObject({ kind: z.literal("invoice_written_off"), ...moved }),
  z.strictObject({ kind: z.literal("invoice_reopened"), ...moved }),
]);
export type LedgerAct = z.infer<typeof LedgerAct>;

export type LedgerPosting = { account: string; amountMinor: number };

/** One balanced entry; its postings sum to nothing and name each account once (LED-1). */
export type LedgerEntry = {
  id: string;
  on: PlainDate;
  act: LedgerAct["kind"];
  reference: string;
  payer: Payer;
  currency: string;
  postings: readonly LedgerPosting[];
};
