export { insertAuditEvent, listAuditEvents, type AuditEvent } from "./auditEvent.ts";
export {
  deleteIdempotencyKeys,
  findIdempotencyKey,
  insertIdempotencyKey,
  lockIdempotencyKey,
  oldestIdempotencyKey,
  type IdempotencyKey,
} from "./idempotencyKey.ts";
export {
  countLooseEvents,
  insertAuditSeal,
  isAuditQuiet,
  listAuditSeals,
  listSealedEvents,
  listUnsealedEvents,
  lockAuditChain,
  readAuditHead,
  type AuditHead,
  type AuditSeal,
  type SealedText,
} from "./auditSeal.ts";
