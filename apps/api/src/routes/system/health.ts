import { Hono } from "hono";
import type { ApiEnvironment } from "../../environment.ts";
import type { Metrics } from "../../transport/index.ts";

export type Readiness = () => Promise<{
  isReady: boolean;
  checks: Readonly<Record<string, boolean>>;
}>;

export function healthRoutes(input: { readiness: Readiness; metrics: Metrics }) {
  const routes = new Hono<ApiEnvironment>();
  routes.get("/healthz", (context) => context.json({ status: "ok" }));
  routes.get("/readyz", async (context) => {
    const { isReady, checks } = await input.readiness();
    return context.json({ status: isReady ? "ready" : "not_ready", checks }, isReady ? 200 : 503);
  });
  routes.get("/metrics", async (context) =>
    context.body(await input.metrics.text(), 200, { "content-type": input.metrics.contentType }),
  );
  return routes;
}
