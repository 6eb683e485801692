import type { Operation } from "../../openapi/index.ts";
import { membershipActions } from "./actions.ts";
import { attachMembership } from "./attach.ts";
import { chooseMembershipPeriods, explainMembership, listSkippedPeriods } from "./explain.ts";
import { getMembership, listMemberships } from "./read.ts";

export const membershipOperations: readonly Operation[] = [
  listMemberships,
  attachMembership,
  getMembership,
  explainMembership,
  ...membershipActions,
  listSkippedPeriods,
  chooseMembershipPeriods,
];
