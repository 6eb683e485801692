export { planTable, type PlanRecord } from "./planRecord.ts";
