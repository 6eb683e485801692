import { z } from "@hono/zod-openapi";
import {
  EmailField,
  ExternalIdField,
  NameField,
  NotesField,
  PayerField,
  ShortTextField,
  versioned,
} from "./common.ts";
import { AnchorDayField, StoredDateField, StoredPriceField } from "./fields.ts";
import { orNull } from "./orNull.ts";

const text = ShortTextField.nullable();

export const patientFields = {
  external_id: ExternalIdField.nullable(),
  first_name: z.string().max(200).openapi({ example: "Ada" }),
  middle_name: text,
  last_name: z.string().max(200).openapi({ example: "Lovelace" }),
  birth_date: StoredDateField.nullable().openapi({ example: "1985-12-10" }),
  sex: text,
  email: EmailField.nullable(),
  phone: z
    .string()
    .regex(/^\+[1-9][0-9]{6,14}$/, "must be E.164, such as +14155550123")
    .nullable()
    .openapi({ example: "+14155550123" }),
  address_line1: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  household_id: text,
  household_role: text,
  employer_id: text,
  division: text,
  notes: NotesField.nullable(),
};

export const Patient = z
  .object({
    id: z.string().openapi({ example: "pat_01jy0000000000000000000000" }),
    ...patientFields,
    email: z.string().nullable(),
    phone: z.string().nullable(),
    payer: orNull(PayerField),
    is_archived: z.boolean(),
    ...versioned,
  })
  .openapi("Patient");

export const householdFields = {
  external_id: ExternalIdField.nullable(),
  name: z.string().max(200),
  payer_patient_id: text,
};

export const Household = z
  .object({
    id: z.string().openapi({ example: "hou_01jy0000000000000000000000" }),
    ...householdFields,
    ...versioned,
  })
  .openapi("Household");

export const employerFields = {
  external_id: ExternalIdField.nullable(),
  name: NameField,
  email: EmailField.nullable(),
  invoice_terms_days: z.int().min(0).max(365).nullable(),
};

export const EmployerCalendarField = z
  .strictObject({
    anchor_date: StoredDateField.openapi({
      description: "A day on which one of its cycles begins",
    }),
    issue_day: AnchorDayField,
    billing: z.enum(["advance", "arrears"]),
    terms_days: z.int().min(0).max(365),
    is_prorated: z.boolean(),
    joining: z.enum(["at_once", "first_of_month", "cut_off_day"]),
    cut_off_day: z.int().min(1).max(31).nullable(),
    sponsors: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("all") }),
      z.strictObject({ kind: z.literal("percent"), percent: z.int().min(0).max(100) }),
      z.strictObject({ kind: z.literal("up_to"), amount_minor: StoredPriceField }),
    ]),
    sponsors_enrollment_fee: z.boolean(),
  })
  .openapi("EmployerCalendar");

export const Employer = z
  .object({
    id: z.string().openapi({ example: "emp_01jy0000000000000000000000" }),
    ...employerFields,
    calendar: orNull(EmployerCalendarField),
    is_archived: z.boolean(),
    ...versioned,
  })
  .openapi("Employer");
