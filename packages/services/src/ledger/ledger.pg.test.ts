import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { creditInvoice, listInvoices, markInvoiceBadDebt, voidInvoice } from "../invoice/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  recordPayment,
  refundPayment,
  unallocatedMoney,
} from "../payment/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { exportLedger, ledgerBalances, proveLedger } from "./index.ts";

let here: TestPractice;
const isInstalled = spawnSync("hledger", ["--version"]).status === 0;
const on = (text: string) => here.setInstant(`${text}T15:00:00Z`);

beforeAll(async () => {
  here = await startTestPractice();
  const planId = await addPlan(here, {
    tax: { ratePerMillion: 82_500, mode: "exclusive" },
  });
  for (let member = 0; member < 6; member += 1)
    await addMember(here, { planId, statedStart: day("2026-06-01") });
  await acceptFirstCharges(here);
  for (const month of ["06", "07", "08"]) {
    on(`2026-${month}-01`);
    await here.run(runBilling, {});
  }
  await act();
});
afterAll(() => here.testDatabase.drop());

async function act(): Promise<void> {
  const { data } = await here.run(listInvoices, {});
  const [paid, partly, voided, credited, bad, over] = data;
  if (!paid || !partly || !voided || !credited || !bad || !over)
    throw new Error("too few invoices");
  const pay = async (invoice: typeof paid, amountMinor: number) => {
    const payer = { kind: "patient" as const, id: invoice.payerId };
    const payment = await here.run(recordPayment, { payer, amountMinor, method: "card" });
    await here.run(allocatePayment, { paymentId: payment.id, invoiceId: invoice.id });
    return payment;
  };
  const generous = await pay(paid, 20_000);
  await pay(partly, 3_000);
  await here.run(refundPayment, {
    paymentId: generous.id,
    amountMinor: 1_000,
    reason: "asked for it",
  });
  await here.run(voidInvoice, { id: voided.id, reason: "a mistake", isBilledAgain: false });
  const unused = { start: day("2026-06-20"), end: day("2026-06-30") };
  await here.run(creditInvoice, { id: credited.id, reason: "moved", unused });
  await here.run(markInvoiceBadDebt, { id: bad.id });
  await pay(over, over.totalMinor);
  await here.run(autoAllocatePayments, {});
  await here.run(creditInvoice, { id: over.id, reason: "moved", unused });
}

test("LED-2: receivable is the sum of what issued, unpaid invoices ask for", async () => {
  const balances = await here.run(ledgerBalances, {});
  const { data } = await here.run(listInvoices, { isActive: true, limit: 1000 });
  const owed = data
    .filter(({ status }) => status === "issued" || status === "partially_paid")
    .reduce((sum, { openMinor }) => sum + openMinor, 0);
  expect(owed).toBeGreaterThan(0);
  expect(balances["assets:receivable"]).toEqual({ USD: owed });
});

test("LED-3: unallocated is the money that is shown as such, with what was credited beyond its invoice", async () => {
  const balances = await here.run(ledgerBalances, {});
  const { byCurrency } = await here.run(unallocatedMoney, {});
  const { data } = await here.run(listInvoices, { limit: 1000 });
  const beyond = data
    .filter(({ kind, status }) => kind !== "credit_note" && status === "paid")
    .reduce(
      (sum, { totalMinor, paidMinor, creditedMinor }) =>
        sum + paidMinor + creditedMinor - totalMinor,
      0,
    );
  expect(beyond).toBeGreaterThan(0);
  expect(byCurrency["USD"]).toBeGreaterThanOrEqual(beyond);
  expect(balances["liabilities:unallocated"]).toEqual({ USD: -(byCurrency["USD"] ?? 0) });
});

test("LED-1: everything together sums to nothing", async () => {
  const balances = await here.run(ledgerBalances, {});
  const sum = Object.values(balances).reduce((total, of) => total + (of["USD"] ?? 0), 0);
  expect(sum).toBe(0);
});

test.skipIf(!isInstalled)(
  "LED-5: hledger checks the journal and finds the same receivable (needs hledger)",
  async () => {
    const { journal } = await here.run(exportLedger, {});
    const hledger = (...args: string[]) =>
      spawnSync("hledger", ["-f", "-", ...args], {
        input: journal,
        encoding: "utf8",
        env: { ...process.env, LC_ALL: "C.UTF-8" },
      });
    expect(hledger("check", "--strict", "ordereddates")).toMatchObject({ status: 0, stderr: "" });
    const balances = await here.run(ledgerBalances, {});
    const ours = Object.entries(balances)
      .map(([account, sums]) => `${account} ${((sums["USD"] ?? 0) / 100).toFixed(2)} USD`)
      .filter((line) => !line.endsWith(" 0.00 USD"));
    const { stdout } = hledger("balance", "--flat", "--no-total", "-O", "csv");
    const theirs = [...stdout.matchAll(/^"(.+)","(.+)"$/gm)]
      .slice(1)
      .map(([, ...cells]) => cells.join(" "));
    expect(theirs.toSorted()).toEqual(ours.toSorted());
    expect(theirs.length).toBeGreaterThan(5);
  },
);

test("LED-6: the proof holds, and names what an entry that was tampered with puts out", async () => {
  expect(await here.run(proveLedger, {})).toMatchObject({ isProven: true });
  const { sql } = here.testDatabase.database;
  const [entry] = await sql<{ sequence: number }[]>`
    select sequence from ledger_entry where act = 'payment_allocated' order by sequence limit 1`;
  await sql`
    update ledger_entry set amounts_minor = array[amounts_minor[1] - 1, amounts_minor[2] + 1]
    where sequence = ${entry?.sequence ?? 0}`;
  const { isProven, checks } = await here.run(proveLedger, {});
  expect(isProven).toBe(false);
  expect(checks.filter(({ isEqual }) => !isEqual).map(({ account }) => account)).toEqual([
    "assets:receivable",
    "liabilities:unallocated",
  ]);
});
