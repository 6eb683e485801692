import type { PlanRecord } from "@rollbook/db/plan";
import { createRecords, defineVerb, type Given } from "../run/index.ts";
import { CreatePlanInput, planFields, planKind } from "./plan.ts";

/** Many at once, in one statement. */
export function createPlans(
  given: Given,
  inputs: readonly CreatePlanInput[],
): Promise<readonly PlanRecord[]> {
  const { currency } = given.practice;
  const fields = inputs.map((input) => planFields(CreatePlanInput.parse(input), currency));
  return createRecords(given, planKind, fields);
}

export const createPlan = defineVerb({
  name: "plan.create",
  permission: "plan.write",
  input: CreatePlanInput,
  run: async ({ input, ...given }) => {
    const [made] = await createPlans(given, [input]);
    return made as PlanRecord;
  },
});
