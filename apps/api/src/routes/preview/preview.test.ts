import { expect, test } from "vitest";
import { bareApi, jsonRequest } from "../../testing/bareApi.ts";

async function preview(what: string, body: unknown) {
  const response = await bareApi().request(
    `/v1/preview/${what}`,
    jsonRequest({ method: "POST", body }),
  );
  return { status: response.status, body: await response.json() };
}

test.each([
  {
    name: "CAL-2: month ends come from the anchor",
    body: { anchor_date: "2026-01-31", interval: "P1M", count: 3 },
    periods: [
      { start: "2026-01-31", end: "2026-02-27" },
      { start: "2026-02-28", end: "2026-03-30" },
      { start: "2026-03-31", end: "2026-04-29" },
    ],
  },
  {
    name: "CAL-5: another anchor day makes a stub",
    body: { anchor_date: "2026-01-10", interval: "P1M", count: 2, anchor_day: 15 },
    periods: [
      { start: "2026-01-10", end: "2026-01-14" },
      { start: "2026-01-15", end: "2026-02-14" },
    ],
  },
  {
    name: "CAL-2: skipped periods",
    body: { anchor_date: "2024-02-29", interval: "P1Y", count: 1, from_index: 4 },
    periods: [{ start: "2028-02-29", end: "2029-02-27" }],
  },
])("$name", async ({ body, periods }) => {
  expect(await preview("periods", body)).toEqual({ status: 200, body: { periods } });
});
