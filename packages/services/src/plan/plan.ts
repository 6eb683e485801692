import { ContractPrice, OtherProduct, Plan, Product } from "@rollbook/core/plan";
import { planTable, type PlanRecord } from "@rollbook/db/plan";
import * as z from "zod";
import type { EntityKind } from "../run/index.ts";

const stored = { externalId: z.string().min(1).nullable().default(null) };

const common = {
  ...stored,
  tax: Plan.shape.tax.default(null),
  healthcode: Plan.shape.healthcode.default(null),
  isArchived: z.boolean().default(false),
};

/** A product without its id; the currency is the practice's. */
export const CreatePlanInput = z.discriminatedUnion("type", [
  Plan.omit({ id: true, currency: true }).extend({
    ...common,
    audience: Plan.shape.audience.default("retail"),
    billing: Plan.shape.billing.default("advance"),
    enrollmentFeeMinor: Plan.shape.enrollmentFeeMinor.default(null),
    contractPrices: z.array(ContractPrice).default([]),
  }),
  OtherProduct.omit({ id: true, currency: true }).extend(common),
]);
export type CreatePlanInput = z.input<typeof CreatePlanInput>;

export const PlanChanges = z
  .strictObject({
    externalId: z.string().min(1).nullable(),
    name: Plan.shape.name,
    tax: Plan.shape.tax,
    healthcode: Plan.shape.healthcode,
    isArchived: z.boolean(),
    enrollmentFeeMinor: Plan.shape.enrollmentFeeMinor,
    pricing: Plan.shape.pricing,
    contractPrices: Plan.shape.contractPrices,
    priceMinor: OtherProduct.shape.priceMinor,
  })
  .partial();
export type PlanChanges = z.infer<typeof PlanChanges>;

export const planKind: EntityKind<PlanRecord> = { name: "plan", prefix: "pln", table: planTable };

export type PlanFields = Omit<PlanRecord, "id" | "version" | "createdAt" | "updatedAt">;

export function planFields(input: z.output<typeof CreatePlanInput>, currency: string): PlanFields {
  const { externalId, type, name, tax, healthcode, isArchived } = input;
  const shared = { externalId, type, name, currency, tax, healthcode, isArchived };
  if (input.type !== "membership") {
    const none = {
      audience: null,
      billing: null,
      pricing: null,
      enrollmentFeeMinor: null,
      contractPrices: [],
    };
    return { ...shared, ...none, priceMinor: input.priceMinor };
  }
  const { audience, billing, pricing, enrollmentFeeMinor, contractPrices } = input;
  return {
    ...shared,
    audience,
    billing,
    pricing,
    enrollmentFeeMinor,
    contractPrices,
    priceMinor: null,
  };
}

/** The stored columns as core's product. */
export function productOf(record: PlanRecord): Product {
  const { id, type, name, currency, tax, healthcode, isArchived } = record;
  const shared = { id, name, currency, tax, healthcode, isArchived };
  if (type !== "membership")
    return Product.parse({ type, ...shared, priceMinor: record.priceMinor });
  const { audience, billing, pricing, enrollmentFeeMinor, contractPrices } = record;
  return Product.parse({
    type,
    ...shared,
    audience,
    billing,
    pricing,
    enrollmentFeeMinor,
    contractPrices,
  });
}

/** The same for a product of type membership; undefined for others. */
export function membershipPlanOf(record: PlanRecord): Plan | undefined {
  const product = productOf(record);
  return product.type === "membership" ? product : undefined;
}

/** A product that is known to be a membership plan. Throws RangeError for another. */
export function planOf(record: PlanRecord): Plan {
  const plan = membershipPlanOf(record);
  if (plan === undefined) throw new RangeError(`${record.name} is not a membership plan`);
  return plan;
}
