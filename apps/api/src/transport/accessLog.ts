import { routePath } from "hono/route";
import { createMiddleware } from "hono/factory";
import type { Logger } from "pino";
import type { ApiEnvironment } from "../environment.ts";
import type { Metrics } from "./metrics.ts";

/** Logs the route's pattern and never the address: paths and queries may name people. */
export function accessLog(input: { log: Logger; metrics: Metrics; nowMs: () => number }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const startedAtMs = input.nowMs();
    context.set("log", input.log);
    await next();
    const durationMs = input.nowMs() - startedAtMs;
    const route = routePath(context, -1);
    const principal = context.get("principal") as
      | ApiEnvironment["Variables"]["principal"]
      | undefined;
    const status = context.res.status;
    input.metrics.observe({ method: context.req.method, route, status, durationMs });
    input.log.info(
      {
        request_id: context.get("requestId"),
        method: context.req.method,
        route,
        status,
        duration_ms: durationMs,
        practice_id: principal?.kind === "operator" ? undefined : principal?.practiceId,
        actor_id: principal?.id,
      },
      "request",
    );
  });
}
