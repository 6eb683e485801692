import { z } from "@hono/zod-openapi";
import type { Listed, Permission } from "@rollbook/services/run";
import { defineOperation, type Operation, type OperationRequest } from "../openapi/index.ts";
import { pageAnswer, pageInput } from "../page.ts";
import { listOf, listQuery } from "../wire/lists.ts";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;
type Versioned = { id: string; version: number };
type Receipt<Result> = Promise<{ result: Result; isReplay: boolean }>;
type Page = { limit: number; after?: string };

export type Resource<
  Item extends Versioned,
  Wire extends z.ZodType,
  Filters extends z.ZodRawShape,
  Create extends z.ZodType,
  Update extends z.ZodType,
> = {
  /** In operation ids and in words: "patient". */
  singular: string;
  plural: string;
  tag: string;
  path: string;
  idName: string;
  read: Permission;
  write: Permission;
  wire: Wire;
  toWire: (item: Item) => z.input<Wire>;
  filters: Filters;
  createBody: Create;
  createExample: Record<string, unknown>;
  updateBody: Update;
  updateExample: Record<string, unknown>;
  list: (
    request: AnyRequest,
    page: Page,
    filters: z.output<z.ZodObject<Filters>>,
  ) => Receipt<Listed<Item>>;
  get: (request: AnyRequest, id: string) => Receipt<Item>;
  create: (request: AnyRequest, body: z.output<Create>) => Receipt<Item>;
  update: (
    request: AnyRequest,
    input: { id: string; version: number | undefined; body: z.output<Update> },
  ) => Receipt<Item>;
};

/** List, create, read and change: the four operations that most records have. */
export function resourceOperations<
  Item extends Versioned,
  Wire extends z.ZodType,
  Filters extends z.ZodRawShape,
  Create extends z.ZodType,
  Update extends z.ZodType,
>(resource: Resource<Item, Wire, Filters, Create, Update>): Operation[] {
  return [listOperation(resource), createOperation(resource), ...oneOperations(resource)];
}

function nameOf(word: string): string {
  return word.replaceAll(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function listOperation<
  Item extends Versioned,
  Wire extends z.ZodType,
  Filters extends z.ZodRawShape,
>(
  resource: Pick<
    Resource<Item, Wire, Filters, z.ZodType, z.ZodType>,
    "plural" | "tag" | "path" | "read" | "wire" | "toWire" | "filters" | "list"
  >,
): Operation {
  const { plural, tag, path, read, wire, filters } = resource;
  return defineOperation({
    id: `list${nameOf(plural)}`,
    method: "get",
    path,
    tag,
    summary: `The ${plural} of the practice, oldest first`,
    access: read,
    query: z.strictObject({ ...listQuery, ...filters }) as z.ZodObject,
    answer: listOf(wire, `${nameOf(plural)}List`) as z.ZodType,
    run: async (request) => {
      const query = request.query as { limit: number; cursor?: string };
      const { limit: _limit, cursor: _cursor, ...given } = query;
      const paging = { ...request, query };
      const { result } = await resource.list(
        request,
        pageInput(paging),
        given as z.output<z.ZodObject<Filters>>,
      );
      return { body: pageAnswer(paging, result, resource.toWire) };
    },
  });
}

function createOperation<Item extends Versioned, Wire extends z.ZodType, Create extends z.ZodType>(
  resource: Pick<
    Resource<Item, Wire, z.ZodRawShape, Create, z.ZodType>,
    | "singular"
    | "tag"
    | "path"
    | "write"
    | "wire"
    | "toWire"
    | "createBody"
    | "createExample"
    | "create"
  >,
): Operation {
  const { singular, tag, path, write, wire, createBody, createExample } = resource;
  return defineOperation({
    id: `create${nameOf(singular)}`,
    method: "post",
    path,
    tag,
    summary: `Create a ${singular}`.replace(/ a (?=[aeiou])/, " an "),
    access: write,
    status: 201,
    hasEtag: true,
    body: createBody as z.ZodType,
    bodyExample: createExample,
    answer: wire as z.ZodType,
    run: async (request) => {
      const { result, isReplay } = await resource.create(request, request.body as z.output<Create>);
      return {
        body: resource.toWire(result),
        version: result.version,
        isReplay,
        location: `${path}/${result.id}`,
      };
    },
  });
}

function oneOperations<Item extends Versioned, Wire extends z.ZodType, Update extends z.ZodType>(
  resource: Pick<
    Resource<Item, Wire, z.ZodRawShape, z.ZodType, Update>,
    | "singular"
    | "tag"
    | "path"
    | "idName"
    | "read"
    | "write"
    | "wire"
    | "toWire"
    | "updateBody"
    | "updateExample"
    | "get"
    | "update"
  >,
): Operation[] {
  const { singular, tag, idName, read, write, wire, updateBody, updateExample } = resource;
  const path = `${resource.path}/{${idName}}`;
  const params = z.object({ [idName]: z.string().min(1).max(200) });
  const idOf = (given: unknown): string => (given as Record<string, string>)[idName] ?? "";
  const shared = { path, tag, params, hasEtag: true, answer: wire as z.ZodType };
  return [
    defineOperation({
      ...shared,
      id: `get${nameOf(singular)}`,
      method: "get",
      summary: `One ${singular}`,
      access: read,
      run: async (request) => {
        const { result } = await resource.get(request, idOf(request.params));
        return { body: resource.toWire(result), version: result.version };
      },
    }),
    defineOperation({
      ...shared,
      id: `update${nameOf(singular)}`,
      method: "patch",
      summary: `Change a ${singular}`.replace(/ a (?=[aeiou])/, " an "),
      description: "Fields that are left out stay as they are.",
      access: write,
      needsIfMatch: true,
      body: updateBody as z.ZodType,
      bodyExample: updateExample,
      run: async (request) => {
        const { params: given, version, body } = request;
        const { result, isReplay } = await resource.update(request, {
          id: idOf(given),
          version,
          body: body as z.output<Update>,
        });
        return { body: resource.toWire(result), version: result.version, isReplay };
      },
    }),
  ];
}
