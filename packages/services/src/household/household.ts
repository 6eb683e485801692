import type { EntityRecord } from "@rollbook/db";
import type { EntityKind } from "../run/index.ts";
import { householdTable, type HouseholdRecord } from "@rollbook/db/patient";
import * as z from "zod";

const text = z.string().trim();
const optionalText = text.min(1).nullable();

export const HouseholdFields = z.strictObject({
  externalId: optionalText,
  name: text,
  payerPatientId: z.string().nullable(),
});
export type HouseholdFields = z.infer<typeof HouseholdFields>;

export const CreateHouseholdInput = HouseholdFields.partial();
export type CreateHouseholdInput = z.infer<typeof CreateHouseholdInput>;

export type Household = HouseholdRecord;
/** The columns a caller sets, checked before or known to be right. */
export type HouseholdColumns = Omit<Household, keyof EntityRecord>;
export type NewHousehold = Partial<HouseholdColumns>;

export const householdKind: EntityKind<Household> = {
  name: "household",
  prefix: "hou",
  table: householdTable,
};

export const householdDefaults = {
  externalId: null,
  name: "",
  payerPatientId: null,
};
