import type { RosterValues } from "@rollbook/core/roster";
import type { PatientRecord } from "@rollbook/db/patient";
import type { PatientFields } from "../patient/index.ts";

type PersonFields = Pick<
  PatientFields,
  | "externalId"
  | "firstName"
  | "middleName"
  | "lastName"
  | "birthDate"
  | "sex"
  | "email"
  | "phone"
  | "addressLine1"
  | "city"
  | "state"
  | "zip"
  | "country"
  | "householdRole"
  | "division"
  | "notes"
>;

/** A row's person as the database keeps one. A name in one column is split before its last word. */
export function personOfRow(values: RosterValues): PersonFields {
  return {
    externalId: values.external_id ?? null,
    ...nameOfRow(values),
    birthDate: values.dob ?? null,
    sex: values.sex ?? null,
    email: values.email ?? null,
    phone: values.phone ?? null,
    addressLine1: values.address_line1 ?? null,
    city: values.city ?? null,
    state: values.state ?? null,
    zip: values.zip ?? null,
    country: values.country ?? null,
    householdRole: values.role ?? null,
    division: values.division ?? null,
    notes: values.notes ?? null,
  };
}

function nameOfRow(
  values: RosterValues,
): Pick<PersonFields, "firstName" | "middleName" | "lastName"> {
  const hasParts = (values.first_name ?? null) !== null || (values.last_name ?? null) !== null;
  if (hasParts) {
    return {
      firstName: values.first_name ?? "",
      middleName: values.middle_name ?? null,
      lastName: values.last_name ?? "",
    };
  }
  const words = (values.full_name ?? "").split(" ");
  const lastName = words.pop() ?? "";
  return { firstName: words.join(" "), middleName: null, lastName };
}

export function fullNameOf(
  patient: Pick<PatientRecord, "firstName" | "middleName" | "lastName">,
): string {
  return [patient.firstName, patient.middleName, patient.lastName].filter(Boolean).join(" ");
}
