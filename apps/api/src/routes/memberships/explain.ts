import { z } from "@hono/zod-openapi";
import {
  choosePeriods as chooseVerb,
  explainMembership as explainVerb,
  listSkippedPeriods as listSkippedVerb,
} from "@rollbook/services/membership";
import { callVerb } from "../../callVerb.ts";
import { defineOperation } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { ExplanationField } from "../../wire/explanation.ts";
import { DateField, StoredDateField } from "../../wire/fields.ts";
import { listOf, listQuery } from "../../wire/lists.ts";
import { MembershipField } from "../../wire/membership.ts";
import { orNull } from "../../wire/orNull.ts";
import { membershipParams } from "./membershipAction.ts";
import { membershipOnWire } from "./onWire.ts";

export const explainMembership = defineOperation({
  id: "explainMembership",
  method: "get",
  path: "/v1/memberships/{membership_id}/explain",
  tag: "Memberships",
  summary: "Why its start, status and price are what they are",
  access: "membership.read",
  params: membershipParams,
  answer: z
    .object({
      id: z.string(),
      start: orNull(ExplanationField).openapi({ description: "Null where no dates decided it" }),
      status: ExplanationField,
      price: orNull(ExplanationField),
      next_status_change: z.union([z.object({ on: DateField, status: z.string() }), z.null()]),
      parked_reason: z
        .string()
        .nullable()
        .openapi({ description: "Why the last billing run left it out" }),
    })
    .openapi("MembershipExplanation"),
  run: async (request) => {
    const { result } = await callVerb(request, explainVerb, { id: request.params.membership_id });
    const { id, start, status, price, nextStatusChange, parkedReason } = result;
    return {
      body: {
        id,
        start,
        status,
        price,
        next_status_change: nextStatusChange,
        parked_reason: parkedReason,
      },
    };
  },
});

export const listSkippedPeriods = defineOperation({
  id: "listSkippedPeriods",
  method: "get",
  path: "/v1/skipped-periods",
  tag: "Memberships",
  summary: "Periods that passed while auto-invoice was off, and nobody has chosen to bill",
  description: "By membership, the oldest first, and by their days.",
  access: "membership.read",
  query: z.strictObject(listQuery),
  answer: listOf(
    z
      .object({
        membership_id: z.string(),
        patient_id: z.string(),
        period: z.object({ start: DateField, end: DateField }),
      })
      .openapi("SkippedPeriod"),
    "SkippedPeriodsList",
  ),
  run: async (request) => {
    const { result } = await callVerb(request, listSkippedVerb, pageInput(request));
    return {
      body: pageAnswer(request, result, ({ membershipId, patientId, start, end }) => ({
        membership_id: membershipId,
        patient_id: patientId,
        period: { start, end },
      })),
    };
  },
});

export const chooseMembershipPeriods = defineOperation({
  id: "chooseMembershipPeriods",
  method: "post",
  path: "/v1/memberships/{membership_id}/choose-periods",
  tag: "Memberships",
  summary: "Bill skipped periods after all; the next run does",
  access: "invoice.write",
  idempotency: "required",
  hasEtag: true,
  params: membershipParams,
  body: z
    .strictObject({
      periods: z
        .array(z.strictObject({ start: StoredDateField, end: StoredDateField }))
        .min(1)
        .max(100),
    })
    .openapi("ChooseMembershipPeriodsBody"),
  bodyExample: { periods: [{ start: "2026-04-01", end: "2026-04-30" }] },
  answer: MembershipField,
  run: async (request) => {
    const { result, isReplay } = await callVerb(request, chooseVerb, {
      id: request.params.membership_id,
      periods: request.body.periods,
    });
    return { body: membershipOnWire(result), version: result.version, isReplay };
  },
});
