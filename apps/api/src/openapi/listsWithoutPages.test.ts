import { expect, test } from "vitest";
import { documentOfApi } from "./documentOfApi.ts";
import { listsWithoutPages } from "./listsWithoutPages.ts";

// The few browsers in which one person is signed in: no resource of the API, and told whole to be ended.
const noResource = /^GET \/auth\/sessions: /;

const found = (document: Record<string, unknown>): string[] =>
  listsWithoutPages(document).filter((lack) => !noResource.test(lack));

type Parameter = { name?: string; schema?: Record<string, unknown> };
type Planted = { parameters: Parameter[]; responses: Record<string, unknown> };

/** The document with one operation changed. */
function planted(path: string, change: (operation: Planted) => void): Record<string, unknown> {
  const document = structuredClone(documentOfApi());
  const paths = document.paths as Record<string, Record<string, Planted>>;
  const operation = paths[path]?.["get"];
  if (operation === undefined) throw new Error(`there is no ${path}`);
  change(operation);
  return document;
}

const without = (name: string) => (operation: Planted) => {
  operation.parameters = operation.parameters.filter((parameter) => parameter.name !== name);
};

const answering = (schema: Record<string, unknown>) => (operation: Planted) => {
  operation.responses = { 200: { content: { "application/json": { schema } } } };
};

test("every operation that answers a list takes limit and cursor", () => {
  expect(found(documentOfApi())).toEqual([]);
});

test.each([
  {
    name: "a list that takes no cursor",
    document: () => planted("/v1/processor-events", without("cursor")),
    lacks: ["GET /v1/processor-events: takes no cursor"],
  },
  {
    name: "a list that takes no limit",
    document: () => planted("/v1/rosters", without("limit")),
    lacks: ["GET /v1/rosters: takes no limit of 1 to 100, 25 by default"],
  },
  {
    name: "a page of another size",
    document: () =>
      planted("/v1/plans", ({ parameters }) => {
        for (const parameter of parameters)
          if (parameter.name === "limit") parameter.schema = { ...parameter.schema, maximum: 1000 };
      }),
    lacks: ["GET /v1/plans: takes no limit of 1 to 100, 25 by default"],
  },
  {
    name: "a bare array",
    document: () => planted("/v1/me", answering({ type: "array", items: {} })),
    lacks: ["GET /v1/me: a bare list has no room for next_cursor"],
  },
  {
    name: "a list in the form of none",
    document: () =>
      planted(
        "/v1/me",
        answering({
          type: "object",
          required: ["data"],
          properties: { data: { type: "array", items: {} } },
        }),
      ),
    lacks: [
      "GET /v1/me: takes no limit of 1 to 100, 25 by default",
      "GET /v1/me: takes no cursor",
      "GET /v1/me: may answer without has_more",
      "GET /v1/me: may answer without next_cursor",
    ],
  },
])("planted, $name is found", ({ document, lacks }) => {
  expect(found(document())).toEqual(lacks);
});
