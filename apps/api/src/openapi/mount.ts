import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiEnvironment } from "../environment.ts";
import type { ApiPorts } from "../ports.ts";
import { fhirContentType, ProblemError } from "../problem/index.ts";
import { etagOf, readIdempotencyKey, requiredVersion } from "../transport/index.ts";
import type { FileAnswer, Operation, OperationAnswer } from "./operation.ts";
import { problemResponses } from "./problemResponses.ts";

const noQuery = z.strictObject({});

export function mountOperation(input: {
  app: OpenAPIHono<ApiEnvironment>;
  operation: Operation;
  ports: ApiPorts;
}): void {
  const { app, operation, ports } = input;
  const handler = async (context: Context<ApiEnvironment>): Promise<Response> => {
    const upload = await readUpload(context, operation);
    const answer = await operation.run({ ...readRequest({ context, operation, ports }), upload });
    return respond({ context, operation, answer });
  };
  app.openapi({ ...routeOf(operation), middleware: requireAccess(operation) }, handler as never);
}

// Before the body is looked at: who may not do this learns nothing about how it is done.
function requireAccess({ id, access, audience }: Operation) {
  return createMiddleware<ApiEnvironment>(async (context, next) => {
    context.set("operationId", id);
    const { kind, permissions, role } = context.get("principal");
    if (audience !== "everyone" && (kind === "operator") !== (audience === "operators")) {
      throw new ProblemError({ code: "forbidden", detail: strangers[audience] });
    }
    if (access !== "any" && !(permissions as readonly string[]).includes(access)) {
      throw new ProblemError({
        code: "forbidden",
        detail: `The role ${role} may not do this: it needs ${access}.`,
      });
    }
    await next();
  });
}

const strangers = {
  practice: "This belongs to a practice, and an operator is in none.",
  operators: "This is for operators, and you ask for a practice.",
} as const;

async function readUpload(
  context: Context<ApiEnvironment>,
  { upload }: Operation,
): Promise<Uint8Array> {
  if (upload === undefined) return new Uint8Array();
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
