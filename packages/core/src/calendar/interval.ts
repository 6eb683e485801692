import * as z from "zod";

/**
 * How often a membership is billed, as an ISO 8601 duration (CAL-3): 1 to 99 months, 1 to 52 weeks, or 30 days.
 * One form for each: 12 months is P1Y, 24 months is P24M. 30 days is not a month.
 */
export const Interval = z
  .string()
  .regex(
    /^P(?:[1-9]\d?M|[1-8]Y|(?:[1-9]|[1-4]\d|5[0-2])W|30D)$/,
    "an interval is P1M to P99M, P1Y to P8Y, P1W to P52W or P30D",
  )
  .overwrite(canonicalInterval)
  .brand("Interval");
export type Interval = z.infer<typeof Interval>;

/** What one interval adds: whole months, or a fixed number of days. */
export type IntervalStep = { unit: "month" | "day"; count: number };

function canonicalInterval(text: string): string {
  if (text === "P12M") return "P1Y";
  if (text !== "P1Y" && text.endsWith("Y")) return `P${Number(text.slice(1, -1)) * 12}M`;
  return text;
}

/** Throws RangeError when `text` is not an interval. */
export function interval(text: string): Interval {
  const parsed = Interval.safeParse(text);
  if (!parsed.success) throw new RangeError(`"${text}" is not an interval`);
  return parsed.data;
}

const steps = new Map<string, IntervalStep>();

export function stepOf(interval: Interval): IntervalStep {
  const known = steps.get(interval);
  if (known !== undefined) return known;
  const count = Number(interval.slice(1, -1));
  const step = stepOfUnit(interval.at(-1), count);
  steps.set(interval, step);
  return step;
}

function stepOfUnit(unit: string | undefined, count: number): IntervalStep {
  if (unit === "Y") return { unit: "month", count: count * 12 };
  if (unit === "M") return { unit: "month", count };
  if (unit === "W") return { unit: "day", count: count * 7 };
  return { unit: "day", count };
}

const names: Record<string, string> = {
  P1M: "monthly",
  P3M: "quarterly",
  P6M: "half-yearly",
  P1Y: "yearly",
  P1W: "weekly",
  P30D: "every 30 days",
};

/** In the words of a sentence: 'monthly', 'every 2 weeks'. */
export function intervalInWords(interval: Interval): string {
  const named = names[interval];
  if (named !== undefined) return named;
  const { unit, count } = stepOf(interval);
  return unit === "month" ? `every ${count} months` : `every ${count / 7} weeks`;
}
