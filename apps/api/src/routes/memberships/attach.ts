import { z } from "@hono/zod-openapi";
import type { AnchorDay } from "@rollbook/core/calendar";
import { PaymentMethod } from "@rollbook/core/membership";
import { attachPlan } from "@rollbook/services/membership";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { ExternalIdField, PayerField } from "../../wire/common.ts";
import { dryRunQuery } from "../../wire/dryRun.ts";
import {
  AnchorDayField,
  IntervalField,
  StoredDateField,
  StoredPriceField,
} from "../../wire/fields.ts";
import { MembershipField } from "../../wire/membership.ts";
import { membershipOnWire } from "./onWire.ts";

const idField = z.string().min(1).max(200);
const dateField = StoredDateField.nullable();

const AttachBody = z
  .strictObject({
    patient_id: idField,
    plan_id: idField,
    interval: IntervalField,
    external_id: ExternalIdField.nullable(),
    payer: PayerField.openapi({ description: "The patient when left out" }),
    billing: z
      .enum(["advance", "arrears"])
      .nullable()
      .openapi({ description: "Null: as the plan says" }),
    own_price_minor: StoredPriceField.nullable().openapi({
      description: "Stands above the contract's and the plan's price",
    }),
    payment_method: z.enum(PaymentMethod.options).nullable(),
    is_autopay: z.boolean().openapi({
      description: "Only with ach, direct_debit or card; charges nothing without a mandate",
    }),
    mandate_on: dateField,
    consent_on: dateField,
    is_enrollment_fee_charged: z.boolean(),
    enrollment_fee_charged_before_minor: StoredPriceField.nullable(),
    is_notified: z.boolean(),
    last_billed: dateField.openapi({ description: "When the old platform billed last" }),
    covered_through: dateField.openapi({
      description: "The last day that the old platform covers",
    }),
    next_bill: dateField,
    stated_start: dateField.openapi({ description: "For a patient who was never billed" }),
    anchor_day: AnchorDayField.nullable(),
    past_start: z
      .enum(["bill_back", "next_period"])
      .nullable()
      .openapi({ description: "What to do with a start in the past" }),
    covered_by: idField
      .nullable()
      .openapi({ description: "The membership whose family price covers this one" }),
    also_covers: z.array(idField).max(50),
    is_import: z.boolean(),
    is_care_during_old_coverage: z.boolean(),
  })
  .partial()
  .required({ patient_id: true, plan_id: true, interval: true })
  .openapi("AttachMembershipBody");

const Attached = z
  .object({
    membership: MembershipField,
    warnings: z.array(z.object({ rule: z.string(), message: z.string() })),
    is_autopay_waiting: z
      .boolean()
      .openapi({ description: "Autopay is wished but has no mandate: it charges nothing" }),
  })
  .openapi("AttachedMembership");

export const attachMembership = defineOperation({
  id: "attachMembership",
  method: "post",
  path: "/v1/memberships",
  tag: "Memberships",
  summary: "Attach a plan to a patient",
  access: "membership.write",
  status: 201,
  hasEtag: true,
  query: z.strictObject(dryRunQuery),
  body: AttachBody,
  bodyExample: {
    patient_id: "pat_01jy0000000000000000000000",
    plan_id: "pln_01jy0000000000000000000000",
    interval: "P1M",
    last_billed: "2026-05-01",
    payment_method: "card",
  },
  answer: Attached,
  run: async (request) => {
    const { anchor_day: anchorDay, ...body } = request.body;
    const input = {
      ...fromWire(body),
      ...(anchorDay === undefined ? {} : { anchorDay: anchorDay as AnchorDay | null }),
    };
    const { result, isReplay } = await callVerb(request, attachPlan, input, {
      isDryRun: request.query.dry_run,
    });
    return {
      body: {
        membership: membershipOnWire(result.membership),
        warnings: result.warnings,
        is_autopay_waiting: result.isAutopayWaiting,
      },
      version: result.membership.version,
      isReplay,
      location: `/v1/memberships/${result.membership.id}`,
    };
  },
});
