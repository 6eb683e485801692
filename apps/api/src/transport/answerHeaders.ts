import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";

/** What browsers are told about everything that comes from here. */
const always = Object.entries({
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=15552000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "SAMEORIGIN",
});

/** What is said of pages alone: an answer of the API opens none. */
const ofPages = Object.entries({
  "Cross-Origin-Opener-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-DNS-Prefetch-Control": "off",
  "X-Download-Options": "noopen",
  "X-Permitted-Cross-Domain-Policies": "none",
  "X-XSS-Protection": "0",
});
const ofPagesToo = [...always, ...ofPages];

/**
 * The request's id and the headers of every answer. Set before there is an answer: on a finished one each header costs a
 * copy of it, 40 µs in all. A caller's own id is not taken over: it could carry a patient's name into the logs.
 */
export function answerHeaders(input: { newRequestId: () => string }) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    const requestId = input.newRequestId();
    context.set("requestId", requestId);
    const headers = context.req.path.startsWith("/v1/") ? always : ofPagesToo;
    const setAll = () => {
      for (const [name, value] of headers) context.header(name, value);
      context.header("Request-Id", requestId);
    };
    setAll();
    await next();
    // An answer that a library made knows nothing of them.
    if (!context.res.headers.has("Request-Id")) setAll();
  });
}
