export { listAuditEvents } from "./listAuditEvents.ts";
