import { expect, test } from "vitest";
import { SpreadsheetHelper } from "../testing/spreadsheetHelper.ts";

test("quotas are off unless asked for", () => {
  const sheet = new SpreadsheetHelper();
  const statuses = Array.from({ length: 400 }, () => sheet.server.call("GET", sheet.path).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test("reads and writes count apart, per user and per project, by the minute", () => {
  const sheet = new SpreadsheetHelper({
    quotas: { readsPerUser: 2, readsPerProject: 3, writesPerUser: 10 },
  });
  const read = (bearer: string) =>
    sheet.server.call("GET", sheet.path, undefined, { caller: { bearer } });
  expect([read("ann"), read("ann")].map(({ status }) => status)).toEqual([200, 200]);
  expect(read("ann")).toMatchObject({
    status: 429,
    body: {
      error: {
        status: "RESOURCE_EXHAUSTED",
        message: expect.stringContaining("limit 'Read requests per minute per user'"),
        details: [
          { metadata: { quota_limit: "ReadRequestsPerMinutePerUser", quota_limit_value: "2" } },
          {},
        ],
      },
    },
  });
  expect(read("bob").status).toBe(200);
  expect(read("cid")).toMatchObject({
    status: 429,
    body: { error: { message: expect.stringContaining("limit 'Read requests per minute'") } },
  });
  expect(sheet.put("A1", [["still"]])).toMatchObject({ updatedCells: 1 });
  sheet.server.sheets.workspace.clock.advance(60_000);
  expect(read("ann").status).toBe(200);
});
