import * as z from "zod";
import { Period, PlainDate } from "../calendar/index.ts";
import { Currency, Tax } from "../money/index.ts";
import { Payer } from "../plan/index.ts";

/** What a line charges for. No patient has two live claims of one kind on one day (INV-9). */
export const ChargeKind = z.enum(["base", "add_on", "enrollment_fee"]);
export type ChargeKind = z.infer<typeof ChargeKind>;

export const PlannedLine = z.object({
  membershipId: z.string(),
  chargeKind: ChargeKind,
  /** Everyone whose days the line claims: one row of the claims table each. */
  patientIds: z.array(z.string()).min(1),
  /** The days claimed, both ends counted. */
  period: Period,
  /** The full cycle that the price is for. */
  cycle: Period,
  daysUsed: z.int(),
  daysInCycle: z.int(),
  description: z.string(),
  planId: z.string(),
  /** The price of the full cycle. */
  priceMinor: z.int(),
  priceBasis: z.enum(["own", "contract", "plan"]),
  netMinor: z.int(),
  taxMinor: z.int(),
  grossMinor: z.int(),
  /** Null: no tax. A credit repeats it (MONEY-4). */
  tax: Tax.nullable(),
  healthcode: z.string().nullable(),
});
export type PlannedLine = z.infer<typeof PlannedLine>;

export const PlannedInvoice = z.object({
  /** The same for the same payer and charge date, whoever computes it. */
  key: z.string(),
  payer: Payer,
  currency: Currency,
  /** The day its periods fall due for billing: their start in advance, the day after their end in arrears. */
  chargeOn: PlainDate,
  issueOn: PlainDate,
  dueOn: PlainDate,
  lines: z.array(PlannedLine).min(1),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
});
export type PlannedInvoice = z.infer<typeof PlannedInvoice>;

export const InvoiceStatus = z.enum([
  "draft",
  "issued",
  "partially_paid",
  "paid",
  "bad_debt",
  "voided",
]);
export type InvoiceStatus = z.infer<typeof InvoiceStatus>;
