export { createPlan, createPlans } from "./createPlan.ts";
export { getPlan, listPlans } from "./getPlan.ts";
export {
  CreatePlanInput,
  membershipPlanOf,
  PlanChanges,
  planKind,
  planOf,
  productOf,
} from "./plan.ts";
export { changePlan, updatePlan } from "./updatePlan.ts";
