import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());
const withExample = described.operations.filter(({ bodyExample }) => bodyExample !== undefined);

let api: PracticeApi;
let practice: TestPractice;
let known: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Examples");
  known = await seedPractice({ practice, services: api.services });
});
afterAll(() => api.drop());

test("every body that is JSON has an example", () => {
  const without = described.operations.filter(
    ({ bodyContentType, bodyExample }) =>
      bodyContentType === "application/json" && bodyExample === undefined,
  );
  expect(without.map(({ id }) => id)).toEqual([]);
});

// An example names ids of nobody: those of the seed stand in for them. What it asks for may be refused in the state
// that the seed is in (409), and never for how it is written.
test.each(withExample)("the example of $id is taken", async (operation) => {
  const example = withKnownIds(operation.bodyExample);
  expect(described.mismatch(operation.bodySchema ?? {}, example)).toBeUndefined();
  const response = await send(operation, example);
  const body = await response.text();
  expect([200, 201, 202, 409], body).toContain(response.status);
  if (response.status === 409) expect(body).toMatch(/"code":"(refused|conflict)"/);
});

function withKnownIds(example: unknown): unknown {
  const ids: Record<string, string> = {
    pat: String(known.patient_id?.[0]),
    pln: String(known.product_id?.[1]),
    inv: String(known.invoice_id?.[0]),
    row: String(known.row_id?.[0]),
    evt: String(known.processor_event_id?.[0]),
    reh: String(known.rehearsal_id?.[0]),
  };
  const membershipPlan = String(known.plan_id?.[0]);
  const text = JSON.stringify(example)
    .replaceAll(/"plan_id":"pln_\w+"/g, `"plan_id":"${membershipPlan}"`)
    .replaceAll(/"(pat|pln|inv|row|evt|reh)_01jy\w+"/g, (_, prefix: string) => `"${ids[prefix]}"`);
  return JSON.parse(text);
}

async function send(operation: DescribedOperation, body: unknown): Promise<Response> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(known[name]?.[0]),
  );
  const authorization = `Bearer ${practice.key}`;
  const read = await api.app.request(path, { headers: { authorization } });
  return api.app.request(path, {
    method: operation.method,
    headers: {
      authorization,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
      ...(operation.method === "PATCH" ? { "if-match": read.headers.get("etag") ?? "" } : {}),
    },
    body: JSON.stringify(body),
  });
}
