import { SpanStatusCode, type Attributes, type Tracer } from "@opentelemetry/api";

export interface SpanInput {
  /** Undefined where traces are off: then nothing is done but the work. */
  readonly tracer: Tracer | undefined;
  readonly name: string;
  /** Opaque ids and counts: nothing that a person typed. */
  readonly attributes: Attributes;
}

/** Does the work in a span. Of an error it keeps the kind alone, for messages may quote rows. */
export async function inSpan<Result>(
  { tracer, name, attributes }: SpanInput,
  work: () => Promise<Result>,
): Promise<Result> {
  if (tracer === undefined) return work();
  const span = tracer.startSpan(name, { attributes });
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
    throw error;
  } finally {
    span.end();
  }
}
