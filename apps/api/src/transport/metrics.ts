import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";

export type Metrics = {
  observe: (input: { method: string; route: string; status: number; durationMs: number }) => void;
  text: () => Promise<string>;
  contentType: string;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "rollbook_http_requests_total",
    help: "Requests answered, by route pattern",
    labelNames,
    registers: [registry],
  });
  const durations = new Histogram({
    name: "rollbook_http_request_duration_seconds",
    help: "Time from request to answer",
    labelNames,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    observe: ({ method, route, status, durationMs }) => {
      const labels = { method, route, status: String(status) };
      requests.inc(labels);
      durations.observe(labels, durationMs / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
