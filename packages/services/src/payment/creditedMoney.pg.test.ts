import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { creditInvoice, getInvoice, listInvoices } from "../invoice/index.ts";
import { proveLedger } from "../ledger/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  refusalOf,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import {
  allocatePayment,
  autoAllocatePayments,
  getPayment,
  recordPayment,
  refundPayment,
  unallocatedMoney,
} from "./index.ts";

let root: TestPractice;
let here: TestPractice;
let payer: { kind: "patient"; id: string };
let paymentId: string;
let juneId: string;
let count = 0;

beforeAll(async () => {
  root = await startTestPractice();
});
afterAll(() => root.testDatabase.drop());

const on = (text: string) => root.setInstant(`${text}T15:00:00Z`);
const newest = async () => (await here.run(listInvoices, {})).data;

/** June of 100.00 is paid, and 66.67 of it, 11 to 30 June, is credited. */
beforeEach(async () => {
  count += 1;
  on("2026-05-20");
  here = await root.another({ name: `Practice ${count}` });
  const planId = await addPlan(here);
  const member = await addMember(here, { planId, statedStart: day("2026-06-01") });
  await acceptFirstCharges(here);
  payer = { kind: "patient", id: member.patientId };
  on("2026-06-01");
  await here.run(runBilling, {});
  juneId = (await newest())[0]?.id ?? "";
  const money = { payer, amountMinor: 10_000, method: "check" } as const;
  ({ id: paymentId } = await here.run(recordPayment, money));
  await here.run(allocatePayment, { paymentId, invoiceId: juneId });
  on("2026-06-10");
  const unused = { start: day("2026-06-11"), end: day("2026-06-30") };
  await here.run(creditInvoice, { id: juneId, reason: "away", unused });
});

test("PAY-19: money that a credit freed is shown with unallocated money", async () => {
  expect(await here.run(unallocatedMoney, { payer })).toMatchObject({
    byCurrency: { USD: 6667 },
    payments: [{ payment: { id: paymentId }, leftMinor: 6667 }],
  });
});

test("PAY-19: auto-allocation uses it for the next invoice, once, and the dry run shows it and writes nothing", async () => {
  on("2026-07-01");
  await here.run(runBilling, {});
  const shown = await here.run(autoAllocatePayments, { payer, isDryRun: true });
  expect(shown.allocations.map(({ amountMinor }) => amountMinor)).toEqual([-10_000, 3333, 6667]);
  expect(await here.run(getPayment, { id: paymentId })).toMatchObject({ unallocatedMinor: 0 });
  await here.run(autoAllocatePayments, { payer });
  const july = (await newest()).find(({ issuedOn }) => issuedOn === "2026-07-01");
  expect(july).toMatchObject({ paidMinor: 6667, status: "partially_paid" });
  expect(await here.run(getInvoice, { id: juneId })).toMatchObject({
    paidMinor: 3333,
    status: "paid",
  });
  expect(await here.run(autoAllocatePayments, { payer })).toMatchObject({ allocations: [] });
  expect(await here.run(unallocatedMoney, { payer })).toMatchObject({ payments: [] });
  expect(await here.run(proveLedger, {})).toMatchObject({ isProven: true });
});

test("PAY-19: it can be given back, and no more than it", async () => {
  const ask = { paymentId, reason: "moved away" };
  expect(await refusalOf(here.run(refundPayment, { ...ask, amountMinor: 6668 }))).toMatchObject({
    rule: "PAY-7",
  });
  await here.run(refundPayment, { ...ask, amountMinor: 6667 });
  expect(await here.run(unallocatedMoney, { payer })).toMatchObject({ payments: [] });
  expect(await here.run(proveLedger, {})).toMatchObject({ isProven: true });
});
