export { purgeIdempotencyKeys } from "./purgeIdempotencyKeys.ts";
export { startIdempotencyPurge } from "./startIdempotencyPurge.ts";
