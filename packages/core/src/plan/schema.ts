import * as z from "zod";
import { Interval, PlainDate } from "../calendar/index.ts";
import { Currency, Tax } from "../money/index.ts";
import { Billing } from "../start/index.ts";

/** Who receives the invoice. The patient's payer decides which contract price applies. */
export const Payer = z.strictObject({
  kind: z.enum(["patient", "employer", "insurer", "account"]),
  id: z.string().min(1),
});
export type Payer = z.infer<typeof Payer>;

/** A price for one interval, from a day on; a later row replaces an earlier one (PLAN-4). */
export const PlanPrice = z.strictObject({
  interval: Interval,
  priceMinor: z.int().min(0),
  /** Null: from the beginning. */
  from: PlainDate.nullable(),
});
export type PlanPrice = z.infer<typeof PlanPrice>;

export const ContractPrice = z.strictObject({ ...PlanPrice.shape, payer: Payer });
export type ContractPrice = z.infer<typeof ContractPrice>;

/** Whole years of age on the first day of the period, both ends included; no upper end is null. */
export const SeatBand = z.strictObject({
  name: z.string().min(1),
  fromAge: z.int().min(0),
  throughAge: z.int().min(0).nullable(),
  prices: z.array(PlanPrice).min(1),
});
export type SeatBand = z.infer<typeof SeatBand>;

export const Pricing = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("per_person"), prices: z.array(PlanPrice).min(1) }),
  z.strictObject({ kind: z.literal("per_family"), prices: z.array(PlanPrice).min(1) }),
  z.strictObject({ kind: z.literal("per_seat"), bands: z.array(SeatBand).min(1) }),
]);
export type Pricing = z.infer<typeof Pricing>;

const product = {
  id: z.string().min(1),
  name: z.string().min(1),
  currency: Currency,
  tax: Tax.nullable(),
  healthcode: z.string().nullable(),
  isArchived: z.boolean(),
};

/** A product of type membership (PLAN-1). */
export const Plan = z.strictObject({
  type: z.literal("membership"),
  ...product,
  audience: z.enum(["retail", "employer"]),
  billing: Billing,
  pricing: Pricing,
  enrollmentFeeMinor: z.int().min(0).nullable(),
  contractPrices: z.array(ContractPrice),
});
export type Plan = z.infer<typeof Plan>;

/** A service or a fee: for lines that a person writes. */
export const OtherProduct = z.strictObject({
  type: z.enum(["service", "fee"]),
  ...product,
  priceMinor: z.int().min(0),
});
export type OtherProduct = z.infer<typeof OtherProduct>;

export const Product = z.discriminatedUnion("type", [Plan, OtherProduct]);
export type Product = z.infer<typeof Product>;
