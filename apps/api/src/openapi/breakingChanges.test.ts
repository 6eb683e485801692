import { expect, test } from "vitest";
import { readFile } from "node:fs/promises";
import { breakingChanges } from "./breakingChanges.ts";
import { documentOfApi, releasedPath } from "./documentOfApi.ts";

const answer = {
  type: "object",
  properties: { id: { type: "string" }, note: { type: "string" } },
  required: ["id"],
};
const body = {
  type: "object",
  properties: { name: { type: "string" }, kind: { enum: ["a", "b"] } },
  required: ["name"],
};

function documentOf(
  changes: { answer?: object; body?: object; parameters?: object[]; paths?: object } = {},
) {
  const json = (schema: object) => ({ content: { "application/json": { schema } } });
  const operation = {
    parameters: changes.parameters ?? [{ in: "query", name: "limit" }],
    requestBody: json(changes.body ?? body),
    responses: { 201: json({ $ref: "#/components/schemas/Thing" }) },
  };
  return {
    paths: changes.paths ?? { "/things": { post: operation } },
    components: { schemas: { Thing: changes.answer ?? answer } },
  } as never;
}

test.each([
  { name: "an operation gone", after: { paths: {} }, found: ["POST /things is gone"] },
  {
    name: "a field of the answer gone",
    after: { answer: { ...answer, properties: { id: { type: "string" } } } },
    found: ["POST /things 201/note is gone"],
  },
  {
    name: "a field that may now be missing",
    after: { answer: { ...answer, required: [] } },
    found: ["POST /things 201/id may now be missing"],
  },
  {
    name: "another type",
    after: { answer: { ...answer, properties: { ...answer.properties, id: { type: "integer" } } } },
    found: ["POST /things 201/id was string and is integer"],
  },
  {
    name: "a new demand",
    after: { body: { ...body, required: ["name", "kind"] } },
    found: ["POST /things body/kind is now required"],
  },
  {
    name: "a value no longer taken",
    after: { body: { ...body, properties: { ...body.properties, kind: { enum: ["a"] } } } },
    found: ["POST /things body/kind no longer takes b"],
  },
  {
    name: "a parameter gone",
    after: { parameters: [] },
    found: ["POST /things no longer takes query limit"],
  },
  {
    name: "a parameter demanded",
    after: { parameters: [{ in: "query", name: "limit", required: true }] },
    found: ["POST /things now demands query limit"],
  },
  {
    name: "additions",
    after: {
      body: { ...body, properties: { ...body.properties, more: { type: "string" } } },
      answer: { ...answer, properties: { ...answer.properties, more: { type: "string" } } },
    },
    found: [],
  },
])("$name", ({ after, found }) => {
  expect(breakingChanges({ before: documentOf(), after: documentOf(after) })).toEqual(found);
});

const extended = (own: object, base: object = answer) => ({
  allOf: [base, { type: "object", properties: { extra: { type: "string" } }, ...own }],
});

test.each([
  {
    name: "a field that a schema inherits",
    answer: extended({}, { ...answer, properties: { id: { type: "string" } } }),
    found: ["POST /things 201/note is gone"],
  },
  {
    name: "a field of the schema that extends",
    answer: extended({ properties: {} }),
    found: ["POST /things 201/extra is gone"],
  },
  {
    name: "an inherited field that may now be missing",
    answer: extended({}, { ...answer, required: [] }),
    found: ["POST /things 201/id may now be missing"],
  },
  {
    name: "an inherited field of another type",
    answer: extended({}, { ...answer, properties: { ...answer.properties, id: { type: "null" } } }),
    found: ["POST /things 201/id was string and is null"],
  },
  {
    name: "the same fields written out, with more",
    answer: { ...answer, properties: { ...answer.properties, extra: { type: "string" } } },
    found: [],
  },
])("extended by allOf: $name", ({ answer: after, found }) => {
  const before = documentOf({ answer: extended({}) });
  expect(breakingChanges({ before, after: documentOf({ answer: after }) })).toEqual(found);
});

test("an extended body: a new demand of the schema that it extends is found", () => {
  const before = documentOf({ body: extended({}, body) });
  const after = documentOf({ body: extended({}, { ...body, required: ["name", "kind"] }) });
  expect(breakingChanges({ before, after })).toEqual(["POST /things body/kind is now required"]);
});

test("nothing that callers were promised at the last release is taken from them", async () => {
  const before = JSON.parse(await readFile(releasedPath, "utf8")) as never;
  expect(breakingChanges({ before, after: documentOfApi() as never })).toEqual([]);
});
