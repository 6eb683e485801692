import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi } from "../testing/describedApi.ts";
import { fuzzOperation } from "../testing/fuzzOperation.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());

let api: PracticeApi;
let practice: TestPractice;
let known: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Fuzz");
  known = await seedPractice(practice);
});
afterAll(() => api.drop());

test.each(described.operations)(
  "$id answers any request as its document says",
  async (operation) => {
    const tally = await fuzzOperation({
      api: described,
      operation,
      known,
      runs: 200,
      seed: 7,
      send: async ({ method, path, headers, body }) =>
        api.app.request(path, {
          method,
          headers: {
            ...(await withPresentTag(path, headers)),
            authorization: `Bearer ${practice.key}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    });
    expect(tally.successes, JSON.stringify(tally.statuses)).toBeGreaterThan(0);
  },
);

/** "v1" stands for the tag that the resource has now. */
async function withPresentTag(path: string, headers: Record<string, string>) {
  if (headers["If-Match"] !== '"v1"') return headers;
  const read = await api.app.request(path, {
    headers: { authorization: `Bearer ${practice.key}` },
  });
  return { ...headers, "If-Match": read.headers.get("etag") ?? '"v1"' };
}
