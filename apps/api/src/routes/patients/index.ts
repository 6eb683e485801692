import { z } from "@hono/zod-openapi";
import {
  createPatient,
  getPatient,
  listPatients,
  updatePatient,
  type Patient as PatientRecord,
} from "@rollbook/services/patient";
import { callVerb } from "../../callVerb.ts";
import { fromWire } from "../../wire/case.ts";
import { PayerField } from "../../wire/common.ts";
import { BooleanFilter, TextFilter } from "../../wire/filters.ts";
import { Patient, patientFields } from "../../wire/people.ts";
import { resourceOperations } from "../resourceOperations.ts";
import { orNull } from "../../wire/orNull.ts";

const writable = { ...patientFields, payer: orNull(PayerField) };

export const CreatePatientBody = z
  .strictObject(writable)
  .partial()
  .required({ last_name: true })
  .openapi("CreatePatientBody");

const UpdatePatientBody = z
  .strictObject({ ...writable, is_archived: z.boolean() })
  .partial()
  .openapi("UpdatePatientBody");

export const patientOperations = resourceOperations({
  singular: "patient",
  plural: "patients",
  tag: "Patients",
  path: "/v1/patients",
  idName: "patient_id",
  read: "patient.read",
  write: "patient.write",
  wire: Patient,
  toWire: patientOnWire,
  filters: {
    external_id: TextFilter,
    email: TextFilter,
    household_id: TextFilter,
    employer_id: TextFilter,
    is_archived: BooleanFilter,
    search: TextFilter.openapi({ description: "A part of the name" }),
  },
  createBody: CreatePatientBody,
  createExample: {
    first_name: "Ada",
    last_name: "Lovelace",
    birth_date: "1985-12-10",
    email: "ada@example.com",
  },
  updateBody: UpdatePatientBody,
  updateExample: { email: "ada.lovelace@example.com" },
  list: (request, page, filters) =>
    callVerb(request, listPatients, { ...page, ...fromWire(filters) }),
  get: (request, id) => callVerb(request, getPatient, { id }),
  create: (request, body) => callVerb(request, createPatient, fromWire(body)),
  update: (request, { id, version, body }) =>
    callVerb(request, updatePatient, { id, version, changes: fromWire(body) }),
});

export function patientOnWire(patient: PatientRecord): z.input<typeof Patient> {
  return {
    id: patient.id,
    external_id: patient.externalId,
    first_name: patient.firstName,
    middle_name: patient.middleName,
    last_name: patient.lastName,
    birth_date: patient.birthDate,
    sex: patient.sex,
    email: patient.email,
    phone: patient.phone,
    address_line1: patient.addressLine1,
    city: patient.city,
    state: patient.state,
    zip: patient.zip,
    country: patient.country,
    household_id: patient.householdId,
    household_role: patient.householdRole,
    employer_id: patient.employerId,
    division: patient.division,
    payer: patient.payer as z.input<typeof PayerField> | null,
    notes: patient.notes,
    is_archived: patient.isArchived,
    version: patient.version,
    created_at: patient.createdAt,
    updated_at: patient.updatedAt,
  };
}
