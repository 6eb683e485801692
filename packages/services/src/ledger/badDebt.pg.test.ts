import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { listInvoices, markInvoiceBadDebt, reopenInvoice } from "../invoice/index.ts";
import { allocatePayment, lockMonth, recordPayment } from "../payment/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { exportLedger, ledgerBalances } from "./index.ts";

let here: TestPractice;
const isInstalled = spawnSync("hledger", ["--version"]).status === 0;
const on = (text: string) => here.setInstant(`${text}T15:00:00Z`);

beforeAll(async () => {
  here = await startTestPractice();
  const planId = await addPlan(here);
  for (const lastName of ["Back", "Paid", "Kept"])
    await addMember(here, { planId, statedStart: day("2026-06-01"), patient: { lastName } });
  await acceptFirstCharges(here);
  on("2026-06-01");
  await here.run(runBilling, {});
});
afterAll(() => here.testDatabase.drop());

async function pay(invoice: { id: string; payerId: string }, amountMinor: number): Promise<void> {
  const payer = { kind: "patient" as const, id: invoice.payerId };
  const { id: paymentId } = await here.run(recordPayment, { payer, amountMinor, method: "cash" });
  await here.run(allocatePayment, { paymentId, invoiceId: invoice.id });
}

test("PAY-14: the journal keeps a write-off and its reopening, each on its own day", async () => {
  const { data } = await here.run(listInvoices, {});
  const [back, paid, kept] = data;
  if (!back || !paid || !kept) throw new Error("too few invoices");
  on("2026-06-10");
  await here.run(markInvoiceBadDebt, { id: back.id });
  await here.run(markInvoiceBadDebt, { id: paid.id, on: day("2026-06-05") });
  on("2026-06-12");
  await here.run(markInvoiceBadDebt, { id: kept.id });
  await pay(kept, 3_000);
  await pay(paid, 10_000);
  on("2026-06-20");
  await here.run(reopenInvoice, { id: back.id });

  const { journal } = await here.run(exportLedger, {});
  const headings = journal.split("\n").filter((line) => / Bad debt/.test(line));
  expect(headings.map((line) => line.split("  ;")[0])).toEqual([
    `2026-06-05 * (INV-${paid.number}) Bad debt`,
    `2026-06-10 * (INV-${back.number}) Bad debt`,
    `2026-06-12 * (INV-${kept.number}) Bad debt`,
    `2026-06-12 * (INV-${kept.number}) Bad debt taken back`,
    `2026-06-12 * (INV-${paid.number}) Bad debt taken back`,
    `2026-06-20 * (INV-${back.number}) Bad debt taken back`,
  ]);
  expect(await here.run(ledgerBalances, {})).toMatchObject({
    "expenses:bad-debt": { USD: 7_000 },
    "assets:receivable": { USD: 10_000 },
  });
});

test.skipIf(!isInstalled)(
  "PAY-14: hledger checks the journal and finds the same bad debt (needs hledger)",
  async () => {
    const { journal } = await here.run(exportLedger, {});
    const hledger = (...args: string[]) =>
      spawnSync("hledger", ["-f", "-", ...args], { input: journal, encoding: "utf8" });
    expect(hledger("check", "--strict", "ordereddates")).toMatchObject({ status: 0, stderr: "" });
    const { stdout } = hledger("balance", "expenses:bad-debt", "--flat", "--no-total");
    expect(stdout.trim()).toBe("70.00 USD  expenses:bad-debt");
    const earlier = hledger("balance", "expenses:bad-debt", "-e", "2026-06-11", "-N", "--flat");
    expect(earlier.stdout.trim()).toBe("200.00 USD  expenses:bad-debt");
  },
);

test("PAY-14: an act is dated after the one it answers and never inside a locked month", async () => {
  const { data } = await here.run(listInvoices, { status: ["bad_debt"] });
  const id = data[0]?.id ?? "";
  const reopenOn = (text: string) => here.run(reopenInvoice, { id, on: day(text) });
  expect(await refusalOf(reopenOn("2026-06-01"))).toMatchObject({ rule: "PAY-14" });
  await here.run(lockMonth, { month: "2026-06" });
  expect(await refusalOf(reopenOn("2026-06-20"))).toMatchObject({ rule: "PAY-9" });
  on("2026-07-02");
  expect(await reopenOn("2026-07-01")).toMatchObject({ status: "partially_paid", badDebtOn: null });
});
