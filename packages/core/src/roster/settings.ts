import * as z from "zod";
import { Interval, PlainDate, TimeZone } from "../calendar/index.ts";
import { RosterFieldKey } from "./fields.ts";

export const DateOrder = z.enum(["MDY", "DMY", "YMD"]);
export type DateOrder = z.infer<typeof DateOrder>;

/** One column of a file and the field it feeds; `field: null` stays the admin's own. `column` counts from 1. */
export const RosterColumnSetting = z.object({
  column: z.int().min(1),
  header: z.string().default(""),
  field: RosterFieldKey.nullable(),
});
export type RosterColumnSetting = z.infer<typeof RosterColumnSetting>;

/** What is different in a second file, of balances or payments. */
const PaymentsFileSettings = z
  .strictObject({
    header_record: z.int().min(1),
    locale: z.string(),
    date_order: DateOrder,
    decimal: z.enum([",", "."]),
    columns: z.array(RosterColumnSetting),
    amounts_in: z.enum(["major", "minor"]),
    balance_sign: z.enum(["positive_is_owed", "positive_is_credit"]),
    payments_are: z.enum(["settled", "on_account"]),
  })
  .partial();

/** What the person who imports has answered. Only `today` and `currency` must be known. */
export const RosterSettings = z.object({
  today: PlainDate,
  currency: z.string().regex(/^[A-Z]{3}$/, "a currency is three letters, such as USD"),
  header_record: z.int().min(1).optional(),
  locale: z.string().optional(),
  date_order: DateOrder.optional(),
  iso_also_allowed: z.boolean().optional(),
  decimal: z.enum([",", "."]).optional(),
  timezone: TimeZone.optional(),
  phone_region: z
    .string()
    .regex(/^[A-Z]{2}$/, "a region is two letters, such as US")
    .optional(),
  interval_default: Interval.optional(),
  plan_ids: z.record(z.string(), z.string()).optional(),
  clear_words: z.array(z.string()).optional(),
  sponsor: z.string().optional(),
  sponsored_start_must_be_first_of_month: z.boolean().optional(),
  fill_down: z.array(RosterFieldKey).optional(),
  columns: z.array(RosterColumnSetting).optional(),
  billing: z.enum(["advance", "arrears"]).optional(),
  covered_through_is: z.enum(["last_day_covered", "first_day_not_covered"]).optional(),
  month_end_anchor: z.enum(["day_of_last_bill", "last_day_of_month"]).optional(),
  amounts_in: z.enum(["major", "minor"]).optional(),
  balance_sign: z.enum(["positive_is_owed", "positive_is_credit"]).optional(),
  payments_are: z.enum(["settled", "on_account"]).optional(),
  families_by: z.enum(["indentation", "nothing"]).optional(),
  payments_file: PaymentsFileSettings.optional(),
  note: z.string().optional(),
});
export type RosterSettings = z.infer<typeof RosterSettings>;

/** The settings of a second file: what was said of the roster holds for it too, but for its columns and its own answers. */
export function settingsOfPaymentsFile({
  header_record: _header,
  columns: _columns,
  fill_down: _fillDown,
  payments_file: own,
  ...shared
}: RosterSettings): RosterSettings {
  return { ...shared, ...own };
}
