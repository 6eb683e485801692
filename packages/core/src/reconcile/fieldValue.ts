import type { RosterFieldKey, RosterValues } from "../roster/index.ts";

export type FieldValue = string | number | boolean | readonly string[] | null;
export type FieldChange = { field: RosterFieldKey; from: FieldValue; to: FieldValue };

/** The value of one field; a field that is not there and one that is empty are the same. */
export function valueOf(values: RosterValues, field: RosterFieldKey): FieldValue {
  const value = (values as Partial<Record<RosterFieldKey, FieldValue>>)[field];
  return value ?? null;
}

export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Fields that decide who is charged what and when: holding one of them parks the row's invoicing. */
export const billingFields: ReadonlySet<RosterFieldKey> = new Set<RosterFieldKey>([
  "plan_name",
  "price_cents",
  "interval",
  "payment_method",
  "autopay",
  "payer_name",
  "payer_email",
  "payer_external_id",
  "sponsor",
  "last_billed",
  "covered_through",
  "next_bill",
  "stated_start",
  "end_date",
  "membership_enabled",
  "source_status",
]);

/** Fields from which the start date is computed (START-1 to START-6). */
export const startFields: ReadonlySet<RosterFieldKey> = new Set<RosterFieldKey>([
  "last_billed",
  "covered_through",
  "next_bill",
  "stated_start",
]);
