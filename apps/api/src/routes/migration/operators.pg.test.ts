import type { components } from "@rollbook/client";
import { addOperator } from "@rollbook/services/operator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestBrowser } from "../../testing/browserOf.ts";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { signedInOperator } from "../../testing/signedIn.ts";

type Page = components["schemas"]["PaymentsMigrationsList"];

let api: PracticeApi;
let operator: TestBrowser;
const practices: TestPractice[] = [];

beforeAll(async () => {
  api = await createPracticeApi();
  for (const name of ["Birch Clinic", "Birch Dental", "Cedar Care", "Dale Doctors", "Elm Eyes"])
    practices.push(await api.newPractice(name));
  const email = "olga@operators.test";
  await addOperator(api.services, { name: "Olga Berg", email });
  operator = await signedInOperator({ api, email });
});
afterAll(() => api.drop());

async function look(query: string): Promise<Page> {
  const answer = await operator.send({
    path: `/v1/operators/payments-migrations?${query}`,
    method: "GET",
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}

/** Who looked, as the practice itself sees it. */
async function views(practice: TestPractice | undefined): Promise<(string | null)[]> {
  const answer = await practice?.client.GET("/v1/audit-events", {
    params: { query: { limit: 100 } },
  });
  const events = answer?.data?.data ?? [];
  return events
    .filter(({ action }) => action === "migration.viewed_by_operator")
    .map(({ actor_kind, actor_name }) => `${actor_kind} ${actor_name}`);
}

describe("the operators' list of migrations", () => {
  test("MIG-1: is searched by name and id, and each practice on the page, and no other, sees who looked", async () => {
    const { data, notice } = await look("search=birch");
    expect(data.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "Birch Clinic",
      "Birch Dental",
    ]);
    expect(data[0]).toEqual({
      id: expect.stringMatching(/^mig_/),
      name: expect.any(String),
      practice_group: { id: expect.stringMatching(/^pra_/), name: expect.any(String) },
      status: "active",
      created_at: "2026-05-15T12:00:00.000Z",
      created_by: "system",
      completed_on: "2026-05-15",
    });
    expect(notice).toContain("sees in its audit log");
    expect(await views(practices[0])).toEqual(["operator Olga Berg"]);
    expect(await views(practices[2])).toEqual([]);
    const [first] = data;
    expect((await look(`search=${first?.id}`)).data).toEqual([first]);
    expect((await look("status=error")).data).toEqual([]);
  });

  test("comes in pages, each migration once, and each page is a view", async () => {
    const seen: string[] = [];
    let query = "limit=2";
    for (;;) {
      const page = await look(query);
      expect(page.data.length).toBeLessThanOrEqual(2);
      seen.push(...page.data.map(({ name }) => name));
      if (page.next_cursor === null) break;
      query = `limit=2&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    expect(seen.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "Birch Clinic",
      "Birch Dental",
      "Cedar Care",
      "Dale Doctors",
      "Elm Eyes",
    ]);
    expect(await views(practices[4])).toEqual(["operator Olga Berg"]);
  });

  test("a practice's own people and keys do not see it", async () => {
    const headers = { authorization: `Bearer ${practices[0]?.key}` };
    const answer = await api.app.request("/v1/operators/payments-migrations", { headers });
    expect(answer.status).toBe(403);
  });
});
