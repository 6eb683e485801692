import { afterAll, beforeAll, expect, test } from "vitest";
import { documentOfApi } from "../openapi/documentOfApi.ts";
import type { KnownValues } from "../testing/arbitraryOf.ts";
import { describeApi, type DescribedOperation } from "../testing/describedApi.ts";
import { createPracticeApi, type PracticeApi, type TestPractice } from "../testing/practiceApi.ts";
import { attachNew, seedPayments, seedPractice } from "../testing/seedPractice.ts";

const described = describeApi(documentOfApi());
const keyed = described.operations.filter(({ parameters }) =>
  parameters.some(({ name }) => name === "Idempotency-Key"),
);

let api: PracticeApi;
let practice: TestPractice;
let other: TestPractice;
let known: KnownValues;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Once");
  other = await api.newPractice("Other");
  known = await seedPractice({ practice, services: api.services });
});
afterAll(() => api.drop());

test("every POST takes an Idempotency-Key, previews and the clock aside", () => {
  const without = described.operations.filter(
    (operation) => operation.method === "POST" && !keyed.includes(operation),
  );
  expect(without.map(({ id }) => id).toSorted()).toEqual([
    "movePracticeClock",
    "previewInvoices",
    "previewPeriods",
    "previewProration",
    "previewRosterFile",
    "previewStartDate",
  ]);
});

test.each(keyed)(
  "$id: the first answer again, for 50 at once too, and another body is refused",
  async (operation) => {
    const request = await requestFor(operation);
    const key = crypto.randomUUID();
    const first = await send(operation, { ...request, key });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(operation, { ...request, key })),
    );
    for (const answer of answers) {
      if (answer.status === 409 && answer.body.includes("idempotency_in_flight")) continue;
      expect({ status: answer.status, body: withoutRequestId(answer.body) }).toEqual({
        status: first.status,
        body: withoutRequestId(first.body),
      });
      if (isKept(operation, first.status)) expect(answer.isReplay).toBe(true);
    }
    if (!isKept(operation, first.status) || operation.bodySchema === undefined) return;
    const reused = await send(operation, { ...request, body: otherBody(request.body), key });
    expect(reused.status).toBe(422);
  },
);

test("the same key of another practice is another key", async () => {
  const operation = keyed.find(({ id }) => id === "createPatient") as DescribedOperation;
  const key = crypto.randomUUID();
  const mine = await send(operation, { path: "/v1/patients", body: { last_name: "Mine" }, key });
  const theirs = await send(operation, {
    path: "/v1/patients",
    body: { last_name: "Theirs" },
    key,
    token: other.key,
  });
  expect([mine.status, theirs.status]).toEqual([201, 201]);
});

test("50 at once with one key make one record", async () => {
  const operation = keyed.find(({ id }) => id === "createHousehold") as DescribedOperation;
  const before = await other.client.GET("/v1/households");
  const request = {
    path: "/v1/households",
    body: { name: "Once" },
    key: crypto.randomUUID(),
    token: other.key,
  };
  const answers = await Promise.all(Array.from({ length: 50 }, () => send(operation, request)));
  const after = await other.client.GET("/v1/households");
  expect((after.data?.data.length ?? 0) - (before.data?.data.length ?? 0)).toBe(1);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
});

// What is refused or queued keeps no row: asking again asks again.
function isKept({ id }: DescribedOperation, status: number): boolean {
  return status < 300 && id !== "startSync";
}

function otherBody(body: unknown): unknown {
  const given = body as Record<string, unknown>;
  const [name, value] = Object.entries(given)[0] ?? ["not_a_field", 1];
  return { ...given, [name]: typeof value === "string" ? `${value}x` : "other" };
}

async function requestFor(operation: DescribedOperation): Promise<{ path: string; body: unknown }> {
  const values = { ...known, ...(await freshFor(operation.id)) };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name]?.at(-1)),
  );
  const text = JSON.stringify(operation.bodyExample ?? {})
    .replaceAll(/"plan_id":"pln_\w+"/g, `"plan_id":"${String(values.plan_id?.[0])}"`)
    .replaceAll(/"pln_01jy\w+"/g, `"${String(values.product_id?.[1])}"`)
    .replaceAll(/"pat_01jy\w+"/g, `"${String(values.patient_id?.[0])}"`)
    .replaceAll(/"inv_01jy\w+"/g, `"${String(values.invoice_id?.[0])}"`);
  return { path, body: JSON.parse(text) };
}

async function freshFor(operationId: string): Promise<KnownValues> {
  const { client } = practice;
  if (operationId.endsWith("Payment")) return seedPayments({ known, client });
  if (!/Membership/.test(operationId)) return {};
  return {
    membership_id: [await attachNew({ known, client, start: { last_billed: "2026-05-01" } })],
  };
}

async function send(
  operation: DescribedOperation,
  request: { path: string; body: unknown; key: string; token?: string },
): Promise<{ status: number; body: string; isReplay: boolean }> {
  const response = await api.app.request(request.path, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${request.token ?? practice.key}`,
      "idempotency-key": request.key,
      ...(operation.bodySchema === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(operation.bodySchema === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const isReplay = response.headers.get("idempotency-replayed") === "true";
  return { status: response.status, body: await response.text(), isReplay };
}

/** As data: the order of keys is no part of an answer. */
function withoutRequestId(body: string): unknown {
  const { request_id: _requestId, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return rest;
}
