import * as fc from "fast-check";
import { arbitraryOf, spoiled, type KnownValues } from "./arbitraryOf.ts";
import type { ApiDescription, DescribedOperation, JsonSchema } from "./describedApi.ts";

type FuzzRequest = { path: string; headers: Record<string, string>; body: unknown };
type Send = (input: {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
}) => Promise<Response>;

export function requestOf(input: {
  api: ApiDescription;
  operation: DescribedOperation;
  known: KnownValues;
}): fc.Arbitrary<FuzzRequest> {
  const { api, operation, known } = input;
  const parametersIn = (place: string) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === place);
    const model = Object.fromEntries(
      parameters.map(({ name, schema }) => [name, arbitraryOf({ api, schema, known, name })]),
    );
    return fc.record(model, {
      requiredKeys: parameters.filter(({ required }) => required === true).map(({ name }) => name),
      noNullPrototype: true,
    });
  };
  const body = bodyOf(input);
  return fc
    .record({
      params: parametersIn("path"),
      query: parametersIn("query"),
      headers: parametersIn("header"),
      body,
    })
    .map(({ params, query, headers, body: chosen }) => ({
      path: addressOf({ operation, params, query }),
      headers: headersOf(headers),
      body: chosen,
    }));
}

function bodyOf(input: {
  api: ApiDescription;
  operation: DescribedOperation;
  known: KnownValues;
}): fc.Arbitrary<unknown> {
  const { bodySchema, bodyContentType } = input.operation;
  if (bodySchema === undefined) return fc.constant(undefined);
  if (bodyContentType !== "application/json") {
    return fc.oneof(fc.constantFrom(...(input.known.file ?? [""])), fc.string());
  }
  const good = arbitraryOf({ ...input, schema: bodySchema });
  return fc.oneof({ weight: 3, arbitrary: good }, { weight: 1, arbitrary: spoiled(good) });
}

/** The body and its content type, as the operation takes them. */
export function bodyInit(
  { bodyContentType }: DescribedOperation,
  body: unknown,
): { headers: Record<string, string>; init: { body?: string } } {
  if (body === undefined) return { headers: {}, init: {} };
  const contentType = bodyContentType ?? "application/json";
  const text = contentType === "application/json" ? JSON.stringify(body) : String(body);
  return { headers: { "content-type": contentType }, init: { body: text } };
}

function addressOf(input: {
  operation: DescribedOperation;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
}): string {
  const path = input.operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    segment(String(input.params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query)) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

// An empty or dotted segment would be another address.
function segment(value: string): string {
  return /^\.{0,2}$/.test(value) ? "x" : encodeURIComponent(value);
}

function headersOf(headers: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    String(value).replaceAll(/[^\x21-\x7e]/g, "_"),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

export type FuzzTally = { successes: number; statuses: Record<string, number> };

/** Sends random requests to one operation and checks each answer against the document alone. */
export async function fuzzOperation(input: {
  api: ApiDescription;
  operation: DescribedOperation;
  known: KnownValues;
  send: Send;
  runs: number;
  seed: number;
}): Promise<FuzzTally> {
  const tally: FuzzTally = { successes: 0, statuses: {} };
  await fc.assert(
    fc.asyncProperty(requestOf(input), async (request) => {
      const response = await input.send({ method: input.operation.method, ...request });
      tally.statuses[response.status] = (tally.statuses[response.status] ?? 0) + 1;
      if (response.status < 300) tally.successes += 1;
      const complaint = await complaintAbout({ ...input, request, response });
      if (complaint !== undefined) throw new Error(`${input.operation.id}: ${complaint}`);
    }),
    { numRuns: input.runs, seed: input.seed, interruptAfterTimeLimit: 60_000 },
  );
  return tally;
}

async function complaintAbout(input: {
  api: ApiDescription;
  operation: DescribedOperation;
  request: FuzzRequest;
  response: Response;
}): Promise<string | undefined> {
  const { api, operation, request, response } = input;
  const text = await response.text();
  if (response.status >= 500) return `answered ${response.status}: ${text}`;
  const described = operation.responses[String(response.status)];
  if (described === undefined)
    return `answered ${response.status}, which the document does not name: ${text}`;
  if (
    response.status < 300 &&
    isRefusedBySchema({ api, schema: operation.bodySchema, body: request.body })
  ) {
    return "accepted a body that its schema refuses";
  }
  const contentType = response.headers.get("content-type")?.split(";")[0] ?? "";
  const content = described.content?.[contentType];
  if (content === undefined) return `answered ${contentType} for ${response.status}`;
  if (content.schema === undefined || !contentType.includes("json")) return undefined;
  return api.mismatch(content.schema, JSON.parse(text));
}

function isRefusedBySchema(input: {
  api: ApiDescription;
  schema: JsonSchema | undefined;
  body: unknown;
}): boolean {
  if (input.schema === undefined) return false;
  return (
    input.api.mismatch(input.schema, JSON.parse(JSON.stringify(input.body) ?? "null")) !== undefined
  );
}
