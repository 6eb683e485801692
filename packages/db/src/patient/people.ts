import { entityTable, type EntityRecord } from "../entity/entityTable.ts";

export interface PatientRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly addressLine1: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly householdId: string | null;
  readonly householdRole: string | null;
  readonly employerId: string | null;
  readonly division: string | null;
  /** Whose contract price applies and who receives invoices, where it is not the patient. */
  readonly payer: { readonly kind: string; readonly id: string } | null;
  readonly notes: string | null;
  readonly isArchived: boolean;
}

export const patientTable = entityTable<PatientRecord>("patient", [
  "id",
  "externalId",
  "firstName",
  "middleName",
  "lastName",
  "birthDate",
  "sex",
  "email",
  "phone",
  "addressLine1",
  "city",
  "state",
  "zip",
  "country",
  "householdId",
  "householdRole",
  "employerId",
  "division",
  "payer",
  "notes",
  "isArchived",
  "version",
  "createdAt",
  "updatedAt",
]);

export interface HouseholdRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly name: string;
  readonly payerPatientId: string | null;
}

export const householdTable = entityTable<HouseholdRecord>("household", [
  "id",
  "externalId",
  "name",
  "payerPatientId",
  "version",
  "createdAt",
  "updatedAt",
]);

export interface EmployerRecord extends EntityRecord {
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly invoiceTermsDays: number | null;
  /** core's EmployerCalendar; null: its members keep their own anchors. */
  readonly calendar: unknown;
  readonly isArchived: boolean;
}

export const employerTable = entityTable<EmployerRecord>("employer", [
  "id",
  "externalId",
  "name",
  "email",
  "invoiceTermsDays",
  "calendar",
  "isArchived",
  "version",
  "createdAt",
  "updatedAt",
]);
