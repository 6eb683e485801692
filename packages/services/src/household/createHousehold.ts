import { createRecords, defineVerb, type Given } from "../run/index.ts";
import {
  CreateHouseholdInput,
  householdDefaults,
  householdKind,
  type Household,
  type NewHousehold,
} from "./household.ts";

/** Many at once, in one statement. */
export function createHouseholds(
  given: Given,
  inputs: readonly NewHousehold[],
): Promise<readonly Household[]> {
  return createRecords(
    given,
    householdKind,
    inputs.map((input) => ({ ...householdDefaults, ...input })),
  );
}

export const createHousehold = defineVerb({
  name: "household.create",
  permission: "patient.write",
  input: CreateHouseholdInput,
  run: async ({ input, ...given }) => {
    const [made] = await createHouseholds(given, [input]);
    return made as Household;
  },
});
