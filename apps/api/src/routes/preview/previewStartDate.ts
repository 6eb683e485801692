import { z } from "@hono/zod-openapi";
import type { AnchorDay } from "@rollbook/core/calendar";
import { Billing, computeStart, type StartHeld, type StartDecision } from "@rollbook/core/start";
import { defineOperation } from "../../openapi/index.ts";
import { invalidField, ProblemError } from "../../problem/index.ts";
import { ExplanationField } from "../../wire/explanation.ts";
import { AnchorDayField, DateField, IntervalField } from "../../wire/fields.ts";

const PreviewStartDateBody = z
  .strictObject({
    last_billed: DateField.nullish().openapi({ description: "When the old platform billed last" }),
    covered_through: DateField.nullish().openapi({
      description: "The last day that the old platform covers",
    }),
    next_bill: DateField.nullish().openapi({
      description: "When the old platform would bill next",
    }),
    stated_start: DateField.nullish().openapi({
      description: "For a patient who was never billed",
    }),
    interval: IntervalField,
    anchor_day: AnchorDayField.nullish(),
    billing: Billing.optional().openapi({ description: "advance when left out" }),
  })
  .openapi("PreviewStartDateBody");

const PreviewStartDate = z
  .object({
    bill_from: DateField,
    covered_through: DateField.nullable(),
    anchor_day: AnchorDayField,
    first_invoice_on: DateField,
    ambiguous: z
      .boolean()
      .openapi({ description: "Nothing is billed until one of the candidates is chosen" }),
    candidates: z.array(z.object({ anchor_day: AnchorDayField, bill_from: DateField })),
    explain: ExplanationField,
  })
  .openapi("PreviewStartDate");

export const previewStartDate = defineOperation({
  id: "previewStartDate",
  method: "post",
  path: "/v1/preview/start-date",
  tag: "Preview",
  summary: "The first day billed here, from the last bill elsewhere",
  description:
    "Computes and stores nothing. Nothing is past or future here: the start is shown as the dates give it.",
  access: "any",
  idempotency: "none",
  body: PreviewStartDateBody,
  bodyExample: { last_billed: "2026-05-01", interval: "P1M", billing: "advance" },
  answer: PreviewStartDate,
  run: ({ body }) => {
    const start = withinCalendar(() =>
      computeStart({
        lastBilled: body.last_billed,
        coveredThrough: body.covered_through,
        nextBill: body.next_bill,
        statedStart: body.stated_start,
        interval: body.interval,
        anchorDay: (body.anchor_day ?? undefined) as AnchorDay | undefined,
        billing: body.billing ?? "advance",
      }),
    );
    if (start.kind === "held") throw heldProblem(start);
    return { body: toPreview(start) };
  },
});

function toPreview(start: Exclude<StartDecision, StartHeld>): z.input<typeof PreviewStartDate> {
  const chosen = [{ anchorDay: start.anchorDay, billFrom: start.billFrom }];
  const candidates = start.isAmbiguous ? start.candidates : chosen;
  return {
    bill_from: start.billFrom,
    covered_through: start.coveredThrough,
    anchor_day: start.anchorDay,
    first_invoice_on: start.firstInvoiceOn,
    ambiguous: start.isAmbiguous,
    candidates: candidates.map(({ anchorDay, billFrom }) => ({
      anchor_day: anchorDay,
      bill_from: billFrom,
    })),
    explain: start.explain,
  };
}

function heldProblem(held: StartHeld): ProblemError {
  const errors = held.fields.map((field) => ({
    in: "body" as const,
    pointer: `/${field}`,
    code: held.problem,
    detail: held.reason,
  }));
  return new ProblemError({
    code: "invalid_request",
    detail: held.reason,
    extras: { rule: held.rule, errors },
  });
}

function withinCalendar<Result>(compute: () => Result): Result {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidField({ pointer: "", detail: "these dates lead beyond the years 0001 to 9999" });
  }
}
