import { readFile } from "node:fs/promises";
import { addOperator } from "@rollbook/services/operator";
import { practiceRoles, roles, type Role } from "@rollbook/services/run";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessTable } from "../access/accessTable.ts";
import { routesWithoutAccess } from "../access/routesWithoutAccess.ts";
import { accessPath, documentOfApi } from "../openapi/documentOfApi.ts";
import { defineOperation } from "../openapi/index.ts";
import { operations } from "../routes/operations.ts";
import { type TestBrowser } from "../testing/browserOf.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { signedInOperator, signedInPerson } from "../testing/signedIn.ts";

const described = describeApi(documentOfApi());
const table = accessTable(operations);
// Each checks a secret of its own: a signature of Stripe, the token of a channel at Google.
const withOwnCheck = ["POST /v1/processor-events/stripe/:practice_id", "POST /v1/drive-changes"];

let api: PracticeApi;
let practice: TestPractice;
const keys = new Map<Role, string>();
const browsers = new Map<Role, TestBrowser>();
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Roles");
  for (const role of practiceRoles) {
    const { data } = await practice.client.POST("/v1/api-keys", { body: { name: role, role } });
    keys.set(role, data?.key ?? "");
    browsers.set(role, (await signedInPerson({ api, practice, role })).browser);
  }
  const operator = { name: "Olga Berg", email: "olga@operators.test" };
  keys.set("operator", (await addOperator(api.services, operator)).key);
  browsers.set("operator", await signedInOperator({ api, email: operator.email }));
});
afterAll(() => api.drop());

test("apps/api/access.json has a row for every route and for nothing else", async () => {
  const kept = JSON.parse(await readFile(accessPath, "utf8")) as Record<string, Role[]>;
  expect(kept).toEqual(table);
  expect(Object.keys(kept).toSorted()).toEqual(described.operations.map(({ id }) => id).toSorted());
});

test("no route under /v1 stands beside the table, and a planted one is found", async () => {
  const given = { operations, exempt: withOwnCheck };
  expect(routesWithoutAccess({ ...given, routes: api.app.routes })).toEqual([]);
  const planted = await createPracticeApi();
  planted.app.get("/v1/backdoor/:id", (context) => context.text("open"));
  expect(routesWithoutAccess({ ...given, routes: planted.app.routes })).toEqual([
    "GET /v1/backdoor/:id",
  ]);
  await planted.drop();
});

test("an operation that is not in access.json is found", async () => {
  const kept = JSON.parse(await readFile(accessPath, "utf8")) as Record<string, Role[]>;
  const [first] = operations;
  if (first === undefined) throw new Error("there are no operations");
  const planted = defineOperation({
    ...first,
    id: "plantedOperation",
    access: "any",
    run: () => ({ body: {} }),
  } as never);
  expect(accessTable([...operations, planted])).not.toEqual(kept);
});

test("an operator reaches nothing of a practice, and nobody of a practice what is an operator's", () => {
  const shared = operations.filter(({ audience }) => audience === "everyone").map(({ id }) => id);
  expect(shared).toEqual(["getMe"]);
  for (const { id, audience } of operations) {
    if (audience === "practice") expect(table[id]).not.toContain("operator");
    if (audience === "operators") expect(table[id]).toEqual(["operator"]);
  }
  const reached = Object.keys(table).filter((id) => table[id]?.includes("operator"));
  expect(
    reached.filter((id) => /Patient|Member|Invoice|Household|Employer|Roster/.test(id)),
  ).toEqual([]);
});

test("changing products asks for a permission of its own, which billing and the front desk have not", () => {
  expect(table["createPlan"]).toEqual(["owner", "admin"]);
  expect(table["updatePlan"]).toEqual(["owner", "admin"]);
});

const cases = described.operations.flatMap((operation) =>
  roles.map((role) => ({ operation, role, id: operation.id })),
);

test.each(cases)("$role calls $id with a key", async ({ operation, role }) => {
  const { path, hasBody, contentType } = emptyRequest(operation);
  const response = await api.app.request(path, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${keys.get(role) ?? ""}`,
      ...(hasBody ? { "content-type": contentType } : {}),
    },
    ...(hasBody ? { body: "{}" } : {}),
  });
  expectAsInTable({ operation, role, response });
});

test.each(cases)("$role calls $id in a session", async ({ operation, role }) => {
  const { path, hasBody, contentType } = emptyRequest(operation);
  const response = await browsers.get(role)?.send({
    path,
    method: operation.method,
    ...(hasBody ? { body: {}, headers: { "content-type": contentType } } : {}),
  });
  expectAsInTable({ operation, role, response });
});

function expectAsInTable(input: {
  operation: DescribedOperation;
  role: Role;
  response: Response | undefined;
}): void {
  const isAllowed = table[input.operation.id]?.includes(input.role) === true;
  expect(input.response?.status === 403).toBe(!isAllowed);
  expect(input.response?.status).toBeLessThan(500);
  expect(input.response?.status).not.toBe(401);
}

// An empty request: whoever may not call it must not get as far as its validation.
function emptyRequest(operation: DescribedOperation) {
  return {
    path: operation.path.replaceAll(/\{\w+\}/g, "unknown"),
    hasBody: operation.bodySchema !== undefined,
    contentType: operation.bodyContentType ?? "application/json",
  };
}
