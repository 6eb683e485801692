import { readFile } from "node:fs/promises";
import { addOperator } from "@rollbook/services/operator";
import { practiceRoles, roles, type Role } from "@rollbook/services/run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessTable } from "../access/accessTable.ts";
import { accessPath, documentOfApi } from "../openapi/documentOfApi.ts";
import { operations } from "../routes/operations.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { createPracticeApi, type PracticeApi } from "../testing/practiceApi.ts";

const described = describeApi(documentOfApi());

let api: PracticeApi;
const keys = new Map<Role, string>();
beforeAll(async () => {
  api = await createPracticeApi();
  const { client } = await api.newPractice("Roles");
  for (const role of practiceRoles) {
    const { data } = await client.POST("/v1/api-keys", { body: { name: role, role } });
    keys.set(role, data?.key ?? "");
  }
  const operator = { name: "Olga Berg", email: "olga@operators.test" };
  keys.set("operator", (await addOperator(api.services, operator)).key);
});
afterAll(() => api.drop());

test("apps/api/access.json has a row for every route and for nothing else", async () => {
  const kept = JSON.parse(await readFile(accessPath, "utf8")) as Record<string, Role[]>;
  expect(kept).toEqual(accessTable(operations));
  expect(Object.keys(kept).toSorted()).toEqual(described.operations.map(({ id }) => id).toSorted());
});

test("an operator reaches no operation on patients, memberships or invoices", async () => {
  const table = accessTable(operations);
  const reached = Object.keys(table).filter((id) => table[id]?.includes("operator"));
  expect(
    reached.filter((id) => /Patient|Member|Invoice|Household|Employer|Roster/.test(id)),
  ).toEqual([]);
});

const cases = described.operations.flatMap((operation) =>
  roles.map((role) => ({ operation, role, id: operation.id })),
);

test.each(cases)("$role calls $id", async ({ operation, role }) => {
  const isAllowed = accessTable(operations)[operation.id]?.includes(role) === true;
  const response = await callEmpty(operation, keys.get(role) ?? "");
  expect(response.status === 403).toBe(!isAllowed);
  expect(response.status).toBeLessThan(500);
});

// An empty request: whoever may not call it must not get as far as its validation.
function callEmpty(operation: DescribedOperation, key: string): Promise<Response> | Response {
  const path = operation.path.replaceAll(/\{\w+\}/g, "unknown");
  const hasBody = operation.bodySchema !== undefined;
  return api.app.request(path, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(hasBody ? { "content-type": operation.bodyContentType ?? "application/json" } : {}),
    },
    ...(hasBody ? { body: "{}" } : {}),
  });
}
