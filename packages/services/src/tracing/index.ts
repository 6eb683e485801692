export { inSpan, type SpanInput } from "./inSpan.ts";
export { startTracing, type Tracing } from "./startTracing.ts";
export { readTracing, type TracingSettings } from "./readTracing.ts";
export type { Tracer } from "@opentelemetry/api";
