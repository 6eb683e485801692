import type { RequestLimiter } from "@rollbook/services/rateLimit";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import { ProblemError } from "../problem/index.ts";

/** Refuses who asks too often, and tells everyone how much is left. */
export function rateLimit(input: { requestsPerMinute: number; limiter: RequestLimiter }) {
  const policy = `"key";q=${input.requestsPerMinute};w=60`;
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const taken = input.limiter.take(context.get("principal").id);
    const { isAllowed, remaining, resetSeconds } = taken instanceof Promise ? await taken : taken;
    context.header("RateLimit-Policy", policy);
    context.header("RateLimit", `"key";r=${remaining};t=${resetSeconds}`);
    if (!isAllowed) {
      throw new ProblemError({
        code: "rate_limited",
        detail: `More than ${input.requestsPerMinute} requests in a minute with this key.`,
        headers: { "Retry-After": String(resetSeconds) },
      });
    }
    await next();
  });
}
