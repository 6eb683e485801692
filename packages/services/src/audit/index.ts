export { listAuditEvents } from "./listAuditEvents.ts";
export { sealAudit } from "./sealAudit.ts";
export { startAuditWorker } from "./startAuditWorker.ts";
export { verifyAudit, type AuditFinding, type AuditProof } from "./verifyAudit.ts";
