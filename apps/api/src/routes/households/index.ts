import { z } from "@hono/zod-openapi";
import {
  createHousehold,
  getHousehold,
  listHouseholds,
  updateHousehold,
  type Household as HouseholdRecord,
} from "@rollbook/services/household";
import { callVerb } from "../../callVerb.ts";
import { fromWire } from "../../wire/case.ts";
import { TextFilter } from "../../wire/filters.ts";
import { Household, householdFields } from "../../wire/people.ts";
import { resourceOperations } from "../resourceOperations.ts";

export const householdOperations = resourceOperations({
  singular: "household",
  plural: "households",
  tag: "Households",
  path: "/v1/households",
  idName: "household_id",
  read: "patient.read",
  write: "patient.write",
  wire: Household,
  toWire: householdOnWire,
  filters: { external_id: TextFilter },
  createBody: z.strictObject(householdFields).partial().openapi("CreateHouseholdBody"),
  createExample: { name: "Lovelace" },
  updateBody: z.strictObject(householdFields).partial().openapi("UpdateHouseholdBody"),
  updateExample: { name: "Lovelace and King" },
  list: (request, page, filters) =>
    callVerb(request, listHouseholds, { ...page, ...fromWire(filters) }),
  get: (request, id) => callVerb(request, getHousehold, { id }),
  create: (request, body) => callVerb(request, createHousehold, fromWire(body)),
  update: (request, { id, version, body }) =>
    callVerb(request, updateHousehold, { id, version, changes: fromWire(body) }),
});

export function householdOnWire(household: HouseholdRecord): z.input<typeof Household> {
  return {
    id: household.id,
    external_id: household.externalId,
    name: household.name,
    payer_patient_id: household.payerPatientId,
    version: household.version,
    created_at: household.createdAt,
    updated_at: household.updatedAt,
  };
}
