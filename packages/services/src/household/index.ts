export { createHousehold, createHouseholds } from "./createHousehold.ts";
export { getHousehold } from "./getHousehold.ts";
export { listHouseholds } from "./listHouseholds.ts";
export {
  CreateHouseholdInput,
  householdKind,
  HouseholdFields,
  type Household,
  type HouseholdColumns,
  type NewHousehold,
} from "./household.ts";
export { updateHousehold, updateHouseholds } from "./updateHousehold.ts";
