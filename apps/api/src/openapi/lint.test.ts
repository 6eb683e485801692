import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { documentOfApi } from "./documentOfApi.ts";

async function problemsOf(document: Record<string, unknown>): Promise<string[]> {
  const config = await createConfig({
    extends: ["recommended"],
    rules: {
      "no-server-example.com": "off",
      "operation-4xx-response": "error",
      "operation-operationId": "error",
      "no-invalid-schema-examples": "error",
      "no-invalid-media-type-examples": "error",
      "no-invalid-parameter-examples": "error",
    },
  });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ""}`,
  );
}

test("the document passes the recommended rules of Redocly without error or warning", async () => {
  expect(await problemsOf(documentOfApi())).toEqual([]);
});

test("the lint bites: an example that its schema refuses is found", async () => {
  const document = documentOfApi();
  const { schemas } = document.components as { schemas: Record<string, unknown> };
  schemas.Planted = { type: "object", properties: { size: { type: "integer", example: "tall" } } };
  expect((await problemsOf(document)).join()).toMatch(/no-invalid-schema-examples/);
});

test.each([
  {
    name: "of a body",
    rule: "no-invalid-media-type-examples",
    plant: {
      requestBody: {
        content: { "application/json": { schema: { type: "integer" }, example: "tall" } },
      },
    },
  },
  {
    name: "of a parameter",
    rule: "no-invalid-parameter-examples",
    plant: {
      parameters: [{ in: "query", name: "size", schema: { type: "integer" }, example: "tall" }],
    },
  },
])("the lint bites: an example $name that its schema refuses is found", async (planted) => {
  const document = documentOfApi();
  const paths = document.paths as Record<string, Record<string, object>>;
  const { summary, operationId, responses } = (paths["/v1/plans"]?.["post"] ?? {}) as {
    [name: string]: unknown;
  };
  paths["/v1/plans"] = {
    post: { summary, operationId, responses, tags: ["Plans"], ...planted.plant },
  };
  const found = await problemsOf(document);
  expect(found.filter((problem) => problem.startsWith(planted.rule))).toHaveLength(1);
});

test("the lint bites: a path parameter that is not described is found", async () => {
  const document = documentOfApi();
  const paths = document.paths as Record<string, unknown>;
  paths["/v1/planted/{plant_id}"] = {
    get: { operationId: "planted", summary: "Planted", responses: {} },
  };
  expect((await problemsOf(document)).join()).toMatch(/path-parameters-defined/);
});
