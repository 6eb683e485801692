export { startSyncWorker, type SyncWorker, type SyncWorkerOptions } from "./startSyncWorker.ts";
export { syncPractice, type SyncInput, type SyncTrigger } from "./syncPractice.ts";
export type { SyncResult, SyncTimings } from "./syncResult.ts";
export { observeSheet, type ObservedSheet } from "./observeSheet.ts";
