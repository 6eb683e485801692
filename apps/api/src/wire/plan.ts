import { z } from "@hono/zod-openapi";
import { ExternalIdField, NameField, PayerField, TaxField, versioned } from "./common.ts";
import {
  CurrencyField,
  IntervalField,
  PriceMinorField,
  StoredDateField,
  StoredPriceField,
} from "./fields.ts";
import { orNull } from "./orNull.ts";

const price = {
  interval: IntervalField,
  price_minor: StoredPriceField,
  from: StoredDateField.nullable()
    .default(null)
    .openapi({ description: "From this day on; null: from the beginning" }),
};

export const PlanPriceField = z.strictObject(price).openapi("PlanPrice");
export const ContractPriceField = z
  .strictObject({ ...price, payer: PayerField })
  .openapi("ContractPrice");

const prices = z.array(PlanPriceField).min(1).max(100);

export const PricingField = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("per_person"), prices }).openapi("PricePerPerson"),
    z.strictObject({ kind: z.literal("per_family"), prices }).openapi("PricePerFamily"),
    z
      .strictObject({
        kind: z.literal("per_seat"),
        bands: z
          .array(
            z.strictObject({
              name: NameField,
              from_age: z.int().min(0).max(150),
              through_age: z.int().min(0).max(150).nullable(),
              prices,
            }),
          )
          .min(1)
          .max(50),
      })
      .openapi("PricePerSeat"),
  ])
  .openapi("Pricing");

export const productFields = {
  external_id: ExternalIdField.nullable(),
  name: NameField,
  currency: CurrencyField,
  tax: orNull(TaxField),
  healthcode: z.string().min(1).max(50).nullable(),
};

export const MembershipPlan = z
  .object({
    id: z.string().openapi({ example: "pln_01jy0000000000000000000000" }),
    type: z.literal("membership"),
    ...productFields,
    audience: z.enum(["retail", "employer"]),
    billing: z.enum(["advance", "arrears"]),
    pricing: PricingField,
    enrollment_fee_minor: PriceMinorField.nullable(),
    contract_prices: z.array(ContractPriceField),
    is_archived: z.boolean(),
    ...versioned,
  })
  .openapi("MembershipPlan");

export const OtherProduct = z
  .object({
    id: z.string().openapi({ example: "pln_01jy0000000000000000000000" }),
    type: z.enum(["service", "fee"]),
    ...productFields,
    price_minor: PriceMinorField,
    is_archived: z.boolean(),
    ...versioned,
  })
  .openapi("OtherProduct");

export const Product = z.union([MembershipPlan, OtherProduct]).openapi("Product");
