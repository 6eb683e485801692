export {
  createRequestLimiter,
  type Allowance,
  type RequestLimiter,
  type RequestLimiterOptions,
} from "./requestLimiter.ts";
export { createSheetsQuota, quotaWindowSeconds, type SheetsQuota } from "./sheetsQuota.ts";
export { openSharedCounter, type SharedCounter } from "@rollbook/db/rateLimit";
