export { answerOnce, type SteppedCall } from "./answerOnce.ts";
export { systemContext, type Actor, type Context } from "./context.ts";
export {
  asPage,
  asPageBy,
  everyPage,
  ListFromEitherEnd,
  ListInput,
  pageOfKept,
  type Listed,
} from "./lists.ts";
export {
  isRole,
  operatorPermissions,
  permissions,
  permissionsFor,
  permissionsOfRole,
  practiceRoles,
  roles,
  type OperatorPermission,
  type Permission,
  type PracticeRole,
  type Role,
} from "./permission.ts";
export { refuseMoreThanOwn } from "./noMoreThanOwn.ts";
export { newSystemContext, runAsSystem } from "./runAsSystem.ts";
export { runVerb, runVerbWithReceipt, setUp, type VerbCall, type VerbReceipt } from "./runVerb.ts";
export {
  notFound,
  refused,
  ServiceError,
  serviceErrorCodes,
  type InvalidField,
  type ServiceErrorCode,
} from "./serviceError.ts";
export { idempotencyPurgeWork, keptSince, keptUntil } from "./idempotency.ts";
export { asServiceError } from "./databaseError.ts";
export { createServices, type Services } from "./services.ts";
export {
  defineReading,
  defineVerb,
  type Asked,
  type AuditNote,
  type Verb,
  type VerbInput,
  type VerbPractice,
} from "./verb.ts";
export {
  changeRecords,
  createRecords,
  getRecord,
  stale,
  type EntityKind,
  type Given,
  type RecordChange,
} from "./records.ts";
