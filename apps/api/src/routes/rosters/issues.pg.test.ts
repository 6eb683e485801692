import { afterAll, beforeAll, expect, test } from "vitest";
import type { KnownValues } from "../../testing/arbitraryOf.ts";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { seedPractice } from "../../testing/seedPractice.ts";

let api: PracticeApi;
let practice: TestPractice;
let known: KnownValues;
let roster_id: string;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Issues");
  known = await seedPractice({ practice, services: api.services });
  roster_id = String(known.roster_id?.[0]);
});
afterAll(() => api.drop());

async function issues(query: { kind?: "conflict" | "held_row"; limit?: number } = {}) {
  const { data } = await practice.client.GET("/v1/rosters/{roster_id}/issues", {
    params: { path: { roster_id }, query },
  });
  return data?.data ?? [];
}

test("SYN-19: a held row is listed with row, column, what was typed and what would be right", async () => {
  const [held] = await issues({ kind: "held_row" });
  expect(held).toMatchObject({
    cause: "date_impossible",
    row_number: 3,
    member: "Jean Bartik",
    field: "dob",
    column: "Date of birth",
    sheet_value: "1984-02-31",
    is_decided: false,
    resolve: [],
  });
  expect(held?.message).toContain("no day of the calendar");
});

test("SYN-19: pages go on where the one before ended", async () => {
  const all = await issues();
  expect(all.map(({ row_number }) => row_number)).toEqual([2, 3]);
  const path = `/v1/rosters/${roster_id}/issues?limit=1`;
  const headers = { authorization: `Bearer ${practice.key}` };
  const first = (await (await api.app.request(path, { headers })).json()) as {
    data: { id: string }[];
    next_cursor: string;
  };
  const next = await api.app.request(`${path}&cursor=${first.next_cursor}`, { headers });
  const second = (await next.json()) as { data: { id: string }[]; next_cursor: null };
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(second.next_cursor).toBe(null);
});

test("SYN-6: what resolves a conflict is linked, and once done it is told as decided", async () => {
  const [conflict] = await issues({ kind: "conflict" });
  expect(conflict).toMatchObject({
    field: "email",
    sheet_value: "jackson@typed.example",
    stored_value: "jackson@rollbook.example",
  });
  const [keepSheet] = conflict?.resolve ?? [];
  expect(keepSheet).toMatchObject({ operation_id: "chooseConflictSide", method: "POST" });
  const response = await api.app.request(keepSheet?.path ?? "", {
    method: "POST",
    headers: {
      authorization: `Bearer ${practice.key}`,
      "content-type": "application/json",
      "idempotency-key": "keep",
    },
    body: JSON.stringify(keepSheet?.body),
  });
  expect(response.status).toBe(200);
  expect(await issues({ kind: "conflict" })).toMatchObject([{ is_decided: true, resolve: [] }]);
});

test("SYN-8: an approval that no sync asked for is refused", async () => {
  const { response, error } = await practice.client.POST("/v1/rosters/{roster_id}/approvals", {
    params: { path: { roster_id }, header: { "Idempotency-Key": "approve-nothing" } },
    body: { approval: "foo" },
  });
  expect(response.status).toBe(409);
  expect(error).toMatchObject({
    rule: "SYN-8",
    detail: expect.stringContaining('No sync asked for the approval "foo"'),
  });
});
