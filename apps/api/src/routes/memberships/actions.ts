import { z } from "@hono/zod-openapi";
import type { AnchorDay } from "@rollbook/core/calendar";
import { BillingHold, PaymentMethod } from "@rollbook/core/membership";
import {
  archiveMembership as archiveVerb,
  cancelMembership as cancelVerb,
  changePayment as changePaymentVerb,
  changeTerms as changeTermsVerb,
  holdMembership as holdVerb,
  moveFamily as moveFamilyVerb,
  pauseMembership as pauseVerb,
  reEnrollMembership as reEnrollVerb,
  releaseHold as releaseHoldVerb,
  resumeMembership as resumeVerb,
  setStart as setStartVerb,
  withdrawCancellation as withdrawVerb,
} from "@rollbook/services/membership";
import { callVerb } from "../../callVerb.ts";
import type { Operation } from "../../openapi/index.ts";
import { fromWire } from "../../wire/case.ts";
import { PayerField } from "../../wire/common.ts";
import {
  AnchorDayField,
  IntervalField,
  StoredDateField,
  StoredPriceField,
} from "../../wire/fields.ts";
import { membershipAction } from "./membershipAction.ts";

const dateOrNull = StoredDateField.nullable();

const HoldCodeField = z.enum(BillingHold.shape.code.options);

const FamilyChoiceField = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("new_payer"), membership_id: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal("own"), plan_id: z.string().min(1).max(200) }),
    z.strictObject({ kind: z.literal("end") }),
  ])
  .openapi("FamilyChoice", {
    description:
      "What becomes of those whom the membership's family price covers: one of them pays for all, each pays their own, or they end too (MEM-13)",
    example: { kind: "end" },
  });

/** The schema of core is a brand that a parsed day of the month already satisfies. */
const asAnchorDay = (day: number | null | undefined) => day as AnchorDay | null | undefined;

export const membershipActions: readonly Operation[] = [
  membershipAction({
    id: "setMembershipStart",
    action: "set-start",
    summary: "Edit the dates that decide the start, or answer a question of it",
    body: z
      .strictObject({
        last_billed: dateOrNull,
        covered_through: dateOrNull,
        next_bill: dateOrNull,
        stated_start: dateOrNull,
        anchor_day: AnchorDayField.nullable(),
        past_start: z.enum(["bill_back", "next_period"]).nullable(),
      })
      .partial(),
    bodyExample: { last_billed: "2026-05-01" },
    call: ({ request, target, body: { anchor_day, ...body }, options }) =>
      callVerb(
        request,
        setStartVerb,
        {
          ...target,
          ...fromWire(body),
          ...(anchor_day === undefined ? {} : { anchorDay: asAnchorDay(anchor_day) }),
        },
        options,
      ),
  }),
  membershipAction({
    id: "changeMembershipTerms",
    action: "change",
    summary: "Change plan, payer, interval, billing day or own price",
    description:
      "From the next period, from a day, or now: then the days that were billed and not used are credited.",
    idempotency: "required",
    body: z.strictObject({
      change: z
        .strictObject({
          plan_id: z.string().min(1).max(200),
          payer: PayerField,
          interval: IntervalField,
          billing: z.enum(["advance", "arrears"]),
          anchor_day: AnchorDayField,
          own_price_minor: StoredPriceField.nullable(),
        })
        .partial(),
      when: z.union([z.enum(["next_period", "now"]), StoredDateField]).default("next_period"),
    }),
    bodyExample: { change: { interval: "P1Y" }, when: "next_period" },
    call: ({ request, target, body: { change, when }, options }) => {
      const { anchor_day: anchorDay, ...rest } = change;
      const terms = {
        ...fromWire(rest),
        ...(anchorDay === undefined ? {} : { anchorDay: anchorDay as AnchorDay }),
      };
      return callVerb(request, changeTermsVerb, { ...target, change: terms, when }, options);
    },
  }),
  membershipAction({
    id: "changeMembershipPayment",
    action: "change-payment",
    summary: "Change payment method, autopay, mandate or consent",
    body: z
      .strictObject({
        method: z.enum(PaymentMethod.options).nullable(),
        is_autopay: z.boolean(),
        mandate_on: dateOrNull,
        consent_on: dateOrNull,
      })
      .partial(),
    bodyExample: { method: "card", is_autopay: true, mandate_on: "2026-05-15" },
    call: ({ request, target, body, options }) =>
      callVerb(request, changePaymentVerb, { ...target, payment: fromWire(body) }, options),
  }),
  membershipAction({
    id: "pauseMembership",
    action: "pause",
    summary: "Pause from the next period on; the anchor stays",
    body: z.strictObject({ through: dateOrNull.default(null) }),
    bodyExample: { through: "2026-08-31" },
    call: ({ request, target, body, options }) =>
      callVerb(request, pauseVerb, { ...target, ...body }, options),
  }),
  membershipAction({
    id: "resumeMembership",
    action: "resume",
    summary: "End a pause; an early return bills a stub",
    body: z.strictObject({ on: StoredDateField.optional() }),
    bodyExample: {},
    call: ({ request, target, body, options }) =>
      callVerb(request, resumeVerb, { ...target, ...body }, options),
  }),
  membershipAction({
    id: "cancelMembership",
    action: "cancel",
    summary: "End a membership with its last day and a reason",
    description:
      "What was billed beyond the last day is credited in the same act, unless is_last_invoice_adjusted is false.",
    idempotency: "required",
    body: z.strictObject({
      end_date: StoredDateField,
      reason: z.string().trim().min(1).max(500),
      is_last_invoice_adjusted: z.boolean().default(true),
      others: FamilyChoiceField.nullable().default(null),
    }),
    bodyExample: { end_date: "2026-06-30", reason: "Moved away" },
    call: ({ request, target, body: { others, ...body }, options }) =>
      callVerb(
        request,
        cancelVerb,
        { ...target, ...fromWire(body), others: others === null ? null : fromWire(others) },
        options,
      ),
  }),
  membershipAction({
    id: "moveMembershipFamily",
    action: "move-family",
    summary: "Say who pays for those whom an ended membership covered",
    description:
      "Where a roster ended the membership that pays for a family, the others wait on hold until this is said.",
    body: z.strictObject({ others: FamilyChoiceField }),
    bodyExample: { others: { kind: "end" } },
    call: ({ request, target, body: { others }, options }) =>
      callVerb(request, moveFamilyVerb, { ...target, others: fromWire(others) }, options),
  }),
  membershipAction({
    id: "withdrawMembershipCancellation",
    action: "withdraw-cancellation",
    summary: "Take a cancellation back before its last day",
    body: z.strictObject({}),
    bodyExample: {},
    call: ({ request, target, options }) => callVerb(request, withdrawVerb, target, options),
  }),
  membershipAction({
    id: "reEnrollMembership",
    action: "re-enroll",
    summary: "Begin again after the last billed, uncredited day",
    body: z.strictObject({
      from: StoredDateField,
      anchor_day: AnchorDayField.nullable().default(null),
    }),
    bodyExample: { from: "2026-09-01" },
    call: ({ request, target, body, options }) =>
      callVerb(
        request,
        reEnrollVerb,
        { ...target, from: body.from, anchorDay: asAnchorDay(body.anchor_day) },
        options,
      ),
  }),
  membershipAction({
    id: "archiveMembership",
    action: "archive",
    summary: "Put a membership away for good",
    body: z.strictObject({}),
    bodyExample: {},
    call: ({ request, target, options }) => callVerb(request, archiveVerb, target, options),
  }),
  membershipAction({
    id: "holdMembershipBilling",
    action: "hold",
    summary: "Park its invoicing with a reason; care goes on",
    body: z.strictObject({ code: HoldCodeField, reason: z.string().trim().min(1).max(500) }),
    bodyExample: { code: "other", reason: "The payer is in question" },
    call: ({ request, target, body, options }) =>
      callVerb(request, holdVerb, { ...target, hold: body }, options),
  }),
  membershipAction({
    id: "releaseMembershipHold",
    action: "release-hold",
    summary: "Let invoicing go on; what was missed is due at once",
    body: z.strictObject({ code: HoldCodeField }),
    bodyExample: { code: "other" },
    call: ({ request, target, body, options }) =>
      callVerb(request, releaseHoldVerb, { ...target, ...body }, options),
  }),
];
