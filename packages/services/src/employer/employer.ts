import type { EntityRecord } from "@rollbook/db";
import type { EntityKind } from "../run/index.ts";
import { employerTable, type EmployerRecord } from "@rollbook/db/patient";
import * as z from "zod";
import { EmployerCalendar } from "@rollbook/core/membership";

const text = z.string().trim();
const optionalText = text.min(1).nullable();

export const EmployerFields = z.strictObject({
  externalId: optionalText,
  name: text.min(1),
  email: optionalText,
  invoiceTermsDays: z.int().min(0).max(365).nullable(),
  calendar: EmployerCalendar.nullable(),
  isArchived: z.boolean(),
});
export type EmployerFields = z.infer<typeof EmployerFields>;

export const CreateEmployerInput = EmployerFields.partial().required({ name: true });
export type CreateEmployerInput = z.infer<typeof CreateEmployerInput>;

export type Employer = EmployerRecord;
/** The columns a caller sets, checked before or known to be right. */
export type EmployerColumns = Omit<Employer, keyof EntityRecord>;
export type NewEmployer = Partial<EmployerColumns> & Pick<EmployerRecord, "name">;

export const employerKind: EntityKind<Employer> = {
  name: "employer",
  prefix: "emp",
  table: employerTable,
};

export const employerDefaults = {
  externalId: null,
  email: null,
  invoiceTermsDays: null,
  calendar: null,
  isArchived: false,
};
