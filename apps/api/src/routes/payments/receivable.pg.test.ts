import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createPracticeApi,
  type PracticeApi,
  type TestPractice,
} from "../../testing/practiceApi.ts";
import { seedPractice } from "../../testing/seedPractice.ts";

let api: PracticeApi;
let practice: TestPractice;
beforeAll(async () => {
  api = await createPracticeApi();
  practice = await api.newPractice("Receivable");
  await seedPractice({ practice, services: api.services });
});
afterAll(() => api.drop());

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });

/** What invoices show against what the ledger says. */
async function books(): Promise<{ invoices: number; receivable: number; isProven: boolean }> {
  const { client } = practice;
  const { data: list } = await client.GET("/v1/invoices", { params: { query: { limit: 100 } } });
  const { data: ledger } = await client.GET("/v1/ledger/balances");
  const { data: proof } = await client.GET("/v1/ledger/proof");
  const balances = list?.data.map(({ balance_minor: minor }) => minor) ?? [];
  return {
    invoices: balances.reduce((sum, minor) => sum + minor, 0),
    receivable: ledger?.balances["assets:receivable"]?.["USD"] ?? 0,
    isProven: proof?.is_proven ?? false,
  };
}

async function expectEqual(): Promise<number> {
  const { invoices, receivable, isProven } = await books();
  expect({ receivable, isProven }).toEqual({ receivable: invoices, isProven: true });
  return receivable;
}

test("LED-2: assets:receivable is the sum of balance_minor, through a payment, a bad debt and a balance from before", async () => {
  const { client } = practice;
  const before = await expectEqual();
  expect(before).toBeGreaterThan(0);
  const { data } = await client.GET("/v1/invoices", { params: { query: { status: "issued" } } });
  const [paid, lost] = data?.data ?? [];
  if (paid === undefined || lost === undefined) throw new Error("the seed issued too little");
  const payment = await client.POST("/v1/payments", {
    params: { header: key() },
    body: { payer: paid.payer, amount_minor: 1_000, method: "card" },
  });
  await client.POST("/v1/payments/{payment_id}/allocate", {
    params: { header: key(), path: { payment_id: payment.data?.id ?? "" } },
    body: { invoice_id: paid.id },
  });
  expect(await expectEqual()).toBe(before - 1_000);
  await client.POST("/v1/invoices/{invoice_id}/mark-bad-debt", {
    params: { path: { invoice_id: lost.id } },
  });
  expect(await expectEqual()).toBe(before - 1_000 - lost.balance_minor);
  const opened = await client.POST("/v1/opening-balances", {
    params: { header: key() },
    body: { payer: paid.payer, amount_minor: 7_500 },
  });
  expect(opened.response.status).toBe(201);
  expect(await expectEqual()).toBe(before + 6_500 - lost.balance_minor);
});

test("PAY-14: a write-off is dated, and refused before its invoice", async () => {
  const { client } = practice;
  const { data } = await client.GET("/v1/invoices", { params: { query: { status: "issued" } } });
  const [invoice] = data?.data ?? [];
  const path = { invoice_id: invoice?.id ?? "" };
  const refused = await client.POST("/v1/invoices/{invoice_id}/mark-bad-debt", {
    params: { path, query: { on: "2020-01-01" } },
  });
  expect(refused.error).toMatchObject({
    code: "refused",
    detail: expect.stringContaining("PAY-14"),
  });
  const done = await client.POST("/v1/invoices/{invoice_id}/mark-bad-debt", {
    params: { path, query: { on: String(invoice?.issued_on) } },
  });
  expect(done.data).toMatchObject({ status: "bad_debt", bad_debt_on: invoice?.issued_on });
});

test("AUTO-5: a real practice without a key is told what to set", async () => {
  const { client, practiceId } = practice;
  await api.services.database
    .sql`update practice set is_test = false, clock_instant = null where practice_id = ${practiceId}`;
  const { data } = await client.GET("/v1/autopay");
  expect(data).toMatchObject({ is_on: false, processor: null });
  const refused = await client.POST("/v1/autopay/settings", { body: { is_on: true } });
  expect(refused.error).toMatchObject({
    code: "refused",
    detail: expect.stringContaining("STRIPE_SECRET_KEYS"),
  });
});
