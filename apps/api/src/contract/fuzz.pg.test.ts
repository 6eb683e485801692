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
            ...headers,
            authorization: `Bearer ${practice.key}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    });
    expect(tally.successes, JSON.stringify(tally.statuses)).toBeGreaterThan(0);
  },
);
