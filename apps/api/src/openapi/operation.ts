import { z } from "@hono/zod-openapi";
import type { OperatorPrincipal } from "@rollbook/services/operator";
import type { OperatorPermission } from "@rollbook/services/run";
import type { Permission } from "../access/permission.ts";
import type { ApiPorts } from "../ports.ts";
import type { ProblemCode } from "../problem/index.ts";
import type { PracticePrincipal, Principal } from "../principal.ts";
import type { CursorScope } from "../transport/index.ts";

export type OperationRequest<Params, Query, Body, Asker extends Principal = PracticePrincipal> = {
  ports: ApiPorts;
  principal: Asker;
  requestId: string;
  params: Params;
  query: Query;
  body: Body;
  idempotencyKey: string | undefined;
  /** The version in If-Match; only where the operation asks for it. */
  version: number | undefined;
  cursorScope: CursorScope;
  /** The body of an upload; empty elsewhere. */
  upload: Uint8Array;
};

/** Bytes instead of JSON: an export. */
export type FileAnswer = { bytes: Uint8Array<ArrayBuffer> | string; name: string };

export type OperationAnswer<Answer> = {
  body: Answer;
  file?: FileAnswer;
  version?: number;
  isReplay?: boolean;
  location?: string;
};

type ObjectSchema = z.ZodObject;
type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

type OperationShape = {
  /** The name of the method in generated clients, and the key of the access table. */
  id: string;
  method: "get" | "post" | "patch" | "put" | "delete";
  path: string;
  tag: string;
  summary: string;
  description?: string;
  /** A practice's people and keys, or operators alone, since nobody is both; or whoever asks. */
  audience: "practice" | "operators" | "everyone";
  /** "any": everyone of the audience. */
  access: Permission | OperatorPermission | "any";
  status: 200 | 201 | 202;
  /** `required` where money moves. Previews and reads take none. */
  idempotency: "none" | "optional" | "required";
  needsIfMatch: boolean;
  hasEtag: boolean;
  bodyExample?: Record<string, unknown>;
  /** Takes a file as its body instead of JSON. */
  upload?: { contentTypes: readonly string[]; maxBytes: number };
  /** What it answers with instead of JSON. */
  fileContentType?: string;
  /** Answers, and tells its problems, in FHIR's own format. */
  isFhir?: boolean;
  /** Problems that this operation alone can answer with. */
  alsoAnswers?: readonly ProblemCode[];
};

export type OperationDefinition<
  Params extends ObjectSchema | undefined,
  Query extends ObjectSchema | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
  Asker extends Principal = PracticePrincipal,
> = Omit<
  OperationShape,
  "audience" | "access" | "status" | "idempotency" | "needsIfMatch" | "hasEtag"
> &
  Partial<Pick<OperationShape, "status" | "idempotency" | "needsIfMatch" | "hasEtag">> & {
    access: Asker extends PracticePrincipal ? Permission | "any" : OperatorPermission;
    params?: Params;
    query?: Query;
    body?: Body;
    answer: Answer;
    run: (
      request: OperationRequest<Output<Params>, Output<Query>, Output<Body>, Asker>,
    ) => Promise<OperationAnswer<z.input<Answer>>> | OperationAnswer<z.input<Answer>>;
  };

export type Operation = OperationShape & {
  params: ObjectSchema | undefined;
  query: ObjectSchema | undefined;
  body: z.ZodType | undefined;
  answer: z.ZodType;
  run: (
    request: OperationRequest<unknown, unknown, unknown, Principal>,
  ) => Promise<OperationAnswer<unknown>>;
};

/** One operation of the API: its document entry, its access and its thin adapter to a verb, in one value. */
export function defineOperation<
  Params extends ObjectSchema | undefined = undefined,
  Query extends ObjectSchema | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType = z.ZodType,
>(definition: OperationDefinition<Params, Query, Body, Answer>): Operation {
  return asOperation(definition, "practice");
}

/** An operation for operators alone; `request.principal` is the operator, who has no practice. */
export function defineOperatorOperation<
  Params extends ObjectSchema | undefined = undefined,
  Query extends ObjectSchema | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType = z.ZodType,
>(definition: OperationDefinition<Params, Query, Body, Answer, OperatorPrincipal>): Operation {
  return asOperation(definition, "operators");
}

/** An operation for whoever asks: practices' people and keys, and operators. */
export function defineEveryonesOperation<
  Params extends ObjectSchema | undefined = undefined,
  Query extends ObjectSchema | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType = z.ZodType,
>(definition: OperationDefinition<Params, Query, Body, Answer, Principal>): Operation {
  return asOperation(definition, "everyone");
}

function asOperation<
  Params extends ObjectSchema | undefined,
  Query extends ObjectSchema | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
  Asker extends Principal,
>(
  definition: OperationDefinition<Params, Query, Body, Answer, Asker>,
  audience: Operation["audience"],
): Operation {
  const { run, params, query, body, ...rest } = definition;
  type Request = OperationRequest<Output<Params>, Output<Query>, Output<Body>, Asker>;
  return {
    audience,
    status: 200,
    idempotency: definition.method === "get" ? "none" : "optional",
    needsIfMatch: false,
    hasEtag: false,
    ...rest,
    params,
    query,
    body,
    run: async (request) => run(request as unknown as Request),
  };
}

/** An operation that answers with a file. */
export function defineFileOperation<Query extends ObjectSchema | undefined = undefined>(
  definition: Pick<OperationShape, "id" | "path" | "tag" | "summary" | "description"> & {
    access: Permission | "any";
    contentType: string;
    query?: Query;
    run: (request: OperationRequest<unknown, Output<Query>, unknown>) => Promise<FileAnswer>;
  },
): Operation {
  const { run, contentType, ...rest } = definition;
  return defineOperation({
    ...rest,
    method: "get",
    fileContentType: contentType,
    answer: z.string(),
    run: async (request) => ({
      body: "",
      file: await run(request as OperationRequest<unknown, Output<Query>, unknown>),
    }),
  });
}
