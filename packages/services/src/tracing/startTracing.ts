import type { Tracer } from "@opentelemetry/api";
import type * as sdkModule from "@opentelemetry/sdk-trace";
import { readTracing, type TracingSettings } from "./readTracing.ts";

export interface Tracing {
  /** Undefined where traces are off. */
  readonly tracer: Tracer | undefined;
  /** Sends what is still held. */
  readonly stop: () => Promise<void>;
}

type Sdk = typeof sdkModule;

/** Traces as the OTEL_ variables say; without them nothing is loaded. @throws RangeError */
export async function startTracing(input: {
  environment: Readonly<Record<string, string | undefined>>;
  /** Unless OTEL_SERVICE_NAME says otherwise. */
  serviceName: string;
}): Promise<Tracing> {
  const settings = readTracing(input.environment);
  if (settings === undefined) return { tracer: undefined, stop: async () => undefined };
  const sdk = await import("@opentelemetry/sdk-trace");
  const { detectResources, envDetector, resourceFromAttributes } =
    await import("@opentelemetry/resources");
  const named = resourceFromAttributes({ "service.name": input.serviceName });
  const provider = new sdk.TracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sdk, settings),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: await exporterOf(sdk, settings) })],
  });
  return { tracer: provider.getTracer("rollbook"), stop: () => provider.shutdown() };
}

async function exporterOf(sdk: Sdk, { exporter }: TracingSettings) {
  if (exporter === "console") return new sdk.ConsoleSpanExporter();
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  return new OTLPTraceExporter();
}

function samplerOf(sdk: Sdk, { sampler, ratio }: TracingSettings): sdkModule.Sampler {
  const isParentAsked = sampler.startsWith("parentbased_");
  const root = rootSampler(sdk, sampler.replace("parentbased_", ""), ratio);
  return isParentAsked ? new sdk.ParentBasedSampler({ root }) : root;
}

function rootSampler(sdk: Sdk, name: string, ratio: number): sdkModule.Sampler {
  if (name === "always_off") return new sdk.AlwaysOffSampler();
  return name === "traceidratio"
    ? new sdk.TraceIdRatioBasedSampler(ratio)
    : new sdk.AlwaysOnSampler();
}
