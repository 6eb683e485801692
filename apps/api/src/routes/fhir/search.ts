import { z } from "@hono/zod-openapi";
import type { Listed, Permission } from "@rollbook/services/run";
import { defineOperation, type Operation, type OperationRequest } from "../../openapi/index.ts";
import { pageAnswer, pageInput } from "../../page.ts";
import { bundleOf } from "./resources.ts";
import { fromFhirId } from "./toFhir.ts";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;

const largestPage = 20;

type Search<Resource extends z.ZodType, Status extends string, Item> = {
  type: "Coverage" | "Account" | "Invoice";
  summary: string;
  access: Permission;
  resource: Resource;
  statuses: readonly [Status, ...Status[]];
  /** In the example of the path. */
  idExample: string;
  list: (
    request: AnyRequest,
    page: { limit: number; after?: string },
    filters: { patientId: string | undefined; status: Status | undefined },
  ) => Promise<Listed<Item>>;
  get: (request: AnyRequest, id: string) => Promise<Item>;
  toFhir: (item: Item) => z.input<Resource> & { id: string };
};

/** Reading one and searching by patient and status: what FHIR offers of a resource here. */
export function fhirOperations<Resource extends z.ZodType, Status extends string, Item>(
  search: Search<Resource, Status, Item>,
): Operation[] {
  return [searchOperation(search), readOperation(search)];
}

function readOperation<Resource extends z.ZodType, Status extends string, Item>(
  search: Search<Resource, Status, Item>,
): Operation {
  const { type, resource, access, idExample } = search;
  const idName = `${type.toLowerCase()}_id`;
  const id = z
    .string()
    .min(1)
    .max(200)
    .openapi({ param: { name: idName, in: "path" }, example: idExample });
  return defineOperation({
    id: `readFhir${type}`,
    method: "get",
    path: `/v1/fhir/${type}/{${idName}}`,
    tag: "FHIR",
    summary: `One ${type} of FHIR R4`,
    access,
    isFhir: true,
    params: z.object({ [idName]: id }),
    answer: resource as z.ZodType,
    run: async (request) => {
      const wanted = (request.params as Record<string, string>)[idName] ?? "";
      return { body: search.toFhir(await search.get(request, fromFhirId(wanted))) };
    },
  });
}

function searchOperation<Resource extends z.ZodType, Status extends string, Item>(
  search: Search<Resource, Status, Item>,
): Operation {
  const { type, summary, access, resource, statuses } = search;
  const path = `/v1/fhir/${type}`;
  return defineOperation({
    id: `searchFhir${type}`,
    method: "get",
    path,
    tag: "FHIR",
    summary,
    access,
    isFhir: true,
    query: z.strictObject({
      patient: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .openapi({ description: "A patient's id, with Patient/ before it or not" }),
      status: z.enum(statuses).optional(),
      _count: z.coerce
        .number()
        .int()
        .min(1)
        .max(1000)
        .default(largestPage)
        .openapi({
          type: "integer",
          minimum: 1,
          maximum: 1000,
          description: `A page holds ${largestPage} at most`,
        }),
      cursor: z
        .string()
        .max(500)
        .optional()
        .openapi({ description: "Of the link to the next page" }),
    }),
    answer: bundleOf(resource, `Fhir${type}Bundle`) as z.ZodType,
    run: async (request) => {
      const { patient, status, _count, cursor } = request.query;
      const paging = { ...request, query: { limit: Math.min(_count, largestPage), cursor } };
      const patientId =
        patient === undefined ? undefined : fromFhirId(patient.replace(/^Patient\//, ""));
      const found = await search.list(request, pageInput(paging), {
        patientId,
        status: status as Status | undefined,
      });
      const page = pageAnswer(paging, found, search.toFhir);
      return { body: searchset({ path, query: request.query, page }) };
    },
  });
}

function searchset(input: {
  path: string;
  query: Readonly<Record<string, unknown>>;
  page: { data: { id: string }[]; next_cursor: string | null };
}) {
  const { path, query, page } = input;
  const address = (cursor: unknown): string => {
    const given = Object.entries({ ...query, cursor }).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return `${path}?${search.toString()}`;
  };
  const entry = page.data.map((resource) => ({
    fullUrl: `${path}/${resource.id}`,
    resource,
    search: { mode: "match" as const },
  }));
  return {
    resourceType: "Bundle" as const,
    type: "searchset" as const,
    link: [
      { relation: "self", url: address(query.cursor) },
      ...(page.next_cursor === null ? [] : [{ relation: "next", url: address(page.next_cursor) }]),
    ],
    ...(entry.length === 0 ? {} : { entry }),
  };
}
