export { startSyncWorker, type SyncWorker, type SyncWorkerOptions } from "./startSyncWorker.ts";
export { syncPractice } from "./syncPractice.ts";
export type { SyncInput, SyncTrigger } from "./syncRun.ts";
export type { SyncResult, SyncTimings } from "./syncResult.ts";
export { observeSheet, type ObservedSheet } from "./observeSheet.ts";
export { createRosterSheet } from "./createRosterSheet.ts";
export { startBillingWorker, type BillingWorkerOptions } from "./startBillingWorker.ts";
export { applyPayments } from "./importFile/importPayments.ts";
export { describeQuestion } from "./importFile/describeParts.ts";
