import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { ApiEnvironment } from "../environment.ts";

/** A span for each request, by its operation. As in the log: the route's pattern and opaque ids, never the address. */
export function traceRequests({ tracer }: { tracer: Tracer }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const { method } = context.req;
    const parent = parentOf(context.req.header("traceparent"));
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER }, parent);
    await next();
    const route = routePath(context, -1);
    const { status } = context.res;
    const principal = context.get("principal") as
      | ApiEnvironment["Variables"]["principal"]
      | undefined;
    span.updateName(context.get("operationId") ?? `${method} ${route}`);
    span.setAttributes({
      "http.request.method": method,
      "http.route": route,
      "http.response.status_code": status,
      "rollbook.request_id": context.get("requestId"),
    });
    if (principal !== undefined) span.setAttribute("rollbook.actor_id", principal.id);
    if (principal !== undefined && principal.kind !== "operator")
      span.setAttribute("rollbook.practice_id", principal.practiceId);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}

/** The caller's own trace goes on here. Its tracestate, which may hold any text, does not. */
function parentOf(traceparent: string | undefined) {
  const [, traceId, spanId, flags] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags ?? "00", 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
