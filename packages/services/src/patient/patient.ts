import type { EntityRecord } from "@rollbook/db";
import type { EntityKind } from "../run/index.ts";
import { patientTable, type PatientRecord } from "@rollbook/db/patient";
import * as z from "zod";
import { PlainDate } from "@rollbook/core/calendar";
import { Payer } from "@rollbook/core/plan";

const text = z.string().trim();
const optionalText = text.min(1).nullable();

export const PatientFields = z.strictObject({
  externalId: optionalText,
  firstName: text,
  middleName: optionalText,
  lastName: text,
  birthDate: PlainDate.nullable(),
  sex: optionalText,
  email: optionalText,
  phone: optionalText,
  addressLine1: optionalText,
  city: optionalText,
  state: optionalText,
  zip: optionalText,
  country: optionalText,
  householdId: z.string().nullable(),
  householdRole: optionalText,
  employerId: z.string().nullable(),
  division: optionalText,
  payer: Payer.nullable(),
  notes: optionalText,
  isArchived: z.boolean(),
});
export type PatientFields = z.infer<typeof PatientFields>;

export const CreatePatientInput = PatientFields.partial().required({ lastName: true });
export type CreatePatientInput = z.infer<typeof CreatePatientInput>;

export type Patient = PatientRecord;
/** The columns a caller sets, checked before or known to be right. */
export type PatientColumns = Omit<Patient, keyof EntityRecord>;
export type NewPatient = Partial<PatientColumns>;

export const patientKind: EntityKind<Patient> = {
  name: "patient",
  prefix: "pat",
  table: patientTable,
};

export const patientDefaults = {
  externalId: null,
  firstName: "",
  middleName: null,
  lastName: "",
  birthDate: null,
  sex: null,
  email: null,
  phone: null,
  addressLine1: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  householdId: null,
  householdRole: null,
  employerId: null,
  division: null,
  payer: null,
  notes: null,
  isArchived: false,
};
