export { startLocalSheets, type RunningLocalSheets, type StartOptions } from "./http/server.ts";
export { actorHeader, createApp } from "./http/app.ts";
export type { ApiRequest, ApiResponse } from "./http/handle.ts";
export { LocalSheets, type LocalSheetsOptions } from "./workspace/localSheets.ts";
export { Switches } from "./workspace/switches.ts";
export type { ChangeEvent, Who } from "./workspace/events.ts";
export { Fault, faultHeader } from "./faults/fault.ts";
export { QuotaLimits } from "./quotas/quotas.ts";
export { Access } from "./access/access.ts";
