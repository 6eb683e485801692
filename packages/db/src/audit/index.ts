export { insertAuditEvent, listAuditEvents, type AuditEvent } from "./auditEvent.ts";
export {
  deleteIdempotencyKeys,
  findIdempotencyKey,
  insertIdempotencyKey,
  lockIdempotencyKey,
  type IdempotencyKey,
} from "./idempotencyKey.ts";
