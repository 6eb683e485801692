export { createPlan, createPlans } from "./createPlan.ts";
export { getPlan, listPlans } from "./getPlan.ts";
export { CreatePlanInput, membershipPlanOf, PlanChanges, planKind, productOf } from "./plan.ts";
export { changePlan, updatePlan } from "./updatePlan.ts";
