import { z } from "@hono/zod-openapi";
import { countDays } from "@rollbook/core/calendar";
import { prorate } from "@rollbook/core/money";
import { defineOperation } from "../../openapi/index.ts";
import { invalidField } from "../../problem/index.ts";
import { CurrencyField, PeriodField, PriceMinorField } from "../../wire/fields.ts";

const PreviewProrationBody = z
  .strictObject({
    price_minor: PriceMinorField,
    currency: CurrencyField,
    period: PeriodField.openapi({ description: "The full cycle that the price is for" }),
    used: PeriodField.openapi({ description: "The days of it that are used, both ends counted" }),
  })
  .openapi("PreviewProrationBody");

export const previewProration = defineOperation({
  id: "previewProration",
  method: "post",
  path: "/v1/preview/proration",
  tag: "Preview",
  summary: "The price of a part of a period",
  description:
    "Computes and stores nothing. Price x days used / days of the cycle, half a minor unit rounded up.",
  access: "any",
  idempotency: "none",
  body: PreviewProrationBody,
  bodyExample: {
    price_minor: 24995,
    currency: "USD",
    period: { start: "2026-06-01", end: "2026-06-30" },
    used: { start: "2026-06-04", end: "2026-06-30" },
  },
  answer: z
    .object({
      amount_minor: z.int(),
      days_used: z.int(),
      days_in_period: z.int(),
    })
    .openapi("PreviewProration"),
  run: ({ body: { price_minor: priceMinor, period, used } }) => {
    if (period.end < period.start)
      throw invalidField({ pointer: "/period/end", detail: "is before the start" });
    if (used.end < used.start)
      throw invalidField({ pointer: "/used/end", detail: "is before the start" });
    if (used.start < period.start)
      throw invalidField({ pointer: "/used/start", detail: "is before the period" });
    if (used.end > period.end)
      throw invalidField({ pointer: "/used/end", detail: "is after the period" });
    const daysUsed = countDays(used);
    const daysInPeriod = countDays(period);
    return {
      body: {
        amount_minor: prorate({ priceMinor, daysUsed, daysInPeriod }),
        days_used: daysUsed,
        days_in_period: daysInPeriod,
      },
    };
  },
});
