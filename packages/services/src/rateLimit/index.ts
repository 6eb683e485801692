export {
  createRequestLimiter,
  type Allowance,
  type RequestLimiter,
  type RequestLimiterOptions,
} from "./requestLimiter.ts";
export { openSharedCounter, type SharedCounter } from "@rollbook/db/rateLimit";
