import { z } from "@hono/zod-openapi";
import { Interval, PlainDate } from "@rollbook/core/calendar";
import { Currency } from "@rollbook/core/money";

// Core's own schemas may have been made before `openapi` was: each is put behind one made here.
export const DateField = z.string().pipe(PlainDate).openapi({
  format: "date",
  example: "2026-06-01",
});

const inReach = "must be a day from 1900-01-01 to 2199-12-31";

/** A day that is kept: near enough that everything computed from it is a day too. */
export const StoredDateField = z
  .string()
  .pipe(PlainDate)
  .refine((date) => date >= "1900-01-01" && date <= "2199-12-31", inReach)
  .openapi({ format: "date", description: inReach, example: "2026-06-01" });

export const IntervalField = z.string().pipe(Interval).openapi({
  pattern: "^P(?:[1-9][0-9]?M|[1-8]Y|(?:[1-9]|[1-4][0-9]|5[0-2])W|30D)$",
  description: "ISO 8601 duration: P1M to P99M, P1Y to P8Y, P1W to P52W, or P30D",
  example: "P1M",
});

export const AnchorDayField = z.int().min(1).max(31).openapi({
  description: "Day of the month on which periods begin; 31 is the last day",
  example: 31,
});

export const PriceMinorField = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .openapi({ description: "Whole minor units of the currency", example: 24995 });

/** An amount that is kept: small enough that sums of many stay exact. */
export const StoredPriceField = z
  .int()
  .min(0)
  .max(1_000_000_000_000)
  .openapi({ description: "Whole minor units of the practice's currency", example: 24995 });

export const CurrencyField = z.string().pipe(Currency).openapi({
  pattern: "^[A-Z]{3}$",
  description: "ISO 4217 code",
  example: "USD",
});

export const PeriodField = z
  .strictObject({ start: DateField, end: DateField })
  .openapi("Period", { description: "Days from start to end, both counted" });
