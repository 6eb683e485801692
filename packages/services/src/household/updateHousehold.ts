import * as z from "zod";
import { changeRecords, defineVerb, type Given, type RecordChange } from "../run/index.ts";
import {
  householdKind,
  HouseholdFields,
  type Household,
  type HouseholdColumns,
} from "./household.ts";

/** Many at once; a version that is not the stored one stops them all. @throws ServiceError stale, not_found */
export function updateHouseholds(
  given: Given,
  changes: readonly RecordChange<HouseholdColumns>[],
): Promise<readonly Household[]> {
  return changeRecords(given, householdKind, changes);
}

export const updateHousehold = defineVerb({
  name: "household.update",
  permission: "patient.write",
  input: z.strictObject({
    id: z.string(),
    version: z.int().optional(),
    changes: HouseholdFields.partial(),
  }),
  run: async ({ input, ...given }) => {
    const [changed] = await updateHouseholds(given, [input]);
    return changed as Household;
  },
  audit: ({ input }) => ({ entityId: input.id, detail: { fields: Object.keys(input.changes) } }),
});
