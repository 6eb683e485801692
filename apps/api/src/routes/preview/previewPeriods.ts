import { z } from "@hono/zod-openapi";
import { ownAnchorDay, periodAt, type AnchorDay } from "@rollbook/core/calendar";
import { defineOperation } from "../../openapi/index.ts";
import { invalidField } from "../../problem/index.ts";
import { AnchorDayField, DateField, IntervalField, PeriodField } from "../../wire/fields.ts";

const PreviewPeriodsBody = z
  .strictObject({
    anchor_date: DateField.openapi({ description: "Where the first period starts" }),
    interval: IntervalField,
    count: z.int().min(1).max(1000).openapi({ example: 3 }),
    anchor_day: AnchorDayField.optional().openapi({
      description:
        "Left out: the day of anchor_date. Another day makes the first period a stub up to it",
    }),
    from_index: z
      .int()
      .min(0)
      .max(200_000)
      .optional()
      .openapi({ description: "Skips so many periods" }),
  })
  .openapi("PreviewPeriodsBody");

export const previewPeriods = defineOperation({
  id: "previewPeriods",
  method: "post",
  path: "/v1/preview/periods",
  tag: "Preview",
  summary: "Billing periods from an anchor date",
  description:
    "Computes and stores nothing. Every period is counted from the anchor, never from the one before.",
  access: "any",
  idempotency: "none",
  body: PreviewPeriodsBody,
  bodyExample: { anchor_date: "2026-01-31", interval: "P1M", count: 3 },
  answer: z.object({ periods: z.array(PeriodField) }).openapi("PreviewPeriods"),
  run: ({ body }) => {
    const rule = {
      anchorDate: body.anchor_date,
      anchorDay: (body.anchor_day ?? ownAnchorDay(body.anchor_date)) as AnchorDay,
      interval: body.interval,
    };
    const fromIndex = body.from_index ?? 0;
    const indexes = Array.from({ length: body.count }, (_, offset) => fromIndex + offset);
    try {
      return { body: { periods: indexes.map((index) => periodAt({ ...rule, index })) } };
    } catch (error) {
      if (error instanceof RangeError) {
        throw invalidField({
          pointer: "/count",
          detail: "the periods would go beyond the year 9999",
        });
      }
      throw error;
    }
  },
});
