export {
  Billing,
  PastStartChoice,
  StartBasis,
  StartCandidate,
  StartChoose,
  StartDecided,
  StartHeld,
  StartInput,
  StartQuestion,
  StartDecision,
  StartWarning,
} from "./schema.ts";
export { computeStart } from "./computeStart.ts";
export { computeCareStart } from "./careFrom.ts";
export type { CareStart } from "./careFrom.ts";
export { datesOfMember } from "./family.ts";
