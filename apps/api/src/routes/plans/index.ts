import { z } from "@hono/zod-openapi";
import { createPlan, getPlan, listPlans, productOf, updatePlan } from "@rollbook/services/plan";
import { callVerb } from "../../callVerb.ts";
import { fromWire, toWire } from "../../wire/case.ts";
import { StoredPriceField } from "../../wire/fields.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { ContractPriceField, PricingField, Product, productFields } from "../../wire/plan.ts";
import { resourceOperations } from "../resourceOperations.ts";

type PlanRecord = Parameters<typeof productOf>[0];

const { external_id, name, tax, healthcode } = productFields;

const optional = {
  external_id: external_id.default(null),
  tax: tax.default(null),
  healthcode: healthcode.default(null),
};

const membershipFields = {
  pricing: PricingField,
  enrollment_fee_minor: StoredPriceField.nullable(),
  contract_prices: z.array(ContractPriceField).max(500),
};

const CreatePlanBody = z
  .discriminatedUnion("type", [
    z
      .strictObject({
        type: z.literal("membership"),
        name,
        ...optional,
        audience: z.enum(["retail", "employer"]).default("retail"),
        billing: z.enum(["advance", "arrears"]).default("advance"),
        ...membershipFields,
        enrollment_fee_minor: membershipFields.enrollment_fee_minor.default(null),
        contract_prices: membershipFields.contract_prices.default([]),
      })
      .openapi("CreateMembershipPlanBody"),
    z
      .strictObject({
        type: z.enum(["service", "fee"]),
        name,
        ...optional,
        price_minor: StoredPriceField,
      })
      .openapi("CreateOtherProductBody"),
  ])
  .openapi("CreatePlanBody");

const UpdatePlanBody = z
  .strictObject({
    external_id,
    name,
    tax,
    healthcode,
    is_archived: z.boolean(),
    ...membershipFields,
    price_minor: StoredPriceField,
  })
  .partial()
  .openapi("UpdatePlanBody", {
    description:
      "A price reaches new memberships at once and existing ones from their next period; own prices stay",
  });

export const planOperations = resourceOperations({
  singular: "plan",
  plural: "plans",
  tag: "Plans",
  path: "/v1/plans",
  idName: "plan_id",
  read: "plan.read",
  write: "plan.write",
  wire: Product,
  toWire: planOnWire,
  filters: {
    type: z.enum(["membership", "service", "fee"]).optional(),
    name: TextFilter,
    is_archived: BooleanFilter,
  },
  createBody: CreatePlanBody,
  createExample: {
    type: "membership",
    name: "Gold",
    pricing: {
      kind: "per_person",
      prices: [
        { interval: "P1M", price_minor: 24995 },
        { interval: "P1Y", price_minor: 269900 },
      ],
    },
    enrollment_fee_minor: 9900,
  },
  updateBody: UpdatePlanBody,
  updateExample: { healthcode: "HC-100" },
  list: (request, page, filters) => callVerb(request, listPlans, { ...page, ...fromWire(filters) }),
  get: (request, id) => callVerb(request, getPlan, { id }),
  create: (request, body) => callVerb(request, createPlan, fromWire(body)),
  update: (request, { id, version, body }) =>
    callVerb(request, updatePlan, { id, version, changes: fromWire(body) }),
});

export function planOnWire(plan: PlanRecord): z.input<typeof Product> {
  return {
    ...toWire(productOf(plan)),
    external_id: plan.externalId,
    version: plan.version,
    created_at: plan.createdAt,
    updated_at: plan.updatedAt,
  };
}
