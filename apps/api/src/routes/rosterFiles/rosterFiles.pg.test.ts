import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Files");
});
afterAll(() => api.drop());

async function preview(input: {
  body: string | Uint8Array<ArrayBuffer>;
  settings?: object;
  contentType?: string;
}) {
  const query = new URLSearchParams({ file_name: "roster.csv" });
  if (input.settings !== undefined) query.set("settings", JSON.stringify(input.settings));
  const response = await api.app.request(`/v1/roster-files/preview?${query.toString()}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${practice.key}`,
      "content-type": input.contentType ?? "text/csv",
    },
    body: input.body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const header = "First name,Last name,Date of birth,Email,Plan,Price,Billing cycle,Last billed";
const roster = `${header}\nAda,Lovelace,12/10/1985,ada@example.com,Gold,249.95,Monthly,05/01/2026\n`;

test("a file shows its columns, its rows and who is charged when, and nothing is kept", async () => {
  const { status, body } = await preview({ body: roster, settings: { date_order: "MDY" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    format: "csv",
    charges: [{ bill_from: "2026-06-01", first_invoice_on: "2026-06-01", price_minor: 24995 }],
    totals_by_date: [{ date: "2026-06-01", members: 1, total_minor: 24995 }],
  });
  const { data } = await practice.client.GET("/v1/patients");
  expect(data?.data).toEqual([]);
});

test.each([
  { name: "settings that are no JSON object", query: "[]", pointer: "/settings" },
  {
    name: "a setting that is none",
    query: '{"date_order":"XYZ"}',
    pointer: "/settings/date_order",
  },
])("$name are refused with a pointer", async ({ query, pointer }) => {
  const { status, body } = await preview({ body: roster, settings: JSON.parse(query) as object });
  expect(status).toBe(422);
  expect(body).toMatchObject({ errors: [{ in: "query", pointer }] });
});

test("an empty file says so, another content type is 415, and too large a file 413", async () => {
  expect(await preview({ body: "" })).toMatchObject({
    status: 422,
    body: { errors: [{ in: "file" }] },
  });
  expect(await preview({ body: roster, contentType: "text/html" })).toMatchObject({ status: 415 });
  expect(await preview({ body: new Uint8Array(20_000_001) })).toMatchObject({ status: 413 });
});
