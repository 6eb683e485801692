import { expect, test } from "vitest";
import { documentOfApi } from "../../openapi/documentOfApi.ts";
import { bareApi, jsonRequest } from "../../testing/bareApi.ts";
import { describeApi } from "../../testing/describedApi.ts";
import { fuzzOperation } from "../../testing/fuzzOperation.ts";

const api = describeApi(documentOfApi());
const previews = api.operations.filter(
  ({ path, id }) => path.startsWith("/v1/preview/") && id !== "previewInvoices",
);
const known = {
  used: [{ start: "2026-06-02", end: "2026-06-10" }],
  period: [{ start: "2026-06-01", end: "2026-06-30" }],
  currency: ["USD", "JPY", "KWD"],
};

test.each(previews)("$id answers any request as its document says", async (operation) => {
  const app = bareApi();
  const tally = await fuzzOperation({
    api,
    operation,
    known,
    runs: 200,
    seed: 1,
    send: async ({ path, ...init }) => app.request(path, jsonRequest(init)),
  });
  expect(tally.successes).toBeGreaterThan(0);
});
