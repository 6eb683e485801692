import * as z from "zod";

const exporters = ["otlp", "console", "none"] as const;
const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

const oneOf = (values: readonly string[]) => `must be one of ${values.join(", ")}`;

const Variables = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.enum(exporters, { error: oneOf(exporters) }).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ error: "must be an address" }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ error: "must be an address" }).optional(),
  OTEL_TRACES_SAMPLER: z
    .enum(samplers, { error: oneOf(samplers) })
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number({ error: "must be a number from 0 to 1" })
    .min(0)
    .max(1)
    .default(1),
});

export interface TracingSettings {
  readonly exporter: "otlp" | "console";
  readonly sampler: (typeof samplers)[number];
  readonly ratio: number;
}

/**
 * The standard variables of OpenTelemetry; undefined, and traces are off, where none asks for them. Where they go and by
 * what name its exporter reads by itself. @throws RangeError with a sentence for each variable that is wrong
 */
export function readTracing(
  environment: Readonly<Record<string, string | undefined>>,
): TracingSettings | undefined {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = Variables.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}.`,
    );
    throw new RangeError(sentences.join("\n"));
  }
  const { data } = parsed;
  const endpoint = data.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? data.OTEL_EXPORTER_OTLP_ENDPOINT;
  const exporter = data.OTEL_TRACES_EXPORTER ?? (endpoint === undefined ? "none" : "otlp");
  if (exporter === "none" || data.OTEL_SDK_DISABLED?.toLowerCase() === "true") return undefined;
  return { exporter, sampler: data.OTEL_TRACES_SAMPLER, ratio: data.OTEL_TRACES_SAMPLER_ARG };
}
