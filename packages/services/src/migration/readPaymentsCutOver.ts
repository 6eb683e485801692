import { PlainDate } from "@rollbook/core/calendar";

/** The cut-over date as configuration gives it; null where it gives none. @throws RangeError with what it should be */
export function readPaymentsCutOver(text: string | undefined): PlainDate | null {
  if (text === undefined || text === "") return null;
  const parsed = PlainDate.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new RangeError(`must be a date such as 2026-06-01, not "${text}"`);
}
