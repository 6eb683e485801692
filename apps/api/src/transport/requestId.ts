import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";

// A caller's own id is not taken over: it could carry a patient's name into the logs.
export function requestIds(input: { newRequestId: () => string }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const requestId = input.newRequestId();
    context.set("requestId", requestId);
    await next();
    context.header("Request-Id", requestId);
  });
}
