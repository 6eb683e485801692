import type { Operation } from "../../openapi/index.ts";
import { attachMembership } from "./attach.ts";
import { getMembership, listMemberships } from "./read.ts";

export const membershipOperations: readonly Operation[] = [
  listMemberships,
  attachMembership,
  getMembership,
];
