import * as z from "zod";

export type RosterFieldType =
  | "id"
  | "name"
  | "names"
  | "text"
  | "date"
  | "birth_date"
  | "money"
  | "balance"
  | "interval"
  | "count"
  | "phone"
  | "email"
  | "boolean"
  | "sex"
  | "role"
  | "payment_method"
  | "status";

/** admin: only typed in the sheet. shared: may change on both sides and is merged. system: computed, never read. */
export type RosterFieldOwner = "admin" | "shared" | "system";

export type RosterField = {
  key: string;
  label: string;
  type: RosterFieldType;
  owner: RosterFieldOwner;
};

/** The one dictionary of roster fields (ROS-1). What people call them is in headerNames/. */
export const rosterFields = [
  { key: "external_id", label: "patient ID", type: "id", owner: "admin" },
  { key: "membership_external_id", label: "membership ID", type: "id", owner: "admin" },
  { key: "first_name", label: "first name", type: "name", owner: "shared" },
  { key: "middle_name", label: "middle name", type: "name", owner: "shared" },
  { key: "last_name", label: "last name", type: "name", owner: "shared" },
  { key: "full_name", label: "name", type: "name", owner: "shared" },
  { key: "dob", label: "date of birth", type: "birth_date", owner: "shared" },
  { key: "sex", label: "sex", type: "sex", owner: "shared" },
  { key: "email", label: "email", type: "email", owner: "shared" },
  { key: "phone", label: "phone", type: "phone", owner: "shared" },
  { key: "address_line1", label: "address", type: "text", owner: "shared" },
  { key: "city", label: "city", type: "text", owner: "shared" },
  { key: "state", label: "state", type: "text", owner: "shared" },
  { key: "zip", label: "postal code", type: "id", owner: "shared" },
  { key: "country", label: "country", type: "text", owner: "shared" },
  { key: "household", label: "household", type: "id", owner: "admin" },
  { key: "role", label: "relationship", type: "role", owner: "admin" },
  { key: "payer_name", label: "payer", type: "name", owner: "shared" },
  { key: "payer_email", label: "payer's email", type: "email", owner: "shared" },
  { key: "payer_external_id", label: "payer's ID", type: "id", owner: "shared" },
  { key: "member_names", label: "further members", type: "names", owner: "admin" },
  { key: "sponsor", label: "employer", type: "text", owner: "shared" },
  { key: "division", label: "division", type: "text", owner: "admin" },
  { key: "plan_name", label: "plan", type: "text", owner: "shared" },
  { key: "price_cents", label: "price", type: "money", owner: "shared" },
  { key: "interval", label: "billing interval", type: "interval", owner: "shared" },
  { key: "enrolment_fee_cents", label: "enrolment fee", type: "money", owner: "admin" },
  { key: "payment_method", label: "payment method", type: "payment_method", owner: "shared" },
  { key: "autopay", label: "autopay", type: "boolean", owner: "shared" },
  { key: "last_billed", label: "last billed", type: "date", owner: "admin" },
  { key: "covered_through", label: "covered through", type: "date", owner: "admin" },
  { key: "next_bill", label: "next bill", type: "date", owner: "admin" },
  { key: "stated_start", label: "start date", type: "date", owner: "admin" },
  { key: "original_start", label: "original start", type: "date", owner: "admin" },
  { key: "member_since", label: "member since", type: "date", owner: "admin" },
  { key: "end_date", label: "end date", type: "date", owner: "shared" },
  { key: "term_periods", label: "number of periods", type: "count", owner: "admin" },
  { key: "source_status", label: "status", type: "status", owner: "admin" },
  { key: "membership_enabled", label: "membership enabled", type: "boolean", owner: "admin" },
  { key: "confirmed", label: "confirmed", type: "boolean", owner: "admin" },
  { key: "label", label: "label", type: "text", owner: "admin" },
  { key: "notes", label: "notes", type: "text", owner: "admin" },
  { key: "balance_cents", label: "balance", type: "balance", owner: "admin" },
  { key: "credit_cents", label: "credit", type: "balance", owner: "admin" },
  { key: "last_payment_cents", label: "last payment amount", type: "balance", owner: "admin" },
  { key: "last_payment_on", label: "last payment date", type: "date", owner: "admin" },
] as const satisfies readonly RosterField[];

export const RosterFieldKey = z.enum(rosterFields.map((field) => field.key));
export type RosterFieldKey = (typeof rosterFields)[number]["key"];

const byKey = new Map<RosterFieldKey, RosterField>(rosterFields.map((field) => [field.key, field]));

export function rosterField(key: RosterFieldKey): RosterField {
  const field = byKey.get(key);
  if (field === undefined) throw new RangeError(`"${key}" is not a roster field`);
  return field;
}

/** Names of each field in one language, between commas, the surest first; "?" ends one that means another field first. */
export type HeaderNames = Partial<Record<RosterFieldKey, string>>;
