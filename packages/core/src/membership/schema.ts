import * as z from "zod";
import { AnchorDay, Interval, Period, PlainDate } from "../calendar/index.ts";
import { Payer } from "../plan/index.ts";
import { Billing } from "../start/index.ts";

export const Status = z.enum(["Pending", "Deferred", "Active", "Paused", "Inactive", "Archived"]);
export type Status = z.infer<typeof Status>;

export const PaymentMethod = z.enum(["cash", "check", "ach", "direct_debit", "card", "other"]);
export type PaymentMethod = z.infer<typeof PaymentMethod>;

export const paymentMethodInWords = {
  cash: "Cash",
  check: "Check",
  ach: "ACH",
  direct_debit: "Direct Debit",
  card: "Card",
  other: "Other",
} as const satisfies Record<PaymentMethod, string>;

/** What is billed, to whom and how often, from a day on. The row with the latest `from` not after a day holds on it. */
export const MembershipTerms = z.strictObject({
  from: PlainDate,
  planId: z.string().min(1),
  payer: Payer,
  interval: Interval,
  billing: Billing,
  /** A day on which a full cycle begins. */
  anchorDate: PlainDate,
  anchorDay: AnchorDay,
  /** Minor units of the practice's currency; null: the contract's or the plan's price. */
  ownPriceMinor: z.int().min(0).nullable(),
});
export type MembershipTerms = z.infer<typeof MembershipTerms>;

/** Paused on each of these days; `through` null until someone resumes. */
export const Pause = z.strictObject({ from: PlainDate, through: PlainDate.nullable() });
export type Pause = z.infer<typeof Pause>;

/** Days that are not billed although they are covered, and why (INV-6). */
export const Waiver = z.strictObject({
  ...Period.shape,
  reason: z.enum(["voided", "credited", "auto_invoice_off", "away"]),
});
export type Waiver = z.infer<typeof Waiver>;

/** Something open that parks invoicing while care goes on. */
export const BillingHold = z.strictObject({
  code: z.enum([
    "anchor_day",
    "no_price",
    "row_held",
    "row_missing",
    "conflict",
    "guard",
    "no_payer",
    "other",
  ]),
  reason: z.string(),
});
export type BillingHold = z.infer<typeof BillingHold>;

export const EnrollmentFee = z.strictObject({
  state: z.enum(["none", "due", "billed", "charged_before"]),
  feeMinor: z.int().min(0),
});
export type EnrollmentFee = z.infer<typeof EnrollmentFee>;

export const PaymentSetup = z.strictObject({
  method: PaymentMethod.nullable(),
  isAutopay: z.boolean(),
  /** Dated permission to collect; without one autopay waits and charges nothing. */
  mandateOn: PlainDate.nullable(),
  /** Consent to the terms. */
  consentOn: PlainDate.nullable(),
});
export type PaymentSetup = z.infer<typeof PaymentSetup>;

/** The state of one membership: what its events add up to (MEM-12). */
export const Membership = z.strictObject({
  id: z.string().min(1),
  patientId: z.string().min(1),
  /** The membership whose family price covers this one; it makes no lines of its own. */
  coveredBy: z.string().nullable(),
  /** Other patients whom its lines cover. */
  alsoCovers: z.array(z.string()),
  attachedOn: PlainDate,
  careFrom: PlainDate,
  billFrom: PlainDate,
  coveredThrough: PlainDate.nullable(),
  /** Questions that leave care itself open: Pending until they are answered. */
  openQuestions: z.array(z.string()),
  holds: z.array(BillingHold),
  terms: z.array(MembershipTerms).min(1),
  pauses: z.array(Pause),
  endDate: PlainDate.nullable(),
  endReason: z.string().nullable(),
  isLastInvoiceAdjusted: z.boolean(),
  archivedOn: PlainDate.nullable(),
  waivers: z.array(Waiver),
  /** Days with a live claim of base coverage, merged and in order. */
  claimed: z.array(Period),
  enrollmentFee: EnrollmentFee,
  payment: PaymentSetup,
});
export type Membership = z.infer<typeof Membership>;
