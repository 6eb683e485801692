import type * as z from "zod";
import { foldHeader } from "./headerDictionary.ts";
import type { RosterReading } from "./reading.ts";
import { RosterSettings } from "./settings.ts";

/** What was confirmed for a practice's file once, kept for its next: columns by header, and the answers to questions. */
export const RosterMapping = RosterSettings.pick({
  locale: true,
  date_order: true,
  decimal: true,
  timezone: true,
  phone_region: true,
  interval_default: true,
  plan_ids: true,
  clear_words: true,
  sponsor: true,
  sponsored_start_must_be_first_of_month: true,
  fill_down: true,
  columns: true,
  billing: true,
  covered_through_is: true,
  month_end_anchor: true,
  amounts_in: true,
  balance_sign: true,
  payments_are: true,
  families_by: true,
});
export type RosterMapping = z.infer<typeof RosterMapping>;

/** The mapping to store once a person has confirmed what was read. The row of the header is found anew each time. */
export function mappingOf(reading: RosterReading, settings: RosterSettings): RosterMapping {
  const columns = reading.columns.map(({ column, header, field }) => ({ column, header, field }));
  const orders = new Set(reading.columns.flatMap(({ dateOrder }) => dateOrder ?? []));
  const [order] = orders;
  const decided = orders.size === 1 && order !== undefined ? { date_order: order } : {};
  return RosterMapping.parse({ ...decided, ...settings, columns });
}

/** The headers of what was read, in a form in which case, spaces and marks do not count. */
export function headersOf(reading: RosterReading): string[] {
  return reading.columns.map(({ header }) => foldHeader(header));
}

/** Settings with what was confirmed before; what is said now wins. */
export function withMapping(
  settings: RosterSettings,
  mapping: RosterMapping | null,
): RosterSettings {
  return mapping === null ? settings : { ...mapping, ...settings };
}
