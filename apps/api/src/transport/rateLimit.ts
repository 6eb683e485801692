import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import { ProblemError } from "../problem/index.ts";

const windowMs = 60_000;

type Window = { startsAtMs: number; used: number };

/** A fixed window of one minute per key, kept in this process. */
export function createRateLimiter(input: { requestsPerMinute: number; nowMs: () => number }) {
  const windows = new Map<string, Window>();
  let sweptAtMs = input.nowMs();

  const sweep = (nowMs: number): void => {
    if (nowMs - sweptAtMs < windowMs) return;
    sweptAtMs = nowMs;
    for (const [key, { startsAtMs }] of windows)
      if (nowMs - startsAtMs >= windowMs) windows.delete(key);
  };

  return (key: string): { isAllowed: boolean; remaining: number; resetSeconds: number } => {
    const nowMs = input.nowMs();
    sweep(nowMs);
    const known = windows.get(key);
    const current =
      known !== undefined && nowMs - known.startsAtMs < windowMs
        ? known
        : { startsAtMs: nowMs, used: 0 };
    current.used += 1;
    windows.set(key, current);
    return {
      isAllowed: current.used <= input.requestsPerMinute,
      remaining: Math.max(0, input.requestsPerMinute - current.used),
      resetSeconds: Math.ceil((current.startsAtMs + windowMs - nowMs) / 1000),
    };
  };
}

export function rateLimit(input: { requestsPerMinute: number; nowMs: () => number }) {
  const take = createRateLimiter(input);
  const policy = `"key";q=${input.requestsPerMinute};w=60`;
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const { isAllowed, remaining, resetSeconds } = take(context.get("principal").id);
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
