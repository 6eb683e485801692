import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import { fhirContentType, invalidRequest, ProblemError } from "../problem/index.ts";
import { etagOf, readIdempotencyKey, requiredVersion } from "../transport/index.ts";
import type { Principal } from "../principal.ts";
import type { FileAnswer, Operation, OperationAnswer } from "./operation.ts";
import { problemResponses } from "./problemResponses.ts";

const noQuery = z.strictObject({});
const noUpload = new Uint8Array();

export function mountOperation(input: {
  app: OpenAPIHono<ApiEnvironment>;
  operation: Operation;
  ports: ApiPorts;
}): void {
  const { app, operation, ports } = input;
  const handler = async (context: Context<ApiEnvironment>): Promise<Response> => {
    const upload =
      operation.upload === undefined ? noUpload : await readUpload(context, operation.upload);
    const answer = await operation.run({ ...readRequest({ context, operation, ports }), upload });
    return respond({ context, operation, answer });
  };
  const route = routeOf(operation);
  app.openAPIRegistry.registerPath(route);
  const { body } = route.request;
  const request = body === undefined ? {} : { body };
  const middleware = admit(operation);
  app.openapi({ ...route, request, middleware, hide: true }, handler as never);
}

// Before the body is looked at: who may not do this learns nothing about how it is done. The library would take a step of
// its own for the query and for the path, which a read of one record feels.
function admit(operation: Operation) {
  const { id, params, query = noQuery } = operation;
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    context.set("operationId", id);
    requireAccess(operation, context.get("principal"));
    const { req } = context;
    req.addValidatedData("query", valid("query", query, queryOf(req.queries())));
    if (params !== undefined) req.addValidatedData("param", valid("param", params, req.param()));
    await next();
  });
}

function requireAccess(
  { access, audience }: Operation,
  { kind, permissions, role }: Principal,
): void {
  if (audience !== "everyone" && (kind === "operator") !== (audience === "operators")) {
    throw new ProblemError({ code: "forbidden", detail: strangers[audience] });
  }
  if (access !== "any" && !(permissions as readonly string[]).includes(access)) {
    throw new ProblemError({
      code: "forbidden",
      detail: `The role ${role} may not do this: it needs ${access}.`,
    });
  }
}

function valid(target: "query" | "param", schema: z.ZodObject, value: unknown): object {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape);
  throw invalidRequest({ target, issues: parsed.error.issues, known });
}

/** A name that is given more than once has the list of its values. */
function queryOf(queries: Record<string, string[]>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(queries).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]),
  );
}

const strangers = {
  practice: "This belongs to a practice, and an operator is in none.",
  operators: "This is for operators, and you ask for a practice.",
} as const;

async function readUpload(
  context: Context<ApiEnvironment>,
  upload: NonNullable<Operation["upload"]>,
): Promise<Uint8Array> {
  const contentType = context.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (upload.contentTypes.includes(contentType))
    return new Uint8Array(await context.req.arrayBuffer());
  throw new ProblemError({
    code: "unsupported_media_type",
    detail: `This operation takes ${upload.contentTypes.join(", ")}.`,
  });
}

function readRequest(input: {
  context: Context<ApiEnvironment>;
  operation: Operation;
  ports: ApiPorts;
}) {
  const { context, operation, ports } = input;
  const valid = (target: string): unknown => context.req.valid(target as never);
  const principal = context.get("principal");
  const params = operation.params === undefined ? {} : valid("param");
  const query = valid("query") as Record<string, unknown>;
  return {
    ports,
    principal,
    requestId: context.get("requestId"),
    params,
    query,
    body: operation.body === undefined ? {} : valid("json"),
    idempotencyKey:
      operation.idempotency === "none"
        ? undefined
        : readIdempotencyKey({
            header: context.req.header("idempotency-key"),
            isRequired: operation.idempotency === "required",
          }),
    version: operation.needsIfMatch ? requiredVersion(context.req.header("if-match")) : undefined,
    cursorScope: {
      practiceId: principal.kind === "operator" ? "operators" : principal.practiceId,
      operationId: operation.id,
      filters: { ...query, ...(params as Record<string, unknown>) },
    },
  };
}

function respond(input: {
  context: Context<ApiEnvironment>;
  operation: Operation;
  answer: OperationAnswer<unknown>;
}): Response {
  const { context, operation, answer } = input;
  if (answer.version !== undefined) context.header("ETag", etagOf(answer.version));
  if (answer.location !== undefined) context.header("Location", answer.location);
  if (answer.isReplay === true) context.header("Idempotency-Replayed", "true");
  if (answer.file !== undefined) return respondWithFile(context, operation, answer.file);
  return context.json(answer.body as object, operation.status, {
    "content-type": contentTypeOf(operation),
  });
}

function respondWithFile(
  context: Context<ApiEnvironment>,
  operation: Operation,
  { bytes, name }: FileAnswer,
): Response {
  return context.body(bytes, operation.status, {
    "content-type": operation.fileContentType ?? "application/octet-stream",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-store",
  });
}

export function routeOf(operation: Operation) {
  return createRoute({
    method: operation.method,
    path: operation.path,
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description === undefined ? {} : { description: operation.description }),
    parameters: headerParameters(operation),
    request: {
      query: operation.query ?? noQuery,
      ...(operation.params === undefined ? {} : { params: operation.params }),
      ...(operation.body === undefined ? {} : { body: bodyOf(operation, operation.body) }),
      ...(operation.upload === undefined ? {} : { body: uploadOf(operation.upload.contentTypes) }),
    },
    responses: {
      [operation.status]: {
        description: successDescriptions[operation.status],
        headers: answerHeaders(operation),
        content: {
          [contentTypeOf(operation)]: { schema: operation.answer },
        },
      },
      ...problemResponses(operation),
    },
  });
}

function contentTypeOf({ fileContentType, isFhir }: Operation): string {
  return fileContentType ?? (isFhir === true ? fhirContentType : "application/json");
}

const successDescriptions = { 200: "Done", 201: "Created", 202: "Accepted: it runs on" } as const;

function bodyOf(operation: Operation, schema: z.ZodType) {
  const example = operation.bodyExample === undefined ? {} : { example: operation.bodyExample };
  return { required: true, content: { "application/json": { schema, ...example } } };
}

function uploadOf(contentTypes: readonly string[]) {
  const file = { schema: { type: "string" as const, format: "binary" } };
  return { required: true, content: Object.fromEntries(contentTypes.map((name) => [name, file])) };
}

function headerParameters(operation: Operation) {
  const names = [
    ...(operation.idempotency === "none"
      ? []
      : [operation.idempotency === "required" ? "RequiredIdempotencyKey" : "IdempotencyKey"]),
    ...(operation.needsIfMatch ? ["IfMatch"] : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

function answerHeaders(operation: Operation) {
  const names = [
    "RequestId",
    "RateLimit",
    "RateLimitPolicy",
    ...(operation.hasEtag ? ["ETag"] : []),
    ...(operation.idempotency === "none" ? [] : ["IdempotencyReplayed"]),
  ];
  const headerNames: Record<string, string> = {
    RequestId: "Request-Id",
    RateLimit: "RateLimit",
    RateLimitPolicy: "RateLimit-Policy",
    ETag: "ETag",
    IdempotencyReplayed: "Idempotency-Replayed",
  };
  return Object.fromEntries(
    names.map((name) => [headerNames[name], { $ref: `#/components/headers/${name}` }]),
  );
}
