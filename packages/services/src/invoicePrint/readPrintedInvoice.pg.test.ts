import { afterAll, beforeAll, expect, test } from "vitest";
import { runBilling } from "../billing/index.ts";
import { creditInvoice, listInvoices } from "../invoice/index.ts";
import { allocatePayment, deallocatePayment, recordPayment } from "../payment/index.ts";
import {
  acceptFirstCharges,
  addMember,
  addPlan,
  day,
  startTestPractice,
  type TestPractice,
} from "../testing/index.ts";
import { readPrintedInvoice } from "./index.ts";

let here: TestPractice;
let id: string;
let payerId: string;
beforeAll(async () => {
  here = await startTestPractice({ locale: "pl-PL" });
  const patient = {
    firstName: "Łukasz",
    lastName: "Żak",
    addressLine1: "Długa 1",
    city: "Łódź",
    zip: "90-001",
  };
  const planId = await addPlan(here);
  await addMember(here, { planId, statedStart: day("2026-06-01"), patient });
  await acceptFirstCharges(here);
  here.setInstant("2026-06-01T15:00:00Z");
  await here.run(runBilling, {});
  const [invoice] = (await here.run(listInvoices, {})).data;
  id = invoice?.id ?? "";
  payerId = invoice?.payerId ?? "";
});
afterAll(() => here.testDatabase.drop());

test("what is printed: payer, what pays it now, and the balance", async () => {
  const payer = { kind: "patient" as const, id: payerId };
  for (const amountMinor of [3_000, 2_000]) {
    here.setInstant(`2026-06-0${5 - amountMinor / 1000}T15:00:00Z`);
    const { id: paymentId } = await here.run(recordPayment, { payer, amountMinor, method: "card" });
    await here.run(allocatePayment, { paymentId, invoiceId: id });
  }
  const { id: wrong } = await here.run(recordPayment, { payer, amountMinor: 900, method: "cash" });
  const { allocations } = await here.run(allocatePayment, { paymentId: wrong, invoiceId: id });
  await here.run(deallocatePayment, { allocationId: allocations[0]?.id ?? "" });
  expect(await here.run(readPrintedInvoice, { id })).toMatchObject({
    practice: { name: "Cedar Family Medicine", locale: "pl-PL" },
    payer: ["Łukasz Żak", "Długa 1", "Łódź 90-001"],
    invoice: { number: 1, totalMinor: 10_000 },
    payments: [
      { on: "2026-06-02", method: "card", amountMinor: 3_000 },
      { on: "2026-06-03", method: "card", amountMinor: 2_000 },
    ],
    balanceMinor: 5_000,
  });
});

test("a credit note names the invoice that it corrects", async () => {
  const { lines } = (await here.run(readPrintedInvoice, { id })).invoice;
  const amount = { lineId: lines[0]?.id ?? "", grossMinor: 1_000 };
  const note = await here.run(creditInvoice, { id, reason: "goodwill", amount });
  expect(await here.run(readPrintedInvoice, { id: note.id })).toMatchObject({
    creditsNumber: 1,
    invoice: { number: 2, totalMinor: -1_000 },
    balanceMinor: 0,
  });
});
